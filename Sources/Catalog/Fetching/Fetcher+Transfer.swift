import AsyncHTTPClient
import Foundation
import Localization
import NIOCore
import NIOHTTP1

/// What one hop answers.
enum FetchAnswer: Sendable {
    case file(Fetcher.File)
    case redirect(String)
    case unchanged
}

extension Fetcher {
    /// Asks one address, connecting to `pinned` whatever its name resolves to by now.
    func request(
        _ target: FetchTarget, at pinned: IPAddress, unless known: Validators, into folder: URL,
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64?) throws -> Void
    ) async throws -> FetchAnswer {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .init(limits.connectTimeout), read: .init(limits.idleTimeout))
        )
        configuration.dnsOverride = [target.host: "\(pinned)"]
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let answer: Result<FetchAnswer, any Error>
        do {
            answer = .success(try await transfer(target, unless: known, with: client, into: folder, progress: progress))
        } catch {
            answer = .failure(failure(error, target))
        }
        try? await client.shutdown()
        return try answer.get()
    }

    private func transfer(
        _ target: FetchTarget, unless known: Validators, with client: HTTPClient, into folder: URL,
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64?) throws -> Void
    ) async throws -> FetchAnswer {
        var request = HTTPClientRequest(url: target.url.absoluteString)
        request.headers.add(name: "user-agent", value: userAgent)
        request.headers.add(name: "accept", value: "*/*")
        // What is kept is the file as it is; a server that packs it all the same gives a gzip file, which is read as one.
        request.headers.add(name: "accept-encoding", value: "identity")
        if let tag = known.entityTag { request.headers.add(name: "if-none-match", value: tag) }
        if let date = known.lastModified { request.headers.add(name: "if-modified-since", value: date) }
        let end = ContinuousClock.now + limits.totalTimeout
        let response = try await client.execute(request, timeout: .init(limits.totalTimeout))
        switch response.status.code {
        case 200: break
        case 304 where known != Validators(): return .unchanged
        case 301, 302, 303, 307, 308:
            guard let location = response.headers.first(name: "location") else {
                throw CatalogError(.fetchRedirectMissing, ["address": .text(target.url.absoluteString)])
            }
            return .redirect(location)
        default:
            throw CatalogError(
                .fetchStatus,
                ["address": .text(target.url.absoluteString), "status": .integer(Int(response.status.code))],
                // Asking later may help with overload, time-outs and errors of the server; not with the rest.
                isPermanent: response.status.code < 500 && ![408, 425, 429].contains(response.status.code)
            )
        }
        let announced = response.headers.first(name: "content-length").flatMap { Int64($0) }
        if let announced, announced > limits.maximumBytes { throw tooLarge(target) }
        let path = folder.appendingPathComponent("fetched")
        let bytes = try await write(response.body, to: path, announced: announced, until: end, target, progress: progress)
        let mediaType = response.headers.first(name: "content-type")?
            .split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        return .file(File(
            path: path, name: name(target, response.headers, mediaType: mediaType), mediaType: mediaType,
            bytes: bytes, address: target.url,
            validators: Validators(
                entityTag: response.headers.first(name: "etag"), lastModified: response.headers.first(name: "last-modified"))
        ))
    }

    private func write(
        _ body: HTTPClientResponse.Body, to path: URL, announced: Int64?, until end: ContinuousClock.Instant, _ target: FetchTarget,
        progress: @Sendable (_ done: Int64, _ total: Int64?) throws -> Void
    ) async throws -> Int64 {
        guard FileManager.default.createFile(atPath: path.path, contents: nil) else {
            throw CatalogError(.fileUnreadable, ["file": .text(path.lastPathComponent)], isPermanent: false)
        }
        let file = try FileHandle(forWritingTo: path)
        defer { try? file.close() }
        var done: Int64 = 0
        for try await buffer in body {
            done += Int64(buffer.readableBytes)
            // The size announced is only what the server says.
            guard done <= limits.maximumBytes else { throw tooLarge(target) }
            // A server that gives a byte now and then is never silent for long.
            guard ContinuousClock.now < end else {
                throw CatalogError(.fetchTimeout, ["address": .text(target.url.absoluteString)], isPermanent: false)
            }
            try file.write(contentsOf: Data(buffer.readableBytesView))
            try progress(done, announced)
        }
        if let announced, done != announced {
            throw CatalogError(
                .fetchTruncated,
                ["address": .text(target.url.absoluteString), "received": .bytes(done), "announced": .bytes(announced)],
                isPermanent: false
            )
        }
        return done
    }

    private func name(_ target: FetchTarget, _ headers: HTTPHeaders, mediaType: String?) -> String {
        if let name = headers.first(name: "content-disposition").flatMap(FileName.inDisposition) { return name }
        let last = target.url.pathComponents.last.flatMap { $0 == "/" ? nil : FileName.safe($0) }
        let name = last ?? target.host
        guard last == nil || !name.contains("."), let suffix = mediaType.flatMap(MediaType.pathExtension) else {
            return name
        }
        return "\(name).\(suffix)"
    }

    private func tooLarge(_ target: FetchTarget) -> CatalogError {
        CatalogError(
            .fetchTooLarge,
            ["address": .text(target.url.absoluteString), "limit": .bytes(limits.maximumBytes)]
        )
    }

    /// The client's errors in the catalogue's words.
    func failure(_ error: any Error, _ target: FetchTarget) -> any Error {
        if error is CancellationError || error is any LocalizedFailure { return error }
        let address: [String: MessageArgument] = ["address": .text(target.url.absoluteString)]
        switch error {
        case let error as HTTPClientError:
            switch error {
            case .cancelled: return CancellationError()
            case .connectTimeout, .readTimeout, .deadlineExceeded, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
                return CatalogError(.fetchTimeout, address, isPermanent: false, underlying: "\(error)")
            default: return CatalogError(.fetchConnection, address, isPermanent: false, underlying: "\(error)")
            }
        default:
            return CatalogError(.fetchConnection, address, isPermanent: false, underlying: "\(error)")
        }
    }
}

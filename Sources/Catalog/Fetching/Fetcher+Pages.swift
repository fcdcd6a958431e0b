import AsyncHTTPClient
import Foundation
import Localization
import NIOCore
import NIOHTTP1

/// What is asked of an address whose answer is held in memory.
struct PageQuery: Sendable {
    var address: URL
    var accept = "*/*"
    /// Sent by POST where there is one.
    var body: String?
    var contentType: String?
    /// Bytes asked for, where the server gives parts (RFC 9110, §14); it may send the whole all the same.
    var range: Range<Int64>?
    /// What the last answer was known by: it is not sent again where nothing changed (RFC 9110, §13).
    var etag: String?
    var lastModified: String?
    /// Largest answer, in bytes; a longer one is cut there where `isCut`, refused otherwise.
    var maximumBytes: Int64 = 64 << 20
    var isCut = false
}

/// An answer held in memory, whatever its status.
struct PageAnswer: Sendable {
    var status: Int
    var data: Data
    var mediaType: String?
    /// As the server says it.
    var charset: String?
    var etag: String?
    var lastModified: String?
    /// Bytes announced.
    var announced: Int64?
    /// Bytes of the whole, where a part was sent.
    var total: Int64?
    /// The server's clock.
    var date: Date?
    /// In seconds.
    var retryAfter: TimeInterval?
    /// Last address, after redirections, and how many there were.
    var address: URL
    var redirects: Int
}

extension Fetcher {
    /// Asks an address, with the same precautions as for files: each hop is checked and pinned.
    ///
    /// - Throws: `CatalogError` where there is no answer; a status that tells of an error is an answer.
    func ask(_ query: PageQuery) async throws -> PageAnswer {
        var target = try FetchTarget(query.address)
        for redirects in 0...limits.maximumRedirects {
            let pinned = try await checkedAddress(of: target)
            let (answer, location) = try await ask(query, target, at: pinned, redirects: redirects)
            guard let location else { return answer }
            guard let next = URL(string: location, relativeTo: target.url)?.absoluteURL else {
                throw CatalogError(.fetchAddress, ["address": .text(location)])
            }
            target = try FetchTarget(next)
        }
        throw CatalogError(
            .fetchRedirects, ["address": .text(query.address.absoluteString), "limit": .integer(limits.maximumRedirects)])
    }

    private func ask(
        _ query: PageQuery, _ target: FetchTarget, at pinned: IPAddress, redirects: Int
    ) async throws -> (PageAnswer, redirect: String?) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .init(limits.connectTimeout), read: .init(limits.idleTimeout)))
        configuration.dnsOverride = [target.host: "\(pinned)"]
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<(PageAnswer, redirect: String?), any Error>
        do {
            result = .success(try await exchange(query, target, with: client, redirects: redirects))
        } catch {
            result = .failure(failure(error, target))
        }
        try? await client.shutdown()
        return try result.get()
    }

    private func exchange(
        _ query: PageQuery, _ target: FetchTarget, with client: HTTPClient, redirects: Int
    ) async throws -> (PageAnswer, redirect: String?) {
        var request = HTTPClientRequest(url: target.url.absoluteString)
        request.headers.add(name: "user-agent", value: userAgent)
        request.headers.add(name: "accept", value: query.accept)
        request.headers.add(name: "accept-encoding", value: "identity")
        request.headers.add(name: "accept-language", value: "fr, en;q=0.5")
        if let range = query.range { request.headers.add(name: "range", value: "bytes=\(range.lowerBound)-\(range.upperBound - 1)") }
        if let etag = query.etag { request.headers.add(name: "if-none-match", value: etag) }
        if let date = query.lastModified { request.headers.add(name: "if-modified-since", value: date) }
        if let body = query.body {
            request.method = .POST
            request.headers.add(name: "content-type", value: query.contentType ?? "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let end = ContinuousClock.now + limits.totalTimeout
        let response = try await client.execute(request, timeout: .init(limits.totalTimeout))
        let headers = response.headers
        if [301, 302, 303, 307, 308].contains(response.status.code) {
            guard let location = headers.first(name: "location") else {
                throw CatalogError(.fetchRedirectMissing, ["address": .text(target.url.absoluteString)])
            }
            return (PageAnswer(status: 0, data: Data(), address: target.url, redirects: redirects), location)
        }
        let announced = headers.first(name: "content-length").flatMap { Int64($0) }
        var data = Data()
        for try await buffer in response.body {
            data.append(contentsOf: buffer.readableBytesView)
            // A server that gives a byte now and then is never silent for long.
            guard ContinuousClock.now < end else {
                throw CatalogError(.fetchTimeout, ["address": .text(target.url.absoluteString)], isPermanent: false)
            }
            guard Int64(data.count) > query.maximumBytes else { continue }
            guard query.isCut else {
                throw CatalogError(
                    .fetchTooLarge, ["address": .text(target.url.absoluteString), "limit": .bytes(query.maximumBytes)])
            }
            break
        }
        let parts = headers.first(name: "content-type")?.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
        let charset = parts.dropFirst().first { $0.lowercased().hasPrefix("charset=") }?.dropFirst(8).trimmingCharacters(in: CharacterSet(charactersIn: "\"'"))
        return (
            PageAnswer(
                status: Int(response.status.code), data: data, mediaType: parts.first?.lowercased(), charset: charset,
                etag: headers.first(name: "etag"), lastModified: headers.first(name: "last-modified"), announced: announced,
                total: headers.first(name: "content-range")?.split(separator: "/").last.flatMap { Int64($0) },
                date: headers.first(name: "date").flatMap { HTTPDate.date($0) },
                retryAfter: headers.first(name: "retry-after").flatMap { HTTPDate.delay($0) }, address: target.url,
                redirects: redirects),
            nil
        )
    }
}

/// Dates of HTTP (RFC 9110, §5.6.7).
enum HTTPDate {
    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func date(_ text: String) -> Date? {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count >= 5, let day = Int(parts[1]), let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            (1...31).contains(day), (1900...9999).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, clock.allSatisfy({ (0...60).contains($0) }) else { return nil }
        return DateComponents(
            calendar: Calendar(identifier: .gregorian), timeZone: .gmt, year: year, month: month + 1, day: day, hour: clock[0],
            minute: clock[1], second: clock[2]).date
    }

    /// What `Retry-After` asks, in seconds: a number, or until a date.
    ///
    /// A month at most: what a server asks must not send the next time beyond all calendars.
    static func delay(_ text: String, now: Date = Date()) -> TimeInterval? {
        let seconds = Double(text.trimmingWhitespace()) ?? date(text)?.timeIntervalSince(now)
        return seconds.flatMap { $0.isNaN ? nil : min(max(0, $0), longestDelay) }
    }

    private static let longestDelay: TimeInterval = 30 * 86_400
}

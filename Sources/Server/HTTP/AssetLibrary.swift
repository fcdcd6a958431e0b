import Crypto
package import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore
import Synchronization

/// The files that pages need: style sheets, scripts, fonts, pictures. Served from memory at
/// `/assets/<fingerprint>/<path>`, for ever: another content is another address.
///
/// The fingerprint is that of the whole library, so that a style sheet's relative links stay true.
package final class AssetLibrary: Sendable {
    /// A file known at start and read when first asked for.
    private struct Entry: Sendable {
        let file: URL
        let size: Int
        let digest: String
    }

    /// A file in memory, with its compressed form where that is smaller.
    private struct Loaded: Sendable {
        let plain: ByteBuffer
        let gzip: ByteBuffer?
    }

    /// Sixteen hexadecimal digits over all names and contents.
    package let fingerprint: String
    private let entries: [String: Entry]
    private let loaded = Mutex<[String: Loaded]>([:])

    /// - Parameter folders: the files of each are served under its name; hidden files are left out.
    /// - Throws: what Foundation throws where a folder cannot be read.
    package init(folders: [(name: String, url: URL)]) throws {
        var entries: [String: Entry] = [:]
        var whole = SHA256()
        for folder in folders {
            let root = folder.url.resolvingSymlinksInPath().path(percentEncoded: false)
            for path in try Self.paths(under: root) {
                let file = URL(filePath: root).appending(path: path)
                let content = try Data(contentsOf: file, options: .mappedIfSafe)
                let digest = SHA256.hash(data: content).prefix(8).map(Self.hexadecimal).joined()
                let name = folder.name.isEmpty ? path : "\(folder.name)/\(path)"
                entries[name] = Entry(file: file, size: content.count, digest: digest)
            }
        }
        for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
            whole.update(data: Data("\(name) \(entry.digest)\n".utf8))
        }
        self.entries = entries
        fingerprint = whole.finalize().prefix(8).map(Self.hexadecimal).joined()
    }

    /// The address of a file, for pages. A name the library does not have gives an address that answers 404.
    package func url(_ name: String) -> String { "/assets/\(fingerprint)/\(name)" }

    /// Whether the library has this file.
    package func contains(_ name: String) -> Bool { entries[name] != nil }

    /// Adds the library's addresses to `router`.
    package func addRoutes(to router: Router<PortulanContext>) {
        router.get("/assets/{fingerprint}/**") { [self] request, context in
            let name = RequestTarget.decode(context.parameters.getCatchAll().joined(separator: "/"), plusIsSpace: false)
            return try respond(fingerprint: context.parameters.require("fingerprint"), name: name ?? "", to: request)
        }
    }

    /// Answers `/assets/<fingerprint>/<name>`: conditional requests, ranges, the compressed form.
    ///
    /// A fingerprint of the past is answered with the file of today, not to be kept.
    package func respond(fingerprint asked: String, name: String, to request: Request) throws -> Response {
        guard let entry = entries[name] else { throw RequestError.notFound }
        let isCurrent = asked == fingerprint
        let tag = EntityTag(entry.digest)
        var headers: HTTPFields = [
            .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "public, no-cache",
            .eTag: tag.description,
            .contentType: MediaTypes.contentType(of: name),
            .acceptRanges: "bytes",
        ]
        let asset = try load(name, entry)
        if asset.gzip != nil { headers[.vary] = "Accept-Encoding" }
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }

        let isRange = request.headers[.range] != nil && isFresh(request.headers[.ifRange], tag)
        switch isRange ? ByteRange(field: request.headers[.range], size: entry.size) : .whole {
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(entry.size)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(entry.size)"
            let slice = asset.plain.getSlice(at: range.lowerBound, length: range.count) ?? ByteBuffer()
            return Response(status: .partialContent, headers: headers, body: .init(byteBuffer: slice))
        case .whole:
            guard let gzip = asset.gzip, Negotiation.accepts("gzip", in: request.headers[.acceptEncoding]) else {
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: asset.plain))
            }
            headers[.contentEncoding] = "gzip"
            headers[.acceptRanges] = nil
            headers[.eTag] = EntityTag(entry.digest, isWeak: true).description
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: gzip))
        }
    }

    private func isFresh(_ ifRange: String?, _ tag: EntityTag) -> Bool { ifRange == nil || ifRange == tag.description }

    private func load(_ name: String, _ entry: Entry) throws -> Loaded {
        if let known = loaded.withLock({ $0[name] }) { return known }
        let content = try [UInt8](Data(contentsOf: entry.file))
        var gzip: [UInt8]?
        if Compression.gains(MediaTypes.contentType(of: name)), content.count >= Compression.smallestBody {
            let compressed = GzipStream.compressed(content, level: 9)
            if compressed.count < content.count { gzip = compressed }
        }
        let asset = Loaded(plain: ByteBuffer(bytes: content), gzip: gzip.map { ByteBuffer(bytes: $0) })
        loaded.withLock { $0[name] = asset }
        return asset
    }

    private static func paths(under root: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root).sorted().filter { path in
            guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return false }
            return try URL(filePath: root).appending(path: path).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}

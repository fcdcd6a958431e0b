package import HTTPTypes
package import Hummingbird
import NIOCore

/// Gzip on the way out, for bodies in memory and for streams alike.
package enum Compression {
    /// Below this, the gain does not pay for the header and the time.
    package static let smallestBody = 860

    /// `response`, compressed where the client accepts it and its type gains by it.
    ///
    /// A strong entity tag becomes a weak one, since the bytes are no longer those it named (RFC 9110,
    /// section 8.8.3.3); `Vary` tells caches that the answer depends on the request.
    package static func apply(to response: inout Response, request: Request) async throws {
        guard gains(response.headers[.contentType]), response.headers[.contentEncoding] == nil else { return }
        response.headers.addToVary("Accept-Encoding")
        guard request.method != .head, isComplete(response.status),
            Negotiation.accepts("gzip", in: request.headers[.acceptEncoding])
        else { return }
        if let length = response.body.contentLength, length < smallestBody { return }

        let body = response.body
        if let length = body.contentLength, length <= 1 << 20 {
            let sink = CollectingWriter.Sink()
            try await body.write(CollectingWriter(sink: sink))
            // Pages are weighed (first load under 300 kB), answers to programs are timed.
            let level: Int32 = response.headers[.contentType]?.hasPrefix("text/html") == true ? 5 : 4
            response.body = ResponseBody(byteBuffer: ByteBuffer(bytes: GzipStream.compressed(sink.bytes, level: level)))
        } else {
            response.body = ResponseBody { writer in
                try await body.write(GzipWriter(parent: writer, stream: GzipStream(level: 3)))
            }
        }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.acceptRanges] = nil
        if let tag = response.headers[.eTag], !tag.hasPrefix("W/") { response.headers[.eTag] = "W/" + tag }
    }

    /// Whether bytes of this media type shrink. Parquet, XLSX, PNG and WOFF2 are compressed already.
    package static func gains(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        let type = contentType.prefix { $0 != ";" }
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || ["application/json", "application/x-ndjson", "application/yaml", "application/javascript",
                "application/xml", "image/svg+xml", "application/vnd.mapbox-vector-tile"].contains(type)
    }

    private static func isComplete(_ status: HTTPResponse.Status) -> Bool {
        status != .noContent && status != .notModified && status != .partialContent
    }
}

/// Stands between a body and the connection and compresses what passes.
private struct GzipWriter: ResponseBodyWriter {
    var parent: any ResponseBodyWriter
    let stream: GzipStream

    mutating func write(_ buffer: ByteBuffer) async throws {
        let compressed = stream.compress(Array(buffer.readableBytesView))
        if !compressed.isEmpty { try await parent.write(ByteBuffer(bytes: compressed)) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await parent.write(ByteBuffer(bytes: stream.finish()))
        try await parent.finish(trailingHeaders)
    }
}

/// Gathers a body that is in memory anyway, so that its compressed form goes out in one write.
private struct CollectingWriter: ResponseBodyWriter {
    final class Sink { var bytes: [UInt8] = [] }
    let sink: Sink

    mutating func write(_ buffer: ByteBuffer) { sink.bytes.append(contentsOf: buffer.readableBytesView) }
    consuming func finish(_ trailingHeaders: HTTPFields?) {}
}

extension HTTPFields {
    /// Names one more request field on which the answer depends.
    package mutating func addToVary(_ field: String) {
        guard let vary = self[.vary], !vary.isEmpty else { self[.vary] = field; return }
        if !vary.lowercased().split(separator: ",").contains(where: { $0.trimmed == field.lowercased() }) {
            self[.vary] = "\(vary), \(field)"
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring { drop { $0 == " " } }
}

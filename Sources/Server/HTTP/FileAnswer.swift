package import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// A file sent from disk in pieces, whole or in part, however large it is.
package struct FileAnswer: Sendable {
    private static let pieceSize = 256 * 1024

    private let file: URL
    private let size: Int
    private let tag: EntityTag
    private let headers: HTTPFields

    /// - Parameters:
    ///   - size: bytes of the file, which never changes.
    ///   - headers: those of the whole file; ranges add their own.
    package init(file: URL, size: Int, tag: EntityTag, headers: HTTPFields) {
        self.file = file
        self.size = size
        self.tag = tag
        self.headers = headers
    }

    /// - Throws: ``RequestError`` `request.noOriginal` where the file cannot be opened, before anything is sent.
    package func respond(to request: Request) throws -> Response {
        guard FileManager.default.isReadableFile(atPath: file.path(percentEncoded: false)) else {
            throw RequestError("request.noOriginal")
        }
        var headers = headers
        let ifRange = request.headers[.ifRange]
        let field = ifRange == nil || ifRange == tag.description ? request.headers[.range] : nil
        switch ByteRange(field: field, size: size) {
        case .unsatisfiable:
            headers = [.contentRange: "bytes */\(size)", .acceptRanges: "bytes"]
            return Response(status: .rangeNotSatisfiable, headers: headers)
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Response(status: .partialContent, headers: headers, body: body(range))
        case .whole: return Response(status: .ok, headers: headers, body: body(0..<size))
        }
    }

    private func body(_ range: Range<Int>) -> ResponseBody {
        let file = file
        return ResponseBody(contentLength: range.count) { writer in
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            try handle.seek(toOffset: UInt64(range.lowerBound))
            var left = range.count
            while left > 0 {
                guard let piece = try handle.read(upToCount: min(left, Self.pieceSize)), !piece.isEmpty else {
                    throw RequestError("request.noOriginal")
                }
                left -= piece.count
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
    }
}

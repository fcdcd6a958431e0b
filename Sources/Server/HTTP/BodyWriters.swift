package import Hummingbird
import HTTPTypes
package import NIOCore

/// Counts the bytes that pass on their way to the connection.
struct CountingWriter: ResponseBodyWriter {
    final class Counter { var bytes = 0 }
    var parent: any ResponseBodyWriter
    let counter: Counter

    mutating func write(_ buffer: ByteBuffer) async throws {
        counter.bytes += buffer.readableBytes
        try await parent.write(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { try await parent.finish(trailingHeaders) }
}

/// A request body that fails as soon as it grows past its limit, whatever its length was said to be.
package struct LimitedBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let body: RequestBody
    private let limit: Int64

    package init(_ body: RequestBody, limit: Int64) {
        self.body = body
        self.limit = limit
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        var base: RequestBody.AsyncIterator
        let limit: Int64
        var seen: Int64 = 0

        package mutating func next() async throws -> ByteBuffer? {
            guard let buffer = try await base.next() else { return nil }
            seen += Int64(buffer.readableBytes)
            guard seen <= limit else { throw RequestError.tooLarge(limit: limit) }
            return buffer
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(base: body.makeAsyncIterator(), limit: limit) }
}

internal import Foundation

/// Bytes from a thread that makes them to a task that uses them, a few pieces ahead at most.
///
/// Sendable, unchecked: every property is touched under the condition's lock only.
final class ByteChannel: @unchecked Sendable {
    private let condition = NSCondition()
    private var pieces: [[UInt8]] = []
    private var end: Result<Void, any Error>?
    private var receiver: CheckedContinuation<[UInt8]?, any Error>?
    private var isClosed = false
    /// Pieces that may wait to be used.
    private let depth = 4

    /// Hands a piece over, waiting while too many are waiting already.
    ///
    /// - Throws: `CancellationError` where nobody listens any more.
    func send(_ piece: [UInt8]) throws {
        condition.lock()
        while pieces.count >= depth && !isClosed { condition.wait() }
        if isClosed {
            condition.unlock()
            throw CancellationError()
        }
        let waiting = receiver
        receiver = nil
        if waiting == nil { pieces.append(piece) }
        condition.unlock()
        waiting?.resume(returning: piece)
    }

    /// Says that there is no more, or why.
    func finish(_ result: Result<Void, any Error>) {
        condition.lock()
        if end == nil { end = result }
        let waiting = pieces.isEmpty ? receiver : nil
        if waiting != nil { receiver = nil }
        condition.unlock()
        waiting?.resume(with: result.map { nil })
    }

    /// The next piece; nil at the end.
    func receive() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                condition.lock()
                if isClosed {
                    condition.unlock()
                    continuation.resume(throwing: CancellationError())
                } else if !pieces.isEmpty {
                    let piece = pieces.removeFirst()
                    condition.signal()
                    condition.unlock()
                    continuation.resume(returning: piece)
                } else if let end {
                    condition.unlock()
                    continuation.resume(with: end.map { nil })
                } else {
                    receiver = continuation
                    condition.unlock()
                }
            }
        } onCancel: {
            close()
        }
    }

    /// Stops whoever sends.
    func close() {
        condition.lock()
        isClosed = true
        pieces = []
        let waiting = receiver
        receiver = nil
        condition.broadcast()
        condition.unlock()
        waiting?.resume(throwing: CancellationError())
    }
}

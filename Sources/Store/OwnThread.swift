import Foundation
import Synchronization

/// Long blocking work on a thread of its own, outside the cooperative pool.
package enum OwnThread {
    /// - Parameter body: asks now and then whether the task that waits for it was cancelled.
    package static func run<R: Sendable>(
        _ name: String, _ body: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> R
    ) async throws -> R {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let thread = Thread { continuation.resume(with: Result { try body { flag.isSet } }) }
                thread.name = "portulan.\(name)"
                thread.stackSize = 8 << 20
                thread.start()
            }
        } onCancel: {
            flag.set()
        }
    }
}

private final class CancellationFlag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}

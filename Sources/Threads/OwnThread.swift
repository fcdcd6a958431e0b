import Foundation
import Synchronization

/// Long blocking work on threads of its own, away from Swift's cooperative pool, whose few threads must not wait.
package enum OwnThread {
    /// Does a work on a thread of its own, and waits for it.
    ///
    /// - Parameters:
    ///   - urgency: ``ThreadUrgency/background`` for what nobody waits for.
    ///   - body: asks now and then whether the task that waits for it was cancelled.
    package static func run<R: Sendable>(
        _ name: String, _ urgency: ThreadUrgency = .normal,
        _ body: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws -> R
    ) async throws -> R {
        let flag = CancellationFlag()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                start(name, urgency) { continuation.resume(with: Result { try body { flag.isSet } }) }
            }
        } onCancel: {
            flag.set()
        }
    }

    /// Starts a thread that nobody waits for. Its stack of 8 MB is enough for what recurses: DuckDB plans deeply nested
    /// statements so.
    package static func start(_ name: String, _ urgency: ThreadUrgency = .normal, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            urgency.takeForThread()
            body()
        }
        thread.name = "portulan.\(name)"
        thread.stackSize = 8 << 20
        thread.start()
    }
}

private final class CancellationFlag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}

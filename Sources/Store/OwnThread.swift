import Foundation
import Synchronization

/// Long blocking work on a thread of its own, outside the cooperative pool.
package enum OwnThread {
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

    /// The same for work whose end nobody waits for.
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

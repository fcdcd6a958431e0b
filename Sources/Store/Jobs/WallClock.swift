package import Foundation

/// The time of day and the passing of time, given to whatever needs them so that tests can hold both in hand.
package struct WallClock: Sendable {
    /// The present.
    package let now: @Sendable () -> Date
    /// Returns after the duration, or throws `CancellationError` at once when the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void

    /// A clock of one's own, for tests.
    package init(now: @escaping @Sendable () -> Date, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's clock.
    package static let system = WallClock(now: { Date() }, sleep: { try await Task.sleep(for: $0) })
}

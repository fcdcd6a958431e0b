package import Foundation

/// When a failed job is tried again: exponential backoff, half of it random so that jobs that failed together do not
/// come back together (Marc Brooker, “Exponential Backoff And Jitter”, the “equal jitter” form).
package struct RetryPolicy: Sendable {
    /// Attempts in all, the first included.
    package var maxAttempts: Int
    /// The wait after the first failure, in seconds.
    package var base: TimeInterval
    /// The longest wait, in seconds.
    package var cap: TimeInterval
    /// How many processes may die under a job before it is taken to be what kills them.
    package var maxInterruptions: Int

    package init(maxAttempts: Int = 5, base: TimeInterval = 2, cap: TimeInterval = 300, maxInterruptions: Int = 25) {
        self.maxAttempts = maxAttempts
        self.base = base
        self.cap = cap
        self.maxInterruptions = maxInterruptions
    }

    /// The wait after failure number `attempt` (from 1), in seconds.
    ///
    /// - Parameter random: in 0..<1; the wait grows with it from a half to the whole of the backoff.
    package func delay(afterAttempt attempt: Int, random: Double) -> TimeInterval {
        let backoff = min(cap, base * pow(2, Double(max(attempt, 1) - 1)))
        return backoff / 2 + backoff / 2 * random
    }
}

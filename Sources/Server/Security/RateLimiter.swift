import Synchronization

/// A token bucket for each client: `burst` requests at once, `rate` a second after that. Memory is bounded whatever
/// the number of addresses.
package final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    private let rate: Double
    private let burst: Double
    private let capacity: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - rate: requests a second; must be above zero.
    ///   - burst: how many may come at once.
    ///   - capacity: how many clients are remembered.
    package init(rate: Double, burst: Int, capacity: Int = 20_000) {
        precondition(rate > 0 && burst > 0 && capacity > 0)
        self.rate = rate
        self.burst = Double(burst)
        self.capacity = capacity
    }

    /// Takes one request's token.
    ///
    /// - Returns: nil when the request may pass, else how long the client must wait.
    package func take(for client: String, at now: ContinuousClock.Instant) -> Duration? {
        buckets.withLock { buckets in
            var bucket = buckets[client] ?? Bucket(tokens: burst, filledAt: now)
            bucket.tokens = min(burst, bucket.tokens + (now - bucket.filledAt) / .seconds(1) * rate)
            bucket.filledAt = now
            defer {
                if buckets[client] == nil, buckets.count >= capacity { makeRoom(in: &buckets, at: now) }
                buckets[client] = bucket
            }
            guard bucket.tokens >= 1 else { return .seconds((1 - bucket.tokens) / rate) }
            bucket.tokens -= 1
            return nil
        }
    }

    /// How many clients are remembered now.
    package var clientCount: Int { buckets.withLock { $0.count } }

    /// Forgets those whose bucket is full again, which changes nothing for them; if that frees less than a quarter,
    /// those seen longest ago go too.
    private func makeRoom(in buckets: inout [String: Bucket], at now: ContinuousClock.Instant) {
        buckets = buckets.filter { ($0.value.tokens + (now - $0.value.filledAt) / .seconds(1) * rate) < burst }
        guard buckets.count > capacity * 3 / 4 else { return }
        let instants = buckets.values.map(\.filledAt).sorted()
        let limit = instants[instants.count / 2]
        buckets = buckets.filter { $0.value.filledAt > limit }
    }
}

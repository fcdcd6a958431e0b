import Foundation
import Store

/// Gives each host of others its turns: one request at a time, and a pause between two.
actor HostPacer {
    private let clock: WallClock
    private var free: [String: Date] = [:]

    init(clock: WallClock) {
        self.clock = clock
    }

    /// Returns when the host may be asked.
    ///
    /// - Parameter interval: seconds from this turn to the next.
    func turn(_ host: String, interval: TimeInterval) async throws {
        let now = clock.now()
        let start = max(now, free[host] ?? now)
        free[host] = start.addingTimeInterval(interval)
        if free.count > 10_000 { free = free.filter { $0.value > now } }
        let wait = start.timeIntervalSince(now)
        if wait > 0 { try await clock.sleep(.milliseconds(Int64(wait * 1_000))) }
    }
}

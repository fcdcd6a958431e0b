import Foundation
import Store
import Synchronization

/// A clock that moves only when a test moves it.
final class ManualClock: Sendable {
    private struct Sleeper {
        let deadline: Date
        let continuation: CheckedContinuation<Void, any Error>
    }
    private struct State {
        var now = Date(timeIntervalSince1970: 1_763_776_800)
        var sleepers: [UUID: Sleeper] = [:]
        var cancelled: Set<UUID> = []
        var timekeepers = 0
    }
    private let state = Mutex(State())

    var now: Date { state.withLock { $0.now } }

    var wallClock: WallClock {
        WallClock(now: { self.now }, sleep: { try await self.sleep($0) })
    }

    /// Counts those whose every step must be done before time moves on: the runners of a test.
    func addTimekeepers(_ count: Int) { state.withLock { $0.timekeepers += count } }

    /// Moves on only once every timekeeper sleeps, so that time cannot outrun the renewal of leases.
    func tick(_ seconds: TimeInterval) {
        if state.withLock({ $0.sleepers.count >= $0.timekeepers }) { advance(by: seconds) }
    }

    func advance(by seconds: TimeInterval) {
        let woken = state.withLock { state in
            state.now += seconds
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    private func sleep(_ duration: Duration) async throws {
        let id = UUID()
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return true }
                    state.sleepers[id] = Sleeper(deadline: state.now + seconds, continuation: continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}

import Foundation
import Synchronization

/// The versions last read. A version never changes, so an entry is right for ever; the cache spares the decoding of
/// its profile, which is most of the cost of answering for a resource.
final class VersionCache: Sendable {
    private struct Entry {
        let version: Version
        var lastUse: UInt64
    }

    private struct State {
        var entries: [UUID: Entry] = [:]
        var uses: UInt64 = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) {
        self.capacity = capacity
    }

    func version(_ id: UUID, orRead read: () throws -> Version?) rethrows -> Version? {
        let cached = state.withLock { state -> Version? in
            state.uses += 1
            state.entries[id]?.lastUse = state.uses
            return state.entries[id]?.version
        }
        if let cached { return cached }
        guard let version = try read() else { return nil }
        state.withLock { state in
            state.uses += 1
            state.entries[id] = Entry(version: version, lastUse: state.uses)
            if state.entries.count > capacity,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
                state.entries[oldest.key] = nil
            }
        }
        return version
    }
}

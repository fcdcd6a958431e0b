internal import Synchronization

/// What was made lately, ready to be given again, up to so many bytes: the oldest go first.
///
/// It is for what is the same for every reader and never changes: outlines, tiles. Two threads that ask for the same
/// thing at once may both make it; one of the two is kept.
package final class Shelf<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var values: [Key: (value: Value, bytes: Int)] = [:]
        /// The oldest first.
        var order: [Key] = []
        var bytes = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: bytes, about.
    package init(capacity: Int) { self.capacity = capacity }

    /// The value of a key: the one kept, or a new one.
    ///
    /// - Parameter bytes: about what a value takes; what a key takes is added.
    package func value(_ key: Key, bytes: (Value) -> Int, make: () -> Value) -> Value {
        if let known = state.withLock({ $0.values[key]?.value }) { return known }
        let made = make()
        let size = bytes(made) + 100
        state.withLock { state in
            guard state.values[key] == nil else { return }
            state.values[key] = (made, size)
            state.order.append(key)
            state.bytes += size
            var gone = 0
            while state.bytes > capacity, gone < state.order.count {
                state.bytes -= state.values.removeValue(forKey: state.order[gone])?.bytes ?? 0
                gone += 1
            }
            state.order.removeFirst(gone)
        }
        return made
    }
}

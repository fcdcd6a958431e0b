internal import Synchronization

/// Numbers of rows, which never change for a table that never changes.
final class CountCache: Sendable {
    struct Key: Hashable, Sendable {
        let table: ContentHash
        let filter: Filter?
        let search: String?
        var groupBy: [String] = []
    }

    private let counts = Mutex<[Key: Int]>([:])
    private let capacity = 20_000

    subscript(key: Key) -> Int? {
        get { counts.withLock { $0[key] } }
        set {
            counts.withLock { counts in
                // Counting again costs little: forgetting all at once keeps the bookkeeping nil.
                if counts.count >= capacity { counts.removeAll(keepingCapacity: true) }
                counts[key] = newValue
            }
        }
    }
}

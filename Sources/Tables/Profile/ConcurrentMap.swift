import Dispatch
import Synchronization

/// The results for 0..<`count`, in that order, worked out by up to `threads` threads.
func concurrentMap<T: Sendable>(_ count: Int, threads: Int, _ body: @Sendable (Int) -> T) -> [T] {
    if threads <= 1 || count <= 1 { return (0..<count).map(body) }
    let state = Mutex<(next: Int, results: [T?])>((0, Array(repeating: nil, count: count)))
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
        while true {
            let index = state.withLock { state in
                defer { state.next += 1 }
                return state.next
            }
            if index >= count { return }
            let result = body(index)
            state.withLock { $0.results[index] = result }
        }
    }
    return state.withLock { $0.results.compactMap { $0 } }
}

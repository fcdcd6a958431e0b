internal import Foundation
internal import Synchronization

/// Something to do with a connection, once.
///
/// Sendable, unchecked: `perform` and `refuse` are set before the work is queued and called by whoever took it out;
/// `interrupter` is only touched under the queue's lock.
final class Work: @unchecked Sendable {
    let deadline: ContinuousClock.Instant?
    var perform: ((borrowing Connection) -> Void)?
    var refuse: ((any Error) -> Void)?
    /// Set while the work runs.
    fileprivate var interrupter: Interrupter?
    private let cancelled = Atomic(false)

    init(deadline: ContinuousClock.Instant?) { self.deadline = deadline }

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    fileprivate func cancel() { cancelled.store(true, ordering: .releasing) }

    fileprivate func isLate(_ now: ContinuousClock.Instant) -> Bool { deadline.map { $0 <= now } ?? false }
}

/// Work waiting for a thread, first come first served, and the work that runs.
///
/// Sendable, unchecked: every property is touched under `arrival`'s lock, except `isWatched`, under that of `watching`.
final class WorkQueue: @unchecked Sendable {
    /// Guards everything; signalled when work arrives.
    private let arrival = NSCondition()
    /// Woken when there is something to watch over.
    private let watching = NSCondition()
    private var waiting: [Work] = []
    private var running: [ObjectIdentifier: Work] = [:]
    private var isClosed = false
    private var isWatched = false

    /// How often the watch looks at what runs. DuckDB forgets an interruption that comes just before a statement
    /// starts, so the watch repeats it until the work has ended.
    private let interval = 0.02

    private static var late: DuckDBError { DuckDBError(code: .timeout, message: "waited too long for a connection") }

    func add(_ work: Work) {
        arrival.lock()
        if work.isCancelled || isClosed {
            arrival.unlock()
            work.refuse?(CancellationError())
            return
        }
        waiting.append(work)
        arrival.signal()
        arrival.unlock()
        if work.deadline != nil { wakeWatch() }
    }

    func cancel(_ work: Work) {
        work.cancel()
        arrival.lock()
        let place = waiting.firstIndex { $0 === work }
        if let place { waiting.remove(at: place) }
        // Under the lock: a moment later the connection may serve other work.
        running[ObjectIdentifier(work)]?.interrupter?.interrupt()
        arrival.unlock()
        if place != nil { work.refuse?(CancellationError()) }
        wakeWatch()
    }

    /// Serves until the queue is closed.
    func serve(_ seat: Seat) {
        arrival.lock()
        while true {
            while waiting.isEmpty && !isClosed { arrival.wait() }
            if waiting.isEmpty { break }
            let work = waiting.removeFirst()
            if work.isLate(.now) {
                arrival.unlock()
                work.refuse?(Self.late)
                arrival.lock()
                continue
            }
            seat.connection.interrupter.reset()
            work.interrupter = seat.connection.interrupter
            running[ObjectIdentifier(work)] = work
            arrival.unlock()
            work.perform?(seat.connection)
            // What the closures hold must not live as long as the queue does.
            work.perform = nil
            work.refuse = nil
            arrival.lock()
            running[ObjectIdentifier(work)] = nil
            work.interrupter = nil
        }
        arrival.unlock()
        // The queue may have been closed by whoever this work woke: the watch then still saw it running.
        wakeWatch()
    }

    /// Interrupts what is late or cancelled until the queue is closed.
    func watch() {
        while true {
            arrival.lock()
            let now = ContinuousClock.now
            let late = waiting.filter { $0.isLate(now) }
            if !late.isEmpty { waiting.removeAll { $0.isLate(now) } }
            for work in running.values {
                if work.isCancelled { work.interrupter?.interrupt() } else if work.isLate(now) { work.interrupter?.interrupt(.late) }
            }
            let isIdle = !(waiting + running.values).contains { $0.deadline != nil || $0.isCancelled }
            let isDone = isClosed && running.isEmpty && waiting.isEmpty
            arrival.unlock()
            for work in late { work.refuse?(Self.late) }
            if isDone { return }
            watching.lock()
            if isIdle {
                while !isWatched { watching.wait() }
            } else {
                _ = watching.wait(until: Date(timeIntervalSinceNow: interval))
            }
            isWatched = false
            watching.unlock()
        }
    }

    /// Lets the threads end once the work at hand is done.
    func close() {
        arrival.lock()
        isClosed = true
        let refused = waiting
        waiting = []
        for work in running.values { work.interrupter?.interrupt() }
        arrival.broadcast()
        arrival.unlock()
        for work in refused { work.refuse?(CancellationError()) }
        wakeWatch()
    }

    private func wakeWatch() {
        watching.lock()
        isWatched = true
        watching.signal()
        watching.unlock()
    }
}

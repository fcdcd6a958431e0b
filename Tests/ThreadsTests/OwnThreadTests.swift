import Foundation
import Synchronization
import Testing
import Threads

struct OwnThreadTests {
    private struct Failure: Error, Equatable {
        let number: Int
    }

    @Test("What a work gives or throws comes back")
    func run() async throws {
        #expect(try await OwnThread.run("essai") { _ in 42 } == 42)
        await #expect(throws: Failure(number: 3)) { try await OwnThread.run("essai") { _ in throw Failure(number: 3) } }
    }

    @Test("A work sees that the task that waits for it was cancelled")
    func cancellation() async throws {
        let (signals, started) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await OwnThread.run("essai") { isCancelled in
                started.yield()
                while !isCancelled() { sched_yield() }
                return true
            }
        }
        for await _ in signals { break }
        task.cancel()
        #expect(try await task.value)
    }

    @Test("As many threads as are started run at once, however few processors there are")
    func start() async {
        let threads = 8
        let meeting = Mutex(0)
        let (signals, done) = AsyncStream.makeStream(of: Int.self)
        for number in 0..<threads {
            OwnThread.start("essai") {
                meeting.withLock { $0 += 1 }
                while meeting.withLock({ $0 < threads }) { sched_yield() }
                done.yield(number)
            }
        }
        var seen = Set<Int>()
        for await number in signals {
            seen.insert(number)
            if seen.count == threads { break }
        }
        #expect(seen == Set(0..<threads))
    }
}

import Foundation
import Store
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct JobQueueTests {
    let fixture: QueueFixture

    init() async throws { fixture = try await QueueFixture() }

    struct Transient: Error {}

    @Test func jobIsRunAndGivesItsResult() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "double", payload: 21)
        #expect(try await queue.job(id)?.state == .queued)
        let job = try await fixture.running(queue, ["double": JobHandler { (n: Int, _) in n * 2 }]) {
            try await fixture.wait(queue, id) { $0.state.isFinal }
        }
        #expect(job.state == .succeeded)
        #expect(try job.result(as: Int.self) == 42)
        #expect(job.attempts == 1)
        #expect(job.leaseOwner == nil)
        #expect(job.finishedAt != nil)
    }

    @Test func keyGivesTheActiveJobAndNotAnEndedOne() async throws {
        let queue = fixture.queue()
        let first = try await queue.enqueue(kind: "a", payload: 1, key: "k")
        #expect(try await queue.enqueue(kind: "a", payload: 1, key: "k") == first)
        #expect(try await queue.enqueue(kind: "b", payload: 1, key: "k") != first)
        #expect(try await queue.enqueue(kind: "a", payload: 1) != first)
        try await queue.cancel(first)
        #expect(try await queue.enqueue(kind: "a", payload: 1, key: "k") != first)
    }

    @Test func jobOfATransactionThatFailsDoesNotExist() async throws {
        let queue = fixture.queue()
        await #expect(throws: Transient.self) {
            try await fixture.store.write { session in
                _ = try queue.enqueue(kind: "a", payload: 1, in: session)
                throw Transient()
            }
        }
        #expect(try await queue.jobs().isEmpty)
    }

    @Test func transientFailuresAreTriedAgainLaterAndLater() async throws {
        let queue = fixture.queue(policy: RetryPolicy(maxAttempts: 3, base: 8))
        let starts = Mutex<[Date]>([])
        let handler = JobHandler { [fixture] (_: Int, context) -> Int in
            starts.withLock { $0.append(fixture.clock.now) }
            if context.job.attempts < 3 { throw Transient() }
            return 7
        }
        let id = try await queue.enqueue(kind: "a", payload: 1)
        let job = try await fixture.running(queue, ["a": handler]) {
            try await fixture.wait(queue, id) { $0.state.isFinal }
        }
        #expect(job.state == .succeeded)
        #expect(job.attempts == 3)
        #expect(job.error == nil)
        let times = starts.withLock { $0 }
        // Half of 8 s at least, then half of 16 s.
        #expect(times[1].timeIntervalSince(times[0]) >= 4)
        #expect(times[2].timeIntervalSince(times[1]) >= 8)
    }

    @Test(arguments: [(true, 1), (false, 3)])
    func failuresEndTheJobWithTheirCode(isPermanent: Bool, attempts: Int) async throws {
        let queue = fixture.queue(policy: RetryPolicy(maxAttempts: 3))
        let failure = JobFailure(code: "tables.empty", arguments: #"{"name":"a.csv"}"#, isPermanent: isPermanent)
        let id = try await queue.enqueue(kind: "a", payload: 1)
        let job = try await fixture.running(queue, ["a": JobHandler { (_: Int, _) -> Int in throw failure }]) {
            try await fixture.wait(queue, id, tick: 5) { $0.state.isFinal }
        }
        #expect(job.state == .failed)
        #expect(job.attempts == attempts)
        #expect(job.error == failure)
    }

    @Test func unreadablePayloadFailsAtOnce() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "a", payload: "text")
        let job = try await fixture.running(queue, ["a": JobHandler { (n: Int, _) in n }]) {
            try await fixture.wait(queue, id) { $0.state.isFinal }
        }
        #expect(job.error?.code == "jobs.payload.unreadable")
        #expect(job.attempts == 1)
    }

    @Test func progressIsSeenByOthersWhileTheJobRuns() async throws {
        let queue = fixture.queue()
        let watcher = fixture.queue(store: try fixture.folder.store())
        let gate = Gate()
        let progress = JobProgress(phase: "jobs.phase.reading", done: 5, total: 10, unit: .rows)
        let handler = JobHandler { (_: Int, context) -> Int in
            for done in 1...5 { context.report(JobProgress(phase: "jobs.phase.reading", done: Int64(done), total: 10, unit: .rows)) }
            await gate.wait()
            return 1
        }
        let id = try await queue.enqueue(kind: "a", payload: 1)
        let seen = try await fixture.running(queue, ["a": handler]) {
            let job = try await fixture.wait(watcher, id) { $0.progress != nil }
            gate.open()
            try await fixture.wait(queue, id) { $0.state.isFinal }
            return job
        }
        #expect(seen.state == .running)
        #expect(seen.progress == progress)
        #expect(seen.leaseOwner == .current)
    }

    @Test func updatesEndWithTheFinalState() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "a", payload: 1)
        let states = try await fixture.running(queue, ["a": JobHandler { (n: Int, _) in n }]) {
            let clock = fixture.clock
            let ticking = Task { while !Task.isCancelled { clock.tick(0.25); await Task.yield() } }
            defer { ticking.cancel() }
            var states: [JobState] = []
            for try await job in queue.updates(of: id) { states.append(job.state) }
            return states
        }
        #expect(states.last == .succeeded)
        for try await _ in queue.updates(of: JobID(rawValue: "none")) { Issue.record("there is no such job") }
    }

    @Test func waitingJobIsCancelledAtOnce() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "a", payload: 1)
        #expect(try await queue.cancel(id) == .cancelled)
        #expect(try await queue.cancel(id) == .cancelled)
        #expect(try await queue.cancel(JobID(rawValue: "none")) == nil)
    }

    @Test func runningJobIsCancelledWhenItsHandlerLooks() async throws {
        let queue = fixture.queue()
        let handler = JobHandler { (_: Int, context) -> Int in
            while true {
                try context.checkCancellation()
                await Task.yield()
            }
        }
        let id = try await queue.enqueue(kind: "a", payload: 1)
        let job = try await fixture.running(queue, ["a": handler]) {
            try await fixture.wait(queue, id) { $0.state == .running }
            // Another process asks.
            #expect(try await fixture.queue(store: try fixture.folder.store()).cancel(id) == .running)
            return try await fixture.wait(queue, id) { $0.state.isFinal }
        }
        #expect(job.state == .cancelled)
        #expect(job.error == nil)
    }

    @Test func concurrencyIsHonouredAndForeignKindsAreLeft() async throws {
        let queue = fixture.queue()
        let counts = Mutex((now: 0, most: 0))
        let handler = JobHandler { (n: Int, _) -> Int in
            counts.withLock { $0.now += 1; $0.most = max($0.most, $0.now) }
            for _ in 0..<20 { await Task.yield() }
            counts.withLock { $0.now -= 1 }
            return n
        }
        let foreign = try await queue.enqueue(kind: "b", payload: 1)
        var ids: [JobID] = []
        for n in 0..<12 { ids.append(try await queue.enqueue(kind: "a", payload: n)) }
        try await fixture.running(queue, ["a": handler], concurrency: 3) {
            for id in ids { try await fixture.wait(queue, id) { $0.state == .succeeded } }
        }
        #expect(counts.withLock { $0.most } <= 3)
        #expect(try await queue.job(foreign)?.state == .queued)
        #expect(try await queue.counts() == [.queued: 1, .succeeded: 12])
        #expect(try await queue.jobs(state: .queued).map(\.id) == [foreign])
        #expect(try await queue.jobs(kind: "a", limit: 5).count == 5)
    }

    @Test func historyIsPruned() async throws {
        let queue = fixture.queue()
        let old = try await queue.enqueue(kind: "a", payload: 1)
        try await queue.cancel(old)
        fixture.clock.advance(by: 1000)
        let waiting = try await queue.enqueue(kind: "a", payload: 1)
        #expect(try await queue.prune(finishedBefore: fixture.clock.now - 500) == 1)
        #expect(try await queue.jobs().map(\.id) == [waiting])
    }
}

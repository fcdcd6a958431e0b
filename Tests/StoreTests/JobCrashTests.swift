import Foundation
import Store
import Synchronization
import Testing

/// What happens to jobs when the process that runs them stops, dies or is taken for dead.
@Suite(.timeLimit(.minutes(2))) struct JobCrashTests {
    let fixture: QueueFixture

    init() async throws { fixture = try await QueueFixture() }

    private let endless = JobHandler { (_: Int, context) -> Int in
        while true {
            try context.checkCancellation()
            await Task.yield()
        }
    }
    private let identity = JobHandler { (n: Int, _) in n }

    /// Lets a process begin the job and kills it there.
    private func killed(_ owner: LeaseOwner, _ id: JobID) async throws {
        let mortal = MortalStore(try fixture.folder.store())
        let queue = fixture.queue(store: mortal, owner: owner)
        try await fixture.running(queue, ["a": endless]) {
            try await fixture.wait(fixture.queue(), id) { $0.state == .running }
            mortal.kill()
        }
        #expect(try await fixture.queue().job(id)?.state == .running)
    }

    @Test func jobOfADeadProcessIsQueuedAgainAtOnce() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "a", payload: 5)
        try await killed(QueueFixture.dead, id)
        let before = fixture.clock.now
        let job = try await fixture.running(queue, ["a": identity]) {
            try await fixture.wait(queue, id, tick: 0) { $0.state.isFinal }
        }
        #expect(fixture.clock.now == before)
        #expect(try job.result(as: Int.self) == 5)
        #expect(job.attempts == 1)
        #expect(job.interruptions == 1)
    }

    @Test func jobOfAnotherMachineWaitsForTheEndOfItsLease() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "a", payload: 5)
        try await killed(QueueFixture.elsewhere, id)
        let leaseUntil = try #require(try await queue.job(id)?.leaseUntil)
        let finished = try await fixture.running(queue, ["a": identity]) {
            try await fixture.wait(queue, id) { $0.state.isFinal }
        }.finishedAt
        #expect(try #require(finished) >= leaseUntil)
    }

    @Test func stoppingGivesJobsBackUnharmed() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "a", payload: 5)
        try await fixture.running(queue, ["a": endless]) {
            try await fixture.wait(queue, id) { $0.state == .running }
        }
        let job = try #require(try await queue.job(id))
        #expect(job.state == .queued)
        #expect(job.attempts == 0)
        #expect(job.interruptions == 0)
        #expect(job.leaseOwner == nil)
    }

    @Test func whoeverLostItsLeaseIsStoppedAndCannotRecordItsEnd() async throws {
        let slow = fixture.queue(store: try fixture.folder.store(), owner: QueueFixture.elsewhere)
        let fast = fixture.queue()
        let id = try await slow.enqueue(kind: "a", payload: 5)
        let (begun, resume) = (Gate(), Gate())
        let told = Mutex(false)
        let stubborn = JobHandler { (_: Int, context) -> Int in
            begun.open()
            await resume.wait()
            while !context.isCancelled { await Task.yield() }
            told.withLock { $0 = true }
            return -1  // ends "well" although it was told to stop
        }
        // The slow process is suspended: its clock stands still while the lease runs out for the others.
        let frozen = ManualClock()
        let suspended = JobQueue(
            store: try fixture.folder.store(), clock: frozen.wallClock, owner: QueueFixture.elsewhere)
        let runner = Task { await suspended.run(kinds: ["a": stubborn], concurrency: 1) }
        await begun.wait()
        fixture.clock.advance(by: 60)
        let taken = try await fixture.running(fast, ["a": identity]) {
            try await fixture.wait(fast, id) { $0.state.isFinal }
        }
        #expect(try taken.result(as: Int.self) == 5)
        resume.open()
        while !told.withLock({ $0 }) {
            frozen.advance(by: 0.25)
            await Task.yield()
        }
        runner.cancel()
        await runner.value
        #expect(try await fast.job(id) == taken)
    }

    @Test func jobThatKillsItsProcessEveryTimeIsGivenUp() async throws {
        let queue = fixture.queue(policy: RetryPolicy(maxInterruptions: 2))
        let id = try await queue.enqueue(kind: "a", payload: 5)
        try await killed(QueueFixture.dead, id)
        // Recovering is part of running; a runner without a handler for the kind recovers without taking the job.
        try await fixture.running(queue, ["other": identity]) {
            try await fixture.wait(queue, id) { $0.state == .queued }
        }
        try await killed(QueueFixture.dead, id)
        let job = try await fixture.running(queue, ["other": identity]) {
            try await fixture.wait(queue, id) { $0.state.isFinal }
        }
        #expect(job.state == .failed)
        #expect(job.error?.code == "jobs.abandoned")
    }

    @Test func cancelledJobOfADeadProcessIsNotBegunAgain() async throws {
        let queue = fixture.queue()
        let id = try await queue.enqueue(kind: "a", payload: 5)
        try await killed(QueueFixture.dead, id)
        try await queue.cancel(id)
        let job = try await fixture.running(queue, ["a": identity]) {
            try await fixture.wait(queue, id) { $0.state.isFinal }
        }
        #expect(job.state == .cancelled)
    }

    @Test func twoProcessesShareTheWorkAndDoNoneTwice() async throws {
        let first = fixture.queue()
        let second = fixture.queue(store: try fixture.folder.store(), owner: QueueFixture.elsewhere)
        let runs = Mutex<[Int: Int]>([:])
        let handler = JobHandler { (n: Int, _) -> Int in
            runs.withLock { $0[n, default: 0] += 1 }
            return n
        }
        var ids: [JobID] = []
        for n in 0..<40 { ids.append(try await first.enqueue(kind: "a", payload: n)) }
        try await fixture.running(first, ["a": handler]) {
            try await fixture.running(second, ["a": handler]) {
                for id in ids { try await fixture.wait(first, id, tick: 0.01) { $0.state == .succeeded } }
            }
        }
        #expect(runs.withLock { $0.count } == 40)
        #expect(runs.withLock { $0.values.allSatisfy { $0 == 1 } })
    }

    @Test func ownersAreToldApart() {
        let me = LeaseOwner.current
        #expect(!me.isKnownDead())
        #expect(QueueFixture.dead.isKnownDead())
        #expect(!QueueFixture.elsewhere.isKnownDead())
        // The number lives again under another process.
        #expect(LeaseOwner(host: me.host, boot: me.boot, process: me.process, startedAt: me.startedAt + 1).isKnownDead())
        // The machine was started anew.
        #expect(LeaseOwner(host: me.host, boot: "before", process: me.process, startedAt: me.startedAt).isKnownDead())
    }

    @Test(arguments: [(1, 0.0, 1.0), (1, 0.999, 2.0), (3, 0.0, 4.0), (20, 0.5, 225.0), (0, 0.0, 1.0)])
    func backoffGrowsToItsCap(attempt: Int, random: Double, expected: Double) {
        let delay = RetryPolicy().delay(afterAttempt: attempt, random: random)
        #expect(abs(delay - expected) < 0.01)
    }
}

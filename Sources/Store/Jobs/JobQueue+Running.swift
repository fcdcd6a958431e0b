import Foundation
import Logging
import Synchronization

extension JobQueue {
    /// Runs jobs until the task is cancelled; then stops the handlers, gives their jobs back to the queue and returns.
    ///
    /// - Parameters:
    ///   - kinds: the handlers, by kind of job. Jobs of other kinds are left to other processes.
    ///   - concurrency: how many jobs run at once.
    package func run(kinds: [String: JobHandler], concurrency: Int) async {
        let running = RunningJobs()
        let (bell, ringer) = doorbell.listen()
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await keepTime(running) }
                ringer.yield()
                for await _ in bell {
                    await attempt("recover") { try await recover() }
                    while running.count < concurrency, !Task.isCancelled {
                        guard let job = await attempt("claim", { try await claim(kinds: Array(kinds.keys)) }) ?? nil,
                            let handler = kinds[job.kind]
                        else { break }
                        let monitor = JobMonitor(job: job)
                        running.insert(monitor)
                        group.addTask {
                            await perform(monitor, handler)
                            running.remove(monitor)
                            doorbell.ring()
                        }
                    }
                }
                running.stopAll()
                group.cancelAll()
            }
        } onCancel: {
            running.stopAll()
        }
    }

    /// Runs one attempt and records how it ended.
    private func perform(_ monitor: JobMonitor, _ handler: JobHandler) async {
        let job = monitor.job
        logger.info("job started", metadata: ["job": "\(job.id)", "kind": "\(job.kind)", "attempt": "\(job.attempts)"])
        let work = Task { try await handler.run(JobContext(job: job, monitor: monitor)) }
        monitor.onStop { work.cancel() }
        let outcome = await work.result
        // The end must be recorded even while this process stops.
        await attempt("record the end of") {
            switch (outcome, monitor.stop) {
            case (.success(let result), _):
                try await succeed(job, result: result)
                logger.info("job succeeded", metadata: ["job": "\(job.id)"])
            case (.failure, .leaseLost):
                logger.warning("job was taken over by another process", metadata: ["job": "\(job.id)"])
            case (.failure, .cancelled):
                try await markCancelled(job)
                logger.info("job cancelled", metadata: ["job": "\(job.id)"])
            case (.failure, .shutdown):
                try await release(job)
                logger.info("job given back", metadata: ["job": "\(job.id)"])
            case (.failure(let error), nil):
                let failure = error as? JobFailure ?? describe(error)
                try await fail(job, failure, random: .random(in: 0..<1))
                logger.warning(
                    "job failed",
                    metadata: ["job": "\(job.id)", "code": "\(failure.code)", "error": "\(error)"])
            }
        }
    }

    /// The queue's metronome: progress, orders to stop, leases, polling and pruning.
    private func keepTime(_ running: RunningJobs) async {
        var lastPoll = clock.now()
        var lastRenewal = lastPoll
        var lastPruning = Date.distantPast
        while (try? await clock.sleep(timing.pulse)) != nil {
            let now = clock.now()
            let monitors = running.all
            let renewing = now.timeIntervalSince(lastRenewal) >= timing.lease / 3
            if renewing { lastRenewal = now }
            if !monitors.isEmpty {
                let jobs = monitors.map { (job: $0.job, progress: $0.takeProgress()) }
                let stops = await attempt("follow") { try await pulse(jobs, renewing: renewing) } ?? [:]
                for monitor in monitors {
                    if let reason = stops[monitor.job.id] { monitor.requestStop(reason) }
                }
            }
            if now.timeIntervalSince(lastPoll) >= timing.poll.seconds {
                lastPoll = now
                doorbell.ring()
            }
            if now.timeIntervalSince(lastPruning) >= 3600 {
                lastPruning = now
                await attempt("prune") { try await prune(finishedBefore: now - timing.history) }
            }
        }
    }

    /// Runs a step to its end whether or not the surrounding task is cancelled. A store that fails now may work the
    /// next time, and leases make sure that nothing is lost meanwhile: the failure is logged and the queue goes on.
    @discardableResult
    private func attempt<R: Sendable>(
        _ what: String, _ step: @escaping @Sendable () async throws -> R
    ) async -> R? {
        do {
            return try await Task { try await step() }.value
        } catch {
            logger.error("could not \(what) jobs", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

extension Duration {
    fileprivate var seconds: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18
    }
}

/// The jobs that this process runs now.
private final class RunningJobs: Sendable {
    private struct State {
        var monitors: [JobID: JobMonitor] = [:]
        var isStopping = false
    }
    private let state = Mutex(State())

    var count: Int { state.withLock { $0.monitors.count } }
    var all: [JobMonitor] { state.withLock { Array($0.monitors.values) } }

    func insert(_ monitor: JobMonitor) {
        let isStopping = state.withLock { state in
            state.monitors[monitor.job.id] = monitor
            return state.isStopping
        }
        if isStopping { monitor.requestStop(.shutdown) }
    }

    func remove(_ monitor: JobMonitor) { state.withLock { $0.monitors[monitor.job.id] = nil } }

    func stopAll() {
        let monitors = state.withLock { state in
            state.isStopping = true
            return Array(state.monitors.values)
        }
        for monitor in monitors { monitor.requestStop(.shutdown) }
    }
}

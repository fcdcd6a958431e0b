import Synchronization

/// What a handler knows of the job that it runs, and how it tells how far it is.
///
/// All of it may be called from any thread, at any pace: reports are kept in memory and written a few times a second.
package struct JobContext: Sendable {
    package let job: Job
    let monitor: JobMonitor

    /// Replaces the progress that people see.
    package func report(_ progress: JobProgress) { monitor.report(progress) }

    /// Whether the handler should stop: somebody cancelled the job, the server is stopping, or the job was taken for
    /// dead and given to another process.
    package var isCancelled: Bool { monitor.stop != nil }

    /// - Throws: `CancellationError` when the handler should stop.
    package func checkCancellation() throws {
        if isCancelled { throw CancellationError() }
    }
}

/// How a kind of job is done.
///
/// Handlers may run twice for one job, after a crash between the work and its record: they must be idempotent.
/// They must not block the cooperative pool: long synchronous work belongs on threads of its own.
package struct JobHandler: Sendable {
    let run: @Sendable (JobContext) async throws -> String?

    /// - Parameter body: takes the job's payload and gives its result. Its errors are told by the queue's
    ///   `describe`, and those that are not permanent lead to another attempt.
    package init<Payload: Decodable & Sendable, Output: Encodable & Sendable>(
        _ payload: Payload.Type = Payload.self,
        _ body: @escaping @Sendable (Payload, JobContext) async throws -> Output
    ) {
        run = { context in
            let payload: Payload
            do {
                payload = try context.job.payload(as: Payload.self)
            } catch {
                throw JobFailure(code: "jobs.payload.unreadable", isPermanent: true)
            }
            return try JSON.text(await body(payload, context))
        }
    }

    private init(run: @escaping @Sendable (JobContext) async throws -> String?) { self.run = run }

    /// The same work, and once it is done something that follows from its result. What that throws fails the job.
    package func then<Output: Decodable & Sendable>(_ body: @escaping @Sendable (Output) async throws -> Void) -> JobHandler {
        JobHandler(run: { [run] context in
            let result = try await run(context)
            if let result, let output = try? JSON.value(Output.self, result) { try await body(output) }
            return result
        })
    }
}

/// The live side of a running job: latest progress going out, the order to stop coming in.
final class JobMonitor: Sendable {
    enum Stop: Sendable { case cancelled, shutdown, leaseLost }

    private struct State {
        var progress: JobProgress?
        var isDirty = false
        var stop: Stop?
        var onStop: (@Sendable () -> Void)?
    }

    let job: Job
    private let state = Mutex(State())

    init(job: Job) { self.job = job }

    var stop: Stop? { state.withLock { $0.stop } }

    func report(_ progress: JobProgress) {
        state.withLock {
            $0.isDirty = $0.isDirty || $0.progress != progress
            $0.progress = progress
        }
    }

    /// The progress reported since the last call, if any.
    func takeProgress() -> JobProgress? {
        state.withLock {
            guard $0.isDirty else { return nil }
            $0.isDirty = false
            return $0.progress
        }
    }

    /// The first reason given is kept.
    func requestStop(_ reason: Stop) {
        let action = state.withLock { state -> (@Sendable () -> Void)? in
            guard state.stop == nil else { return nil }
            state.stop = reason
            return state.onStop
        }
        action?()
    }

    /// Calls `action` when the order to stop comes, at once if it already has.
    func onStop(_ action: @escaping @Sendable () -> Void) {
        let isStopped = state.withLock { state in
            state.onStop = action
            return state.stop != nil
        }
        if isStopped { action() }
    }
}

import ArgumentParser
import Instance
import Localization
import Store
import Terminal

struct JobsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "cli.jobs.abstract", discussion: "cli.jobs.examples",
        subcommands: [JobsListCommand.self, JobsCancelCommand.self])

    @OptionGroup var common: CommonOptions
}

struct JobsListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "cli.jobs.list.abstract", discussion: "cli.jobs.list.examples")

    @Option(help: ArgumentHelp("cli.jobs.list.state", valueName: "state"))
    var state: [JobStateName] = []

    @Option(help: ArgumentHelp("cli.jobs.list.limit", valueName: "number"))
    var limit = 50

    @Flag(help: "cli.jobs.list.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let wanted = state.compactMap { JobState(rawValue: $0.rawValue) }
        var jobs: [Job] = []
        for state in wanted.isEmpty ? [nil] : wanted.map(Optional.some) {
            jobs += try await instance.queue.jobs(state: state, limit: limit)
        }
        await instance.close()
        jobs = Array(jobs.sorted { $0.id.rawValue > $1.id.rawValue }.prefix(max(0, limit)))
        let report = JobReport(session: session)
        try session.print(json ? [try JSONText.encode(jobs.map(report.entry))] : report.lines(jobs))
    }
}

struct JobsCancelCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "cli.jobs.cancel.abstract", discussion: "cli.jobs.cancel.examples")

    @Argument(help: ArgumentHelp("cli.jobs.cancel.job", valueName: "job"))
    var job: String

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let before = try await instance.queue.job(JobID(rawValue: job))
        let state = try await instance.queue.cancel(JobID(rawValue: job))
        await instance.close()
        guard let state, let before else { throw UsageProblem("job", ["job": .text(job)]) }
        guard !before.state.isFinal else {
            session.say(session.text("cli.jobs.cancel.late", ["state": .message("cli.job.state.\(state.rawValue)")]))
            throw Told(outcome: .negative)
        }
        try session.print(session.text(state == .running ? "cli.jobs.cancel.asked" : "cli.jobs.cancel.done"))
    }
}

/// The states, by the names that `JobState` has.
struct JobStateName: RawRepresentable, ExpressibleByArgument, CaseIterable {
    let rawValue: String

    init?(rawValue: String) {
        guard JobState(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    static var allCases: [JobStateName] { JobState.allCases.compactMap { JobStateName(rawValue: $0.rawValue) } }
    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

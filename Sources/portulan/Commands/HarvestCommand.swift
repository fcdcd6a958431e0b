import ArgumentParser
import Catalog
import Foundation
import Instance
import Localization
import Store
import Terminal
import Threads

struct HarvestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "harvest", abstract: "cli.harvest.abstract", discussion: "cli.harvest.examples",
        subcommands: [
            HarvestAddCommand.self, HarvestListCommand.self, HarvestRunCommand.self, HarvestPauseCommand.self,
            HarvestResumeCommand.self, HarvestRemoveCommand.self, HarvestReportCommand.self, HarvestRecordsCommand.self,
            HarvestCheckCommand.self, HarvestReferencesCommand.self,
        ])

    @OptionGroup var common: CommonOptions
}

struct HarvestAddCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "cli.harvest.add.abstract", discussion: "cli.harvest.add.examples")

    @Argument(help: ArgumentHelp("cli.harvest.add.slug", valueName: "slug"))
    var slug: String

    @Argument(help: ArgumentHelp("cli.harvest.add.url", valueName: "url"))
    var url: String

    @Option(help: ArgumentHelp("cli.harvest.add.backend", valueName: "backend"))
    var backend: BackendName

    @Option(help: ArgumentHelp("cli.harvest.add.name", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("cli.harvest.add.organization", valueName: "organization"))
    var organization: String?

    @Option(help: ArgumentHelp("cli.harvest.add.schedule", valueName: "schedule"))
    var schedule: ScheduleName = .manual

    @Flag(help: "cli.harvest.add.ignore_robots")
    var ignoreRobots = false

    @Flag(help: "cli.harvest.add.read_tables")
    var readTables = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let address: URL
        if backend.value == .folder {
            address = session.path(url)
        } else {
            guard let web = URL(string: url), web.host() != nil else { throw UsageProblem("address", ["value": .text(url)]) }
            address = web
        }
        let instance = try await InstanceLocation(place, in: session).open(session)
        do {
            try await instance.catalog.declareSource(HarvestSourceDeclaration(
                slug: slug, name: name ?? slug, backend: backend.value, url: address, organization: organization,
                schedule: schedule.value, followsRobots: !ignoreRobots, readsTables: readTables))
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
        try session.print(session.text("cli.harvest.add.done", ["source": .text(slug)]))
    }
}

struct HarvestListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "cli.harvest.list.abstract", discussion: "cli.harvest.list.examples")

    @Flag(help: "cli.harvest.list.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let report = HarvestReport(session: session)
        var entries: [(source: HarvestSource, last: HarvestRun?)] = []
        for source in try await instance.catalog.sources() {
            entries.append((source, try await instance.catalog.runs(of: source.id, limit: 1).first))
        }
        await instance.close()
        try session.print(json ? [try JSONText.encode(entries.map { report.entry($0.source, $0.last, []) })] : report.lines(entries))
    }
}

struct HarvestRunCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "cli.harvest.run.abstract", discussion: "cli.harvest.run.examples")

    @Argument(help: ArgumentHelp("cli.harvest.run.sources", valueName: "slug"))
    var sources: [String] = []

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        // Beside a server that answers people.
        ThreadUrgency.background.takeForProcess()
        let instance = try await InstanceLocation(place, in: session).open(session)
        let catalog = instance.catalog
        var isWhole = true
        do {
            let wanted = sources.isEmpty ? try await catalog.sources().filter(\.declaration.isActive).map(\.slug) : sources
            var jobs: [JobID] = []
            for slug in wanted { jobs.append(try await catalog.harvest(slug)) }
            let runner = Task { await instance.runJobs() }
            defer { runner.cancel() }
            for (slug, id) in zip(wanted, jobs) {
                var last: Job?
                for try await job in catalog.queue.updates(of: id) { last = job }
                try Task.checkCancellation()
                if let result = try last?.result(as: HarvestResult.self) {
                    isWhole = isWhole && result.state == .complete
                    try session.print(HarvestReport(session: session).line(slug, result.state, result.counts))
                } else {
                    isWhole = false
                    if let error = last?.error { session.say(session.localizer.message(for: StoredFailure(error)).text) }
                }
            }
            runner.cancel()
            await runner.value
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
        if !isWhole { throw Told(outcome: .negative) }
    }
}

struct HarvestReportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "cli.harvest.report.abstract", discussion: "cli.harvest.report.examples")

    @Argument(help: ArgumentHelp("cli.harvest.report.source", valueName: "slug"))
    var source: String

    @Flag(help: "cli.harvest.report.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let known = try await instance.catalog.source(source)
        let last = known == nil ? nil : try await instance.catalog.runs(of: known?.id ?? UUID(), limit: 1).first
        let findings = last == nil ? [] : try await instance.catalog.findings(of: last?.id ?? UUID())
        await instance.close()
        guard let known else { throw CatalogError(.sourceUnknown, ["source": .text(source)]) }
        let report = HarvestReport(session: session)
        try session.print(
            json ? [try JSONText.encode(report.entry(known, last, findings))] : report.page(known, last, findings))
    }
}

struct HarvestRecordsCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "records", abstract: "cli.harvest.records.abstract", discussion: "cli.harvest.records.examples")

    @Argument(help: ArgumentHelp("cli.harvest.report.source", valueName: "slug"))
    var source: String

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        do {
            guard let known = try await instance.catalog.source(source) else {
                throw CatalogError(.sourceUnknown, ["source": .text(source)])
            }
            var last: String?
            repeat {
                let slice = try await instance.catalog.harvestedRecords(of: known.id, after: last)
                try session.print(try slice.map { try JSONText.encode($0, isIndented: false) })
                last = slice.last?.remoteID
            } while last != nil
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
    }
}

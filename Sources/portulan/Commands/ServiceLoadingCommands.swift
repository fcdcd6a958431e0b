import ArgumentParser
import Catalog
import Declarations
import Foundation
import Instance
import Localization
import Services
import Terminal

struct ServiceListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "cli.service.list.abstract", discussion: "cli.service.list.examples")

    @Flag(help: "cli.service.list.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        do {
            instance.services.read()
            try await instance.services.look(at: instance.catalog)
            let services = instance.services.services
            let report = ServiceReportLines(session: session)
            if json {
                try session.print(try JSONText.encode(services.map(ServiceSummary.init)))
            } else if services.isEmpty {
                try session.print(session.text("cli.service.list.none", ["folder": .text(instance.folder.services.path)]))
            } else {
                try session.print(report.lines(services))
            }
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
    }
}

struct ServiceLoadCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "cli.service.load.abstract", discussion: "cli.service.load.examples")

    @Argument(help: ArgumentHelp("cli.service.load.names", valueName: "name"))
    var names: [String] = []

    @Flag(name: .shortAndLong, help: "cli.option.quiet")
    var quiet = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let instance = try await InstanceLocation(place, in: session).open(session)
        let board = IngestionBoard(session: session, isQuiet: quiet)
        let runner = Task { await instance.runJobs() }
        do {
            try instance.prepareServices()
            let services = try chosen(instance)
            if services.isEmpty { session.say(session.text("cli.service.list.none", ["folder": .text(instance.folder.services.path)])) }
            for service in services { try await load(service, of: instance, board, session) }
        } catch {
            board.clear()
            runner.cancel()
            await runner.value
            await instance.close()
            throw error
        }
        runner.cancel()
        await runner.value
        await instance.close()
        try board.close()
    }

    private func chosen(_ instance: Instance) throws -> [Service] {
        let all = instance.services.services
        guard !names.isEmpty else { return all }
        return try names.map { name in
            guard let service = all.first(where: { $0.slug == name }) else {
                let words = all.map(\.slug)
                throw ServiceFailure("unknown", ["name": .text(name)].proposing(name, among: words, as: "valid"))
            }
            return service
        }
    }

    private func load(_ service: Service, of instance: Instance, _ board: IngestionBoard, _ session: Session) async throws {
        guard !service.isOutOfService else {
            session.say(session.text("cli.service.load.faulty", ["service": .text(service.slug)]))
            return board.failed(-1, service.slug, DeclarationError(service.problems))
        }
        var number = 0
        let loading = try await instance.load(service: service.slug, localizer: session.localizer) { resource in
            number += 1
            if let job = resource.job {
                board.expect(number, resource.title)
                try await board.follow(number, resource.title, job, in: instance.queue)
            } else {
                board.unchanged(number, resource.title)
            }
        }
        if let problems = loading?.problems, !problems.isEmpty { board.failed(-1, service.slug, DeclarationError(problems)) }
        for source in instance.services.service(service.slug)?.sources ?? [] where source.state == .absent && !quiet {
            try session.print(session.text("cli.service.check.absent", ["source": .text(source.resource), "origin": .text(source.origin.visible)]))
        }
        let (computed, failures) = await instance.computeIndicators(of: service.slug)
        for (indicator, error) in failures { board.failed(-1, indicator, error) }
        for (indicator, failure) in await instance.unreadableIndicators(of: service.slug) { board.failed(-1, indicator, failure) }
        if !quiet, computed > 0 {
            try session.print(session.text("cli.service.load.computed", ["service": .text(service.slug), "count": .integer(computed)]))
        }
        guard !quiet else { return }
        for (indicators, rows) in try await instance.lostRows(of: service.slug, session.localizer) {
            try session.print("  " + session.text("cli.service.load.rows", ["indicator": .text(indicators.joined(separator: ", ")), "rows": .text(rows)]))
        }
    }
}

/// A service, for a program.
private struct ServiceSummary: Encodable {
    let name, title, state: String
    let pages: Int
    let indicators: Int
    let sources: [String: String]
    let problems: [String]

    init(_ service: Service) {
        name = service.slug
        title = service.title
        state = service.isOutOfService ? "out-of-service" : "published"
        pages = service.definition?.pages.count ?? 0
        indicators = service.indicators.count
        sources = Dictionary(service.sources.map { ($0.resource, $0.state.rawValue) }, uniquingKeysWith: { first, _ in first })
        problems = service.problems.map(\.description)
    }
}

/// Services as lines.
private struct ServiceReportLines {
    let session: Session

    func lines(_ services: [Service]) -> [String] {
        var table = TextTable(columns: [
            .init(session.text("cli.service.heading.name"), minimumWidth: 10, maximumWidth: 30, rank: 9),
            .init(session.text("cli.service.heading.title"), minimumWidth: 20, maximumWidth: 60, rank: 7),
            .init(session.text("cli.service.heading.state"), minimumWidth: 10, maximumWidth: 30, rank: 8),
            .init(session.text("cli.service.heading.sources"), minimumWidth: 10, maximumWidth: 40, rank: 6),
        ])
        for service in services {
            let state = service.isOutOfService
                ? session.text("cli.service.state.faulty", ["count": .integer(service.problems.count)]) : session.text("cli.service.state.published")
            let sources = [ServiceSource.State.real, .synthetic, .absent].compactMap { state -> String? in
                let count = service.sources.count { $0.state == state }
                return count == 0 ? nil : session.text("cli.service.source.\(state.rawValue)", ["count": .integer(count)])
            }
            table.append([service.slug, service.title.visible, state, sources.joined(separator: ", ")])
        }
        return table.lines(width: session.output.width, ink: session.ink).lines
    }
}

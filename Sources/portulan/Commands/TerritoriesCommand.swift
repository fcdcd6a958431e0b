import ArgumentParser
import Foundation
import Localization
import Terminal
import Territories

struct TerritoriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "territories", abstract: "cli.territories.abstract", discussion: "cli.territories.examples",
        subcommands: [
            TerritoriesListCommand.self, TerritoriesShowCommand.self, TerritoriesUpdateCommand.self, TerritoriesPassageCommand.self,
        ])

    @OptionGroup var common: CommonOptions
}

struct TerritoriesListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "cli.territories.list.abstract", discussion: "cli.territories.list.examples")

    @Option(help: ArgumentHelp("cli.territories.list.level", valueName: "level"))
    var level: TerritoryLevelName?

    @Option(name: .customLong("in"), help: ArgumentHelp("cli.territories.list.in", valueName: "territory"))
    var holder: String?

    @Option(help: ArgumentHelp("cli.territories.list.search", valueName: "text"))
    var search: String?

    @Option(help: ArgumentHelp("cli.territories.list.limit", valueName: "number"))
    var limit = 50

    @Flag(help: "cli.territories.list.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let gazetteer = try TerritoriesLocation(place, in: session).open()
        let report = TerritoryReport(session: session, gazetteer: gazetteer)
        let holder = try holder.map { try TerritoryWord($0, in: gazetteer).id }
        guard level != nil || search != nil || holder != nil else { return try session.print(report.overview) }
        var found: [Territory]
        if let search {
            found = gazetteer.search(search, levels: Set([level?.level].compactMap(\.self)), limit: 10_000).map(\.territory)
            if let holder { found = found.filter { $0.parents.contains(holder) || holder == .france } }
        } else {
            found = gazetteer.territories(level?.level ?? .commune, in: holder ?? .france)
        }
        let shown = Array(found.prefix(max(0, limit)))
        try session.print(json ? [try JSONText.encode(shown)] : report.lines(shown))
        if shown.count < found.count {
            session.say(session.text("cli.territories.list.more", ["shown": .integer(shown.count), "total": .integer(found.count)]))
        }
    }
}

struct TerritoriesShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "cli.territories.show.abstract", discussion: "cli.territories.show.examples")

    @Argument(help: ArgumentHelp("cli.territories.show.territory", valueName: "territory"))
    var territory: String

    @Flag(help: "cli.territories.show.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let gazetteer = try TerritoriesLocation(place, in: session).open()
        let territory = try TerritoryWord(territory, in: gazetteer).territory
        let report = TerritoryReport(session: session, gazetteer: gazetteer)
        try session.print(json ? [try JSONText.encode(try report.sheet(territory))] : try report.lines(about: territory))
    }
}

struct TerritoriesUpdateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "cli.territories.update.abstract", discussion: "cli.territories.update.examples")

    @Argument(help: ArgumentHelp("cli.territories.update.sources", valueName: "source"), completion: .file())
    var sources: [String] = []

    @Option(help: ArgumentHelp("cli.territories.update.date", valueName: "day"))
    var date: String?

    @Flag(help: "cli.territories.update.fresh")
    var fresh = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let location = TerritoriesLocation(place, in: session)
        let day = try date.map { text in
            guard let day = CivilDate(text) else { throw UsageProblem("day", ["value": .text(text)]) }
            return day
        }
        let files = TerritorySources(sources, in: session)
        let summary = try await files.withFiles { paths in
            let base = fresh ? nil : try location.base.map(Gazetteer.init(opening:))
            if paths.isEmpty {
                guard let folder = location.setup else { throw TerritoriesProblem("nothing") }
                return try SnapshotBuilder(setup: folder).write(to: location.file)
            }
            return try SnapshotBuilder(files: paths, base: base, date: day).write(to: location.file)
        }
        try session.print(UpdateReport(summary, file: location.file, session: session).lines)
    }
}

/// The levels, as identifiers write them.
struct TerritoryLevelName: ExpressibleByArgument, CaseIterable {
    let level: TerritoryLevel

    init(level: TerritoryLevel) { self.level = level }

    init?(argument: String) {
        guard let level = TerritoryLevel(slug: argument) else { return nil }
        self.level = level
    }

    static var allCases: [TerritoryLevelName] { TerritoryLevel.allCases.map(TerritoryLevelName.init) }
    static var allValueStrings: [String] { TerritoryLevel.allCases.map(\.slug) }
    var defaultValueDescription: String { level.slug }
}

/// A territory that the command line names: an identifier, or words of which one territory alone is the answer.
struct TerritoryWord {
    let territory: Territory
    var id: TerritoryID { territory.id }

    /// - Throws: ``TerritoriesProblem`` `unknown`, with what is nearest.
    init(_ word: String, in gazetteer: Gazetteer) throws {
        if let id = TerritoryID(word), let territory = gazetteer.territory(id) {
            self.territory = territory
            return
        }
        let found = gazetteer.search(word, limit: 2)
        guard let first = found.first else { throw TerritoriesProblem("unknown", ["word": .text(word)]) }
        territory = first.territory
    }
}

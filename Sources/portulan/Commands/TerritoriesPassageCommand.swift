import ArgumentParser
import Foundation
import Localization
import Terminal
import Territories

struct TerritoriesPassageCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "passage", abstract: "cli.territories.passage.abstract", discussion: "cli.territories.passage.examples")

    @Argument(help: ArgumentHelp("cli.territories.passage.file", valueName: "file"), completion: .file())
    var file: String

    @Option(help: ArgumentHelp("cli.territories.passage.from", valueName: "day"))
    var from: String

    @Option(help: ArgumentHelp("cli.territories.passage.to", valueName: "day"))
    var to: String?

    @Option(help: ArgumentHelp("cli.territories.passage.code", valueName: "column"))
    var code: String?

    @Option(help: ArgumentHelp("cli.territories.passage.sum", valueName: "column"))
    var sum: [String] = []

    @Option(help: ArgumentHelp("cli.territories.passage.rate", valueName: "column"))
    var rate: [String] = []

    @Option(help: ArgumentHelp("cli.territories.passage.weight", valueName: "column"))
    var weight: String?

    @Option(help: ArgumentHelp("cli.territories.passage.key", valueName: "key"))
    var key: PassageKeyName = .population

    @Option(help: ArgumentHelp("cli.territories.passage.output", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let gazetteer = try TerritoriesLocation(place, in: session).open()
        guard !(sum.isEmpty && rate.isEmpty) else { throw UsageProblem("columns") }
        let start = try day(from), end = try to.map(day) ?? gazetteer.date
        let path = try LocalFile(file, in: session).path
        let table = try PassageTable(Data(contentsOf: path), name: path.lastPathComponent, code: code)
        let history = try gazetteer.history()
        guard !history.movements.isEmpty else { throw TerritoriesProblem("noHistory") }
        let passage = history.passage(from: start, to: end, key: key.key(gazetteer))
        let columns = sum.map(PassageTable.Column.sum) + rate.map { .rate($0, by: weight) }
        let result = try table.passed(by: passage, columns: columns) { code in
            TerritoryID(.commune, code).flatMap { gazetteer.territory($0)?.name.full }
        }
        try await Destination(file: output, session: session).write(AsyncThrowingStream { continuation in
            continuation.yield(Array(result.csv.utf8))
            continuation.finish()
        })
        for line in PassageLines(result, session: session).lines { session.say(line) }
    }

    private func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else { throw UsageProblem("day", ["value": .text(text)]) }
        return day
    }
}

/// How values of communes that were split are shared.
enum PassageKeyName: String, ExpressibleByArgument, CaseIterable {
    case population, area, equal

    /// - Parameter gazetteer: whose inhabitants and areas are the weights.
    func key(_ gazetteer: Gazetteer) -> PassageKey {
        func weights(_ value: (Territory) -> Double?) -> [String: Double] {
            Dictionary(uniqueKeysWithValues: gazetteer.territories(.commune).compactMap { commune in value(commune).map { (commune.id.code, $0) } })
        }
        return switch self {
        case .population: .population(weights { $0.population.map(Double.init) })
        case .area: .area(weights(\.area))
        case .equal: .equal
        }
    }
}

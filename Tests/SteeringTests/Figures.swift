import DuckDB
import Foundation
import Indicators
import Lake
import Steering
import Store
import Territories

/// Two indicators that people fill in, on the desk's store.
final class Figures: Sendable {
    static let medecins = IndicatorID(service: "pilote", slug: "medecins")
    static let accidents = IndicatorID(service: "pilote", slug: "accidents")

    let indicators: Indicators
    let support: SupportFolder
    let folder: URL

    init(_ desk: Desk) async throws {
        support = try SupportFolder.locate(
            environment: ProcessInfo.processInfo.environment, executable: URL(filePath: CommandLine.arguments[0]))
        folder = desk.folder
        let lake = try Lake(folder: folder.appending(path: "lake"), scratch: folder.appending(path: "tmp"), support: support)
        try await desk.store.migrate(IndicatorMigrations.all)
        var medecins = IndicatorDefinition(id: Self.medecins, name: "Médecins", source: .values, nature: .published, level: .departement)
        medecins.theme = "Route et santé"
        var accidents = IndicatorDefinition(id: Self.accidents, name: "Accidents", source: .values, nature: .published, level: .region)
        accidents.theme = "Route et santé"
        accidents.direction = .down
        let clock = desk.clock
        indicators = Indicators(
            store: desk.store, lake: lake, definitions: [medecins, accidents], tree: try TerritoryTree(desk.gazetteer), now: { clock.now })
    }

    /// Values as an earlier release has them.
    func give(_ cells: [(IndicatorID, TerritoryID, String, ObservationKind, Double?)]) async throws {
        try await indicators.give(
            cells.map { CellChange($0.0, $0.1, CivilDate($0.2)!, $0.3, value: $0.4) }, kind: .imported, author: "avant")
    }

    /// The current value of one cell.
    func value(_ indicator: IndicatorID, _ territory: TerritoryID, _ date: String, _ kind: ObservationKind = .value) async throws -> Double? {
        try await indicators.current().series(indicator, territory, kind: kind).first { $0.date == CivilDate(date) }?.value
    }
}

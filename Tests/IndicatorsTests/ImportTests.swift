import Foundation
import Indicators
import Localization
import Store
import Tables
import Territories
import Testing

@Suite("Import of values as the ministries do")
struct ImportTests {
    private func room() async throws -> (Room, IndicatorDefinition) {
        let definition = IndicatorDefinition(id: IndicatorID(service: "pilote", slug: "ind-001"), name: "V", source: .values, nature: .published, level: .departement)
        return (try await Room([definition]), definition)
    }

    private func report(_ room: Room, _ text: String, name: String = "valeurs.csv") async throws -> (ImportReport, URL) {
        let file = room.folder.appending(path: "\(UUID().uuidString)-\(name)")
        try Data(text.utf8).write(to: file)
        return (try await room.indicators.examine(file, name: name, service: "pilote", support: support, scratch: room.folder), file)
    }

    private static let header = "identifiant_indic;zone_id;date_valeur;type_valeur;valeur\n"

    @Test("The report says what would be created, changed, erased, left, refused; applying and undoing are releases")
    func flow() async throws {
        let (room, definition) = try await room()
        let (first, firstFile) = try await report(room, Self.header + """
            ind-001;D28;2025-06-30;va;12,5
            ind-001;D45;2025-06-30;va;7
            ind-001;FRANCE;2025-06-30;va;9
            ind-001;D28;2026-12-31;vc;20
            pilote/ind-001;D28;2022-12-31;vi;10

            """)
        #expect(first.created.count == 5)
        #expect(first.created.first?.change.value == 12.5)
        #expect(first.refused.isEmpty)
        // Nothing has changed yet.
        #expect(try await room.indicators.current().series(definition.id, place("D28")).isEmpty)
        let journal = Recorder()
        try await room.indicators.apply(first, of: firstFile, author: "dataviz@ministere") { _, release in journal.add(release.id) }
        #expect(journal.all.count == 1)
        let progress = try #require(try await room.indicators.current().progress(definition.id, place("D28")))
        #expect(progress.rate == 25)

        let (second, secondFile) = try await report(room, Self.header + """
            ind-001;D28;2025-06-30;va;15
            ind-001;D45;2025-06-30;va;7
            ind-001;FRANCE;2025-06-30;va;
            ind-001;R24;2025-06-30;va;

            """)
        #expect(second.created.isEmpty)
        #expect(second.changed.map(\.line) == [2])
        #expect(second.changed.map(\.before) == [12.5])
        #expect(second.erased.map(\.line) == [4])
        #expect(second.unchanged == 2)
        let release = try await room.indicators.apply(second, of: secondFile, author: "x")
        #expect(release.source?.title == "valeurs.csv")
        #expect(try await room.indicators.current().series(definition.id, .france).first?.absence == .erased)
        try await room.indicators.undo(release.id, author: "x")
        #expect(try await room.indicators.current().series(definition.id, .france).first?.value == 9)
        #expect(try await room.indicators.current().series(definition.id, place("D28")).first?.value == 12.5)
    }

    struct Bad: CustomTestStringConvertible {
        let row: String
        let code: String
        var testDescription: String { row }
    }

    @Test("A wrong row is refused with its line and the reason; the good rows beside it are taken", arguments: [
        Bad(row: "ind-002;D28;2025-06-30;va;1", code: "indicators.import.indicator"),
        Bad(row: "ind-001;D99;2025-06-30;va;1", code: "indicators.import.zone"),
        Bad(row: "ind-001;X12;2025-06-30;va;1", code: "indicators.import.zone"),
        Bad(row: "ind-001;D28;30/06/2025x;va;1", code: "rule.type.date"),
        Bad(row: "ind-001;D28;2025-06-30;vx;1", code: "rule.constraint.enum"),
        Bad(row: "ind-001;D28;2025-06-30;va;douze", code: "indicators.import.value"),
        Bad(row: ";D28;2025-06-30;va;1", code: "rule.required"),
        Bad(row: "ind-001;D45;2025-06-30;va;2", code: "rule.primaryKey"),
    ])
    func refusals(_ bad: Bad) async throws {
        let (room, _) = try await room()
        let (report, _) = try await report(room, Self.header + "ind-001;D45;2025-06-30;va;1\n\(bad.row)\nind-001;D75;2025-06-30;va;3\n")
        #expect(report.created.map(\.line) == [2, 4])
        let refusal = try #require(report.refused.first)
        #expect(report.refused.count == 1)
        #expect(refusal.line == 3)
        #expect(refusal.code == bad.code)
        for language in Language.allCases {
            let words = refusal.words(in: Localizer(language))
            #expect(!words.contains("{"), "\(words)")
            #expect(words != refusal.code)
        }
    }

    @Test("A file without its columns is refused as a whole")
    func obstacles() async throws {
        let (room, _) = try await room()
        let (report, file) = try await report(room, "indicateur;zone;valeur\nind-001;D28;1\n")
        #expect(!report.obstacles.isEmpty)
        #expect(report.changes.isEmpty)
        await #expect { _ = try await room.indicators.apply(report, of: file, author: "x") } throws: { ($0 as? IndicatorsError)?.code == "indicators.empty" }
    }

    @Test("The same zone written otherwise is the same cell")
    func synonyms() async throws {
        let (room, _) = try await room()
        let (report, _) = try await report(room, Self.header + "ind-001;D28;2025-06-30;va;1\npilote/ind-001;departement:28;2025-06-30;va;2\n")
        #expect(report.created.count == 1)
        #expect(report.refused.map(\.code) == ["indicators.import.twice"])
    }

    @Test("The schema is a Table Schema that this program reads without remark")
    func schema() throws {
        let schema = try TableSchema(json: try Indicators.importSchema())
        #expect(schema.fields.map(\.name) == ["identifiant_indic", "zone_id", "date_valeur", "type_valeur", "valeur"])
        #expect(schema.primaryKey == ["identifiant_indic", "zone_id", "date_valeur", "type_valeur"])
        #expect(schema.notices.isEmpty)
    }
}

/// What a closure was called with.
final class Recorder: @unchecked Sendable {
    // One test writes to it, in transactions that follow one another.
    private var texts: [String] = []
    func add(_ text: String) { texts.append(text) }
    var all: [String] { texts }
}

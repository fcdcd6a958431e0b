import DuckDB
import Foundation
import Localization
import Tables
import Testing

/// What a person reads of a faulty file, and the file they get back.
@Suite("Report and repair")
struct ReportTests {
    private static let schema = """
        {"name": "lieux", "title": "Lieux", "version": "1.0.0", "missingValues": [""], "fields": [
          {"name": "id", "type": "string", "constraints": {"required": true, "unique": true}},
          {"name": "insee", "type": "string", "constraints": {"required": true, "pattern": "^([013-9]\\\\d|2[AB1-9])\\\\d{3}$"}},
          {"name": "siret", "type": "string", "constraints": {"pattern": "^\\\\d{14}$"}},
          {"name": "longitude", "type": "number", "constraints": {"minimum": -180, "maximum": 180}},
          {"name": "acces", "type": "string", "constraints": {"enum": ["Accès libre", "Accès réservé"]}},
          {"name": "ouvert", "type": "boolean"},
          {"name": "date_maj", "type": "date", "format": "%Y-%m-%d", "constraints": {"required": true}},
          {"name": "commentaire", "type": "string"}
        ], "custom_checks": [{"name": "french-siret-value", "params": {"column": "siret"}}]}
        """

    private static let rows = """
        ID;insee;siret;longitude;ouvert;acces;date_maj;note
        1;1004;130 025 265 00013;2,35;Oui;accès libre;2024-01-31;a
        2;75056;13002526500013;4.85;true;Accès libre;31/12/2023;"b;c"
        3;2a004;;1,234;false;Accès libr;01/02/2024;
        3;75056;13002526500014;x;peut-être;Accès réservé;;=1+1
        5;75056;13002526500013;1;true;Accès libre;2024-01-01;e;f;g;h
        6;69123;13002526500013;4.8;true;Accès libre;2024-01-01;é

        """

    private static func report<R>(
        _ text: String = rows, schema: String = schema, samples: Int = 5, options: ValidationOptions = ValidationOptions(),
        _ body: (ValidationReport, URL, SupportFolder) throws -> R
    ) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "lieux.csv")
        try Data(text.utf8).write(to: path)
        let support = SupportFolder(root: folder)
        let schema = try TableSchema(json: Array(schema.utf8))
        let validation = try TableFile.validate(
            path, name: "lieux.csv", schema: schema, options: options, support: support, scratch: folder)
        return try body(
            ValidationReport(
                of: validation, file: "lieux.csv", path: path, schema: schema, schemaName: "test/lieux", samples: samples, support: support,
                scratch: folder), path, support)
    }

    private static func repaired(
        _ text: String = rows, schema: String = schema, options: ValidationOptions = ValidationOptions()
    ) throws -> (lines: [String], summary: RepairSummary) {
        try report(text, schema: schema, options: options) { report, path, support in
            var bytes: [UInt8] = []
            let summary = try report.repair(
                path, localizer: Localizer(.french), support: support, scratch: path.deletingLastPathComponent()
            ) { bytes += $0 }
            // French puts no-break spaces around its marks; whoever writes an expectation types plain ones.
            let text = String(decoding: bytes, as: UTF8.self).replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
            return (text.split(separator: "\n").map(String.init), summary)
        }
    }

    @Test("The repaired file has the schema's names in its order, certain corrections made, and says what is left")
    func repair() throws {
        let (lines, summary) = try Self.repaired()
        #expect(lines[0] == "id,insee,siret,longitude,acces,ouvert,date_maj,commentaire,note,problemes_a_reparer")
        #expect(lines[1] == "1,01004,13002526500013,2.35,Accès libre,true,2024-01-31,,a,")
        #expect(lines[2] == "2,75056,13002526500013,4.85,Accès libre,true,2023-12-31,,b;c,")
        // Row 3: the comma and the day are settled by the other rows of their columns; the slip is left to the person.
        #expect(lines[3].hasPrefix("3,2A004,,1.234,Accès libr,false,2024-02-01,,,"))
        #expect(lines[3].contains("Proposition") && lines[3].contains("« Accès libre »"))
        #expect(lines[4].hasPrefix("3,75056,13002526500014,x,Accès réservé,peut-être,,,=1+1,"))
        for name in ["longitude", "ouvert", "date_maj", "siret", "id"] { #expect(lines[4].contains("« \(name) »"), "\(name)") }
        #expect(lines.contains { $0.hasPrefix("6,69123,13002526500013,4.8,Accès libre,true,2024-01-01,,é,") })
        // The row with too many cells is told, not dropped.
        #expect(lines.contains { $0.contains("5;75056;13002526500013") })
        #expect(lines.count == 7)
        #expect(summary.corrected == 9)
        #expect(summary.renamed == 1)
        #expect(summary.rows == 6)
        #expect(summary.rejectedShown == 1)
        #expect(summary.rejectedLost == 0)
        #expect(!summary.isDone)
    }

    @Test("A repaired file repaired again is the same but for its column of problems")
    func twice() throws {
        let (first, _) = try Self.repaired()
        let clean = first.filter { !$0.contains("5;75056") }.joined(separator: "\n") + "\n"
        let (second, summary) = try Self.repaired(clean)
        #expect(summary.corrected == 0)
        #expect(summary.renamed == 0)
        #expect(second.count == first.count - 1)
    }

    @Test("Cells beyond those whose findings are kept are corrected too")
    func beyondTheBound() throws {
        var options = ValidationOptions()
        options.mostPerGroup = 3
        let text = "id,insee,date_maj\n" + (1...50).map { "\($0),\(1000 + $0),2024-01-01\n" }.joined() + "51,x,2024-01-01\n"
        let (lines, summary) = try Self.repaired(text, options: options)
        #expect(summary.corrected == 50)
        #expect(lines[50].hasPrefix("50,01050,"))
        #expect(lines[51].contains("« insee »"))
        #expect(summary.rowsToMend == 1)
    }

    @Test("A cause has its count, its rule in words, its source, its first cells in their rows and their correction")
    func causes() throws {
        try Self.report { report, _, _ in
            let text = ReportText(report, localizer: Localizer(.french))
            #expect(!text.isValid)
            let insee = try #require(text.errors.first { $0.column == "insee" })
            #expect(insee.rules.joined().contains("code commune de l’INSEE") || insee.rules.joined().contains("code commune de l'INSEE"))
            #expect(insee.source?.contains("pattern") == true)
            #expect(insee.samples.map(\.cell) == ["1004", "2a004"])
            #expect(insee.samples.map(\.proposal) == ["01004", "2A004"])
            #expect(insee.samples.allSatisfy { $0.isCertain })
            #expect(insee.samples[0].row.map(\.header).prefix(2) == ["ID", "insee"])
            #expect(insee.samples[0].row.filter(\.isFaulty).map(\.text) == ["1004"])
            #expect(insee.samples[0].place == "Ligne 2")
            #expect(report.causes.first { $0.group.rule == .pattern }.map { RuleSource($0.group).pointer } == "/fields/1/constraints/pattern")
        }
    }

    @Test("Nothing of a report is left untold: no key, no placeholder", arguments: Language.allCases)
    func told(language: Language) throws {
        try Self.report { report, _, _ in
            let localizer = Localizer(language)
            let html = HTMLReport(report, localizer: localizer).html
            for word in ["rule.", "report.", "field.", "correction.", "finding.", "{", "}}"] {
                let body = html.split(separator: "</style>").last ?? ""
                #expect(!body.contains(word), "\(word) in the page")
            }
            var findings = FindingStream(report, as: .csv, localizer: localizer)
            var csv: [UInt8] = []
            while let piece = try findings.nextPiece() { csv += piece }
            let lines = String(decoding: csv, as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == report.validation.findings.count + 1)
            #expect(!lines.joined().contains("{"))
        }
    }

    @Test("A hostile file cannot write into the page, the badge or a spreadsheet")
    func hostile() throws {
        let cell = "<script>alert(1)</script>\""
        let text = "id,insee,date_maj,\(cell.replacing("\"", with: ""))\n1,\"\(cell.replacing("\"", with: "\"\""))\",2024-01-01,x\n2,=1+1,2024-01-01,x\n"
        try Self.report(text) { report, _, _ in
            let localizer = Localizer(.french)
            #expect(!HTMLReport(report, localizer: localizer).html.contains("<script"))
            #expect(!Badge(report.validation, schemaTitle: cell, localizer: localizer).svg.contains("<script"))
            var findings = FindingStream(report, as: .csv, localizer: localizer)
            var csv: [UInt8] = []
            while let piece = try findings.nextPiece() { csv += piece }
            #expect(String(decoding: csv, as: UTF8.self).contains(",'=1+1,"))
        }
    }

    @Test("A valid file is said to be valid")
    func valid() throws {
        try Self.report("id,insee,siret,longitude,acces,ouvert,date_maj,commentaire\n1,01004,,,,,2024-01-01,\n") { report, _, _ in
            let text = ReportText(report, localizer: Localizer(.french))
            #expect(text.isValid)
            #expect(text.errors.isEmpty)
            #expect(Badge(report.validation, schemaTitle: "Lieux", localizer: Localizer(.french)).svg.contains("conforme"))
        }
    }
}

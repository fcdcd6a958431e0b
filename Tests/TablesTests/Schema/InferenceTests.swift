import Foundation
import Tables
import Testing

/// Schemas made from tables, and the guess which schema a table was made for.
@Suite struct InferenceTests {
    @Test func typesAndConstraintsAreInferred() throws {
        let text = "codeInsee;date_maj;prix;actif;note;état\n" + (0..<40).map { row in
            "\(["01004", "2A004", "75056"][row % 3]);0\(row % 9 + 1)/03/2024;1 \(100 + row),5;\(row % 2 == 0 ? "oui" : "non");\(row % 5 == 0 ? "" : "libre \(row)");\(["neuf", "usé"][row % 2])"
        }.joined(separator: "\n") + "\n"
        let files = try FileReading()
        let inspection = try files.inspect(text)
        let schema = TableSchema.infer(from: inspection)
        #expect(schema.fields.map(\.name) == ["codeInsee", "date_maj", "prix", "actif", "note", "état"])
        #expect(schema.fields.map(\.title) == ["Code insee", "Date maj", "Prix", "Actif", "Note", "État"])
        #expect(schema.fields.map(\.type) == [.string, .date, .number, .boolean, .string, .string])
        #expect(schema.fields[0].constraints.pattern == #"^(\d{2}|2[AB])\d{3}$"#)
        #expect(schema.fields[1].format == "%d/%m/%Y")
        #expect(schema.fields[2].decimalChar == "," && schema.fields[2].groupChar == " ")
        #expect(schema.fields[3].trueValues == ["oui"] && schema.fields[3].falseValues == ["non"])
        #expect(schema.fields.map(\.constraints.isRequired) == [true, true, true, true, false, true])
        #expect(schema.fields[5].constraints.enumeration == ["neuf", "usé"])
        let validation = try Validating.validate(text, schema)
        #expect(validation.findings.isEmpty, "\(validation.findings.first.map { "\($0)" } ?? "")")
    }

    static let tables: [URL] = ((try? FileManager.default.contentsOfDirectory(at: URL(filePath: "../shared/data/tables"), includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.pathExtension == "csv" }.sorted { $0.path < $1.path }

    /// The schema of a table is one that the table itself satisfies.
    @Test(.enabled(if: !tables.isEmpty), arguments: tables)
    func tablesSatisfyTheirOwnSchema(file: URL) throws {
        let files = try FileReading()
        let inspection = try files.inspect(file)
        let schema = TableSchema.infer(from: inspection)
        #expect(try Validating.schema(schema.json.prettyText) == schema)
        var options = ValidationOptions(reading: inspection.options)
        options.reading.hasHeader = inspection.dialect?.headerLines != 0
        let validation = try TableFile.validate(
            file, name: file.lastPathComponent, schema: schema, options: options, support: FileReading.support(), scratch: files.folder)
        let found = validation.groups.filter { $0.count > 0 && $0.rule.isError && !$0.rule.rawValue.hasPrefix("row.") }
        #expect(found.isEmpty, "\(found.map { "\($0.rule) \($0.column ?? -1) \($0.count)" })")
    }

    /// Among all schemas the right one fits best.
    @Test(.enabled(if: !tables.isEmpty && !NationalSchemaTests.files.isEmpty))
    func theRightSchemaFitsBest() throws {
        let files = try FileReading()
        let inspection = try files.inspect(URL(filePath: "../shared/data/tables/lieux-covoiturage.csv"))
        let scores = NationalSchemaTests.files.compactMap { file -> (String, Double)? in
            guard let schema = try? TableSchema(json: Data(contentsOf: file)) else { return nil }
            return (file.lastPathComponent, schema.fit(inspection).score)
        }.sorted { $0.1 > $1.1 }
        #expect(scores[0].0 == "etalab--schema-lieux-covoiturage.json")
        #expect(scores[0].1 > 0.7 && scores[1].1 < 0.5 * scores[0].1, "\(scores.prefix(3))")
    }
}

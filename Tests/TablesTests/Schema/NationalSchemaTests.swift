import Foundation
import Tables
import Testing

/// The schemas of schema.data.gouv.fr, where they are at hand: all load, and judge their own examples.
@Suite struct NationalSchemaTests {
    static let files: [URL] = ((try? FileManager.default.contentsOfDirectory(at: URL(filePath: "../shared/data/schemas"), includingPropertiesForKeys: nil)) ?? [])
        .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }

    /// Those that are no Table Schema: recognised for what they are.
    private static let jsonSchemas: Set<String> = [
        "139bercy--format-commande-publique--schema_decp_v2.0.2.json",
        "GouvernementFR--referentiel-donnees-communication-publique--communiques-de-presse.json", "PnX-SI--schema_randonnee.json",
        "etalab--schema-amenagements-cyclables--schema_amenagements_cyclables.json", "etalab--schema-zfe.json",
        "gip-inclusion--data-inclusion-schema--schemas--v1--service.json", "macaron-ai--onstreet-parking-schema--onstreet-parking.schema.json",
    ]

    private static func schema(_ file: URL) throws -> TableSchema? {
        do {
            return try TableSchema(json: Data(contentsOf: file))
        } catch let error as SchemaError where error.code == "schema.isJSONSchema" && jsonSchemas.contains(file.lastPathComponent) {
            return nil
        }
    }

    @Test(.enabled(if: !files.isEmpty)) func allAreThere() throws {
        #expect(Self.files.count == 67)
        #expect(try Self.files.count { try Self.schema($0) != nil } == 60)
    }

    /// A row of each field's example is valid but for the fields whose example the schema itself refuses; the same row
    /// with one value broken is not.
    @Test(.enabled(if: !files.isEmpty), arguments: files)
    func examplesAreJudged(file: URL) throws {
        guard let schema = try Self.schema(file) else { return }
        var row: [String] = []
        var doubtful = Set<Int>()
        for (index, field) in schema.fields.enumerated() {
            let validator = try FieldValidator(field, of: schema)
            let value = field.example ?? field.constraints.enumeration?.first ?? Self.value(of: field)
            row.append(value)
            if !validator.isValid(value) { doubtful.insert(index) }
        }
        let header = schema.fields.map { Self.quoted($0.name) }.joined(separator: ",")
        let good = row.map(Self.quoted).joined(separator: ",")
        let first = try Validating.validate("\(header)\n\(good)\n", schema)
        let about = first.findings.filter { $0.rule.isError && !$0.rule.rawValue.contains("columns") && $0.rule != .oneOfRequired }
        #expect(Set(about.map { $0.field ?? -1 }).isSubset(of: doubtful), "\(about.map { "\($0.rule) \($0.cell)" })")
        Validating.checkWords(first)

        // Break the first field that can be broken, on a second row.
        for (index, field) in schema.fields.enumerated() where !doubtful.contains(index) {
            let validator = try FieldValidator(field, of: schema)
            guard let wrong = ["\u{1}?", "x y", ""].first(where: { !validator.isValid($0) }) else { continue }
            var broken = row
            broken[index] = wrong
            let bad = broken.map(Self.quoted).joined(separator: ",")
            let second = try Validating.validate("\(header)\n\(good)\n\(bad)\n", schema)
            let line = 3 + (header + good).count { $0 == "\n" }
            #expect(second.findings.contains { $0.row == 2 && $0.line == line && $0.column == index && $0.cell == wrong }, "\(field.name)")
            return
        }
    }

    private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

    /// A plain value of the field's type.
    private static func value(of field: SchemaField) -> String {
        switch field.type {
        case .boolean: field.trueValues[0]
        case .integer, .number: field.constraints.minimum ?? "1"
        case .date: field.format == "%Y" ? "2024" : "2024-01-01"
        case .datetime: "2024-01-01T00:00:00Z"
        case .time: "12:00:00"
        case .year: "2024"
        case .array: "[]"
        case .geojson: #"{"type": "Point", "coordinates": [2, 48]}"#
        case .geopoint: field.format == "array" ? "[2, 48]" : "2, 48"
        default: field.format == "email" ? "a@b.fr" : field.format == "uri" ? "https://a.fr" : field.format == "uuid" ? "123e4567-e89b-12d3-a456-426614174000" : ""
        }
    }
}

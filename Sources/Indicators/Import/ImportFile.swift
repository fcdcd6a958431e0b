internal import DuckDB
internal import Foundation
internal import Localization
internal import Tables
internal import Territories

/// A file of values as the ministries send it, read and checked by its schema.
struct ImportFile {
    /// The texts of one row, as they stand.
    struct Row {
        let line: Int
        let indicator: String
        let zone: String
        let date: String
        let kind: String
        let value: String
    }

    static let columns = ["identifiant_indic", "zone_id", "date_valeur", "type_valeur", "valeur"]

    let rows: [Row]
    /// By number of row, from 1.
    let refused: [Int: ImportReport.Refusal]
    let obstacles: [ImportReport.Refusal]

    /// The schema that files are checked by.
    static func schema() throws -> TableSchema { try TableSchema(json: schemaText()) }

    static func schemaText() throws -> Data {
        try Data(contentsOf: Bundle.module.bundleURL.appending(path: "Resources/valeurs-indicateurs.schema.json"))
    }

    /// - Throws: `TablesError` where the file cannot be read at all.
    init(_ path: URL, name: String, support: SupportFolder, scratch: URL) throws {
        let schema = try Self.schema()
        let validation = try TableFile.validate(path, name: name, schema: schema, support: support, scratch: scratch)
        let inspection = validation.inspection
        var refused: [Int: ImportReport.Refusal] = [:]
        var obstacles: [ImportReport.Refusal] = []
        for finding in validation.findings where finding.rule.isError {
            // Ministries write decimals with a comma and with a point: each number is looked at when it is read.
            if finding.rule.rawValue == "type.number" { continue }
            let refusal = ImportReport.Refusal(
                line: Int(finding.line), column: finding.field.map { schema.fields[$0].name }, code: "rule.\(finding.rule.rawValue)",
                arguments: finding.arguments.merging(["name": .text(finding.field.map { schema.fields[$0].name } ?? "")]) { first, _ in first })
            if finding.rule.rawValue.hasPrefix("header.") {
                obstacles.append(refusal)
            } else if finding.row > 0, refused[Int(finding.row)] == nil {
                refused[Int(finding.row)] = refusal
            } else if finding.row == 0 {
                // A row that could not even be cut into cells.
                refused[-refused.count - 1] = refusal
            }
        }
        self.refused = refused
        self.obstacles = obstacles
        if !obstacles.isEmpty { rows = []; return }
        let offset = (inspection.dialect?.preambleLines ?? 0) + max(1, inspection.dialect?.headerLines ?? 1)
        let names = Self.columns.map { column in inspection.columns.first { $0.header == column }?.name ?? column }
        let database = try Database(configuration: ["threads": "1"], support: support)
        let connection = try database.connect()
        rows = try TableFile.withRelation(path, name: name, inspection: inspection, on: connection, scratch: scratch) { sql in
            let terms = names.map { "CAST(\(quoted(identifier: $0)) AS VARCHAR)" }.joined(separator: ", ")
            return try connection.query("SELECT \(terms) FROM (\(sql))") { result in
                var rows: [Row] = []
                try result.forEachChunk { chunk in
                    for row in 0..<chunk.rowCount {
                        let cells = (0..<5).map { (chunk.value($0, row).textValue ?? "").trimmingCharacters(in: .whitespaces) }
                        rows.append(Row(
                            line: offset + rows.count + 1, indicator: cells[0], zone: cells[1], date: cells[2], kind: cells[3], value: cells[4]))
                    }
                    return true
                }
                return rows
            }
        }
    }
}

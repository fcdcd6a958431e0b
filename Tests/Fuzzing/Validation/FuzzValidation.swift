import CFuzzer
import DuckDB
import Foundation
import Localization
import Tables

/// Any table against any schema: findings are in the file's order, each on a row of the table, and counted exactly; two
/// threads find what one does. The input is a schema, a NUL byte, and a table; without the byte one of a few schemas.
@main enum FuzzValidation {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
        exit(unsafe LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            unsafe FuzzValidation.read(Array(UnsafeBufferPointer(start: start, count: count)))
            return 0
        })
    }

    private static let folder: URL = {
        let folder = URL(filePath: "/dev/shm/portulan-fuzz-\(getpid())", directoryHint: .isDirectory)
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }()
    private static let path = folder.appending(path: "input")
    private static let support = SupportFolder(root: folder)
    private static let words = Localizer(.english)

    private static let schemas: [TableSchema] = [
        #"{"fields": [{"name": "a", "type": "integer", "constraints": {"required": true, "unique": true}}, {"name": "b", "type": "number", "decimalChar": ","}, {"name": "c", "type": "date", "format": "%d/%m/%Y"}], "primaryKey": ["a", "b"]}"#,
        #"{"fields": [{"name": "a", "constraints": {"pattern": "^([013-9]\\d|2[AB1-9])\\d{3}$"}}, {"name": "b", "type": "boolean"}, {"name": "c", "type": "geojson"}], "foreignKeys": [{"fields": "a", "reference": {"resource": "", "fields": "b"}}]}"#,
        #"{"fields": [{"name": "a"}, {"name": "b", "type": "datetime"}, {"name": "c", "type": "geopoint"}, {"name": "d", "format": "email"}], "custom_checks": [{"name": "opening-hours-value", "params": {"column": "a"}}, {"name": "phone-number-value", "params": {"column": "d"}}, {"name": "compare-columns-value", "params": {"column": "a", "op": "<", "column2": "b"}}, {"name": "sum-columns-value", "params": {"column": "a", "columns": ["b", "d"]}}, {"name": "nomenclature-actes-value", "params": {"column": "d"}}]}"#,
        #"{"fields": [{"name": "a", "type": "array", "arrayItem": {"type": "integer"}}, {"name": "b", "type": "duration"}, {"name": "c", "type": "time", "format": "any"}, {"name": "d", "format": "uri", "constraints": {"pattern": "(.+)\\1"}}]}"#,
    ].map { json in
        do { return try TableSchema(json: Array(json.utf8)) } catch { fatalError("\(error)") }
    }

    private static func read(_ bytes: [UInt8]) {
        var table = bytes[...]
        var schema = schemas[Int(bytes.first ?? 0) % schemas.count]
        if let mark = bytes.firstIndex(of: 0) {
            guard let given = try? TableSchema(json: bytes[..<mark]) else { return }
            schema = given
            table = bytes[(mark + 1)...]
        }
        do {
            try Data(table).write(to: path)
            let one = try validate(schema, threads: 1)
            let two = try validate(schema, threads: 2)
            precondition(Array(one.findings) == Array(two.findings) && one.groups == two.groups, "threads change what is found")
            var line: Int64 = 0
            for finding in one.findings {
                precondition(finding.line >= line, "findings are out of order")
                line = finding.line
                precondition(finding.row >= 0 && finding.row <= one.inspection.rows, "a finding is outside the table")
                precondition(words.text("rule.\(finding.rule.rawValue)", finding.arguments) != "rule.\(finding.rule.rawValue)", "no words for \(finding.rule)")
            }
            precondition(one.groups.reduce(0) { $0 + $1.count } >= one.findings.count, "counts do not add up")
        } catch is TablesError {
        } catch is DuckDBError {
        } catch is SchemaError {
        } catch {
            fatalError("no error for people: \(error)")
        }
    }

    private static func validate(_ schema: TableSchema, threads: Int) throws -> Validation {
        var options = ValidationOptions()
        options.reading.threads = threads
        options.reading.archiveLimits.totalBytes = 4 << 20
        return try TableFile.validate(path, name: "input", schema: schema, options: options, support: support, scratch: folder)
    }
}

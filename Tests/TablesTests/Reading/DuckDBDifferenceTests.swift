import DuckDB
import Foundation
import Tables
import Testing

/// Random tables written by the rules: this reader and DuckDB's `read_csv` see the same columns, types and values.
struct DuckDBDifferenceTests {
    /// What a column of a random table holds.
    private enum Kind: CaseIterable {
        case integer, number, date, datetime, boolean, text

        func value(_ numbers: inout SeededNumbers) -> String {
            func padded(_ range: ClosedRange<Int>) -> String {
                let number = Int.random(in: range, using: &numbers)
                return number < 10 ? "0\(number)" : "\(number)"
            }
            switch self {
            case .integer: return "\(Int.random(in: -3_000_000_000...3_000_000_000, using: &numbers))"
            // One digit at least that is not zero behind the point, so that no column of decimals looks whole.
            case .number: return "\(Int.random(in: -9_999...9_999, using: &numbers)).\(Int.random(in: 10...9_999_999, using: &numbers))1"
            case .date: return "\(Int.random(in: 1950...2049, using: &numbers))-\(padded(1...12))-\(padded(1...28))"
            case .datetime:
                return "\(Int.random(in: 1950...2049, using: &numbers))-\(padded(1...12))-\(padded(1...28)) \(padded(0...23)):\(padded(0...59)):\(padded(0...59))"
            case .boolean: return Bool.random(using: &numbers) ? "true" : "false"
            case .text:
                let pieces = ["mot", "été", "\"", ",", ";", "\t", "|", "\n", "\r\n", " ", "œ", "'", "\\", "#", "€", "🌞", "x"]
                let middle = (0..<Int.random(in: 0...8, using: &numbers)).map { _ in pieces.randomElement(using: &numbers)! }
                return "v" + middle.joined() + "v"
            }
        }
    }

    @Test(arguments: 0..<60)
    func seesWhatDuckDBSees(_ seed: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(seed) &+ 9_000)
        let delimiter = [",", ";", "\t", "|"].randomElement(using: &numbers)!
        let lineEnd = ["\n", "\r\n"].randomElement(using: &numbers)!
        let kinds = (0..<Int.random(in: 2...9, using: &numbers)).map { _ in Kind.allCases.randomElement(using: &numbers)! }
        let rows = seed % 20 == 0 ? 20_000 : Int.random(in: 20...400, using: &numbers)
        var text = kinds.indices.map { "colonne \($0)" }.joined(separator: delimiter) + lineEnd
        for _ in 0..<rows {
            text += kinds.enumerated().map { index, kind in
                // A first column without gaps: no row is blank.
                if index > 0, Int.random(in: 0..<12, using: &numbers) == 0 { return "" }
                let value = kind.value(&numbers)
                let needsQuotes = value.unicodeScalars.contains { "\"\n\r\(delimiter)".unicodeScalars.contains($0) } || Int.random(in: 0..<9, using: &numbers) == 0
                return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
            }.joined(separator: delimiter) + lineEnd
        }

        let reading = try FileReading()
        let path = try reading.write(text.utf8)
        let inspection = try reading.inspect(path)
        let ours = try reading.rows(path, inspection)

        let connection = try Database(support: FileReading.support()).connect()
        let relation = "read_csv('\(path.path)', header = true, delim = '\(delimiter)', quote = '\"', escape = '\"', sample_size = -1, null_padding = false)"
        let theirColumns = try connection.rows("DESCRIBE SELECT * FROM \(relation)").map { ($0[0].textValue ?? "", $0[1].textValue ?? "") }
        #expect(inspection.columns.map(\.name) == theirColumns.map(\.0))
        #expect(inspection.columns.map(\.type.duckDBName) == theirColumns.map(\.1), "\(inspection.columns.map(\.header))")
        let theirs = try connection.rows("SELECT * FROM \(relation)")
        #expect(ours.count == rows)
        #expect(theirs.count == rows)
        let different = zip(ours, theirs).enumerated().first { $1.0 != $1.1 }
        #expect(different == nil, "row \(different?.offset ?? 0): \(String(describing: different?.element))")
    }
}

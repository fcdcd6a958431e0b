package import Foundation
import Localization

/// A table with one row a commune, whose columns are moved from one vintage to another.
package struct PassageTable: Sendable {
    /// What is done with a column.
    package enum Column: Sendable, Hashable {
        /// Adds up.
        case sum(String)
        /// A rate, weighted by another column; refused for mergers where `by` is nil.
        case rate(String, by: String?)

        /// The column's name in the file.
        package var name: String {
            switch self {
            case .sum(let name), .rate(let name, _): name
            }
        }
    }

    /// The table of the second day.
    package struct Result: Sendable {
        /// Comma-separated, UTF-8, for a spreadsheet: `code`, `nom`, then the columns in the order in which they were asked for. A value
        /// that the rule refuses, or that nothing gives, is empty.
        package let csv: String
        package let rows: Int
        package let report: PassageReport
        /// Totals of the columns that add up: before, after, without a place.
        package let totals: [Total]

        package struct Total: Sendable, Hashable {
            package let column: String
            package let before: Double
            package let after: Double
            package let unplaced: Double
        }
    }

    private let table: OfficialTable
    private let code: Int

    /// - Parameters:
    ///   - data: comma- or semicolon-separated text, UTF-8 or Windows-1252, or a JSON array of objects.
    ///   - code: the column of the communes' codes; found among the usual names where nil.
    /// - Throws: `TerritoriesError` `file.…` that names the line.
    package init(_ data: Data, name: String, code: String?) throws {
        table = try OfficialTable(data, name: name)
        if let code {
            self.code = try table.place(code)
        } else if let found = table.place(anyOf: OfficialFile.communeColumns) {
            self.code = found
        } else {
            throw TerritoriesError("passage.code", ["file": .text(name), "columns": .text(table.columns.joined(separator: ", "))])
        }
    }

    /// - Parameter names: gives the name of a commune of the second day.
    /// - Throws: `territories.passage.duplicate` for a commune with two rows; `territories.file.cell` for what is no
    ///   number; `territories.file.column`.
    package func passed(by passage: Passage, columns: [Column], names: (String) -> String?) throws -> Result {
        var seen: [String: Int] = [:]
        for row in table.rows {
            if let line = seen.updateValue(row.line, forKey: row.cells[code]) {
                throw TerritoriesError("passage.duplicate", [
                    "file": .text(table.name), "line": .integer(row.line), "first": .integer(line), "code": .text(row.cells[code]),
                ])
            }
        }
        let report = passage.report(on: seen.keys)
        var texts: [[String: String]] = []
        var totals: [Result.Total] = []
        for column in columns {
            switch column {
            case .sum(let name):
                let numbers = try numbers(name)
                let (values, total) = Self.sum(numbers, name, passage)
                texts.append(values)
                totals.append(total)
            case .rate(let name, let weight):
                let rule = try weight.map { RateRule.weighted(denominators: try self.numbers($0)) } ?? .refused
                texts.append(passage.rates(try numbers(name), rule: rule).values.mapValues { "\($0)" })
            }
        }
        let codes = Set(report.entries.flatMap { $0.parts.map(\.code) }).sorted()
        let header = ["code", "nom"] + columns.map(\.name)
        let lines = codes.map { code in [code, names(code) ?? ""] + texts.map { $0[code] ?? "" } }
        let csv = ([header] + lines).map(CSVText.line).joined()
        return Result(csv: csv, rows: codes.count, report: report, totals: totals)
    }

    /// Whole numbers stay whole, and their total is kept to the unit.
    private static func sum(_ numbers: [String: Double], _ name: String, _ passage: Passage) -> ([String: String], Result.Total) {
        func total(_ values: some Sequence<Double>) -> Double { values.reduce(0, +) }
        let whole = numbers.compactMapValues { Int(exactly: $0) }
        if whole.count == numbers.count {
            let passed = passage.sums(whole)
            return (passed.values.mapValues { "\($0)" }, .init(
                column: name, before: Double(whole.values.reduce(0, +)), after: Double(passed.values.values.reduce(0, +)),
                unplaced: Double(passed.unplaced.values.reduce(0, +))))
        }
        let passed = passage.amounts(numbers)
        return (passed.values.mapValues { "\($0)" }, .init(
            column: name, before: total(numbers.values), after: total(passed.values.values), unplaced: total(passed.unplaced.values)))
    }

    private func numbers(_ column: String) throws -> [String: Double] {
        let place = try table.place(column)
        var numbers: [String: Double] = [:]
        for row in table.rows {
            let text = row.cells[place].filter { !$0.isWhitespace }
            if text.isEmpty { continue }
            guard let number = Double(text.replacing(",", with: ".")), number.isFinite else {
                throw table.error(row, place, expected: "number")
            }
            numbers[row.cells[code]] = number
        }
        return numbers
    }
}

import DuckDB
import Foundation
import Localization
import Tables
import Testing

/// Small nasty files, each beside the table that is expected of it. `PORTULAN_REGENERATE=1` writes the expectations
/// anew; they are then read and judged by eye before they are committed.
struct CorpusTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")

    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasSuffix(".expected") }.sorted()
    }()

    @Test func corpusIsThere() {
        #expect(Self.files.count >= 250)
    }

    @Test(arguments: files)
    func givesTheExpectedTable(_ name: String) throws {
        let reading = try FileReading()
        let path = Self.folder.appending(path: name)
        let inspection = try reading.inspect(path)
        let rows = try reading.rows(path, inspection)
        let shown = Self.shown(inspection, rows)
        let expectation = Self.folder.appending(path: name + ".expected")
        if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] != nil {
            try shown.write(to: expectation, atomically: true, encoding: .utf8)
        }
        #expect(shown == (try String(contentsOf: expectation, encoding: .utf8)))
        #expect(inspection.rows == Int64(rows.count))
        #expect(try reading.leftovers([]) == [])
    }

    /// An inspection and its rows as text, one fact a line.
    static func shown(_ inspection: Inspection, _ rows: [[Value]]) -> String {
        var lines: [String] = []
        var format = "format \(inspection.format.rawValue)"
        if let compression = inspection.compression { format += " in \(compression.rawValue)" }
        if let member = inspection.member { format += ", member \(member)" }
        if let sheet = inspection.sheet { format += ", sheet \(sheet)" }
        if let system = inspection.coordinateSystem { format += ", system \(system)" }
        lines.append(format)
        if let dialect = inspection.dialect {
            lines.append(
                "dialect \(dialect.encoding.rawValue)\(dialect.hasByteOrderMark ? " with mark" : "")"
                    + ", delimiter \(dialect.delimiter.debugDescription), quote \(dialect.quote ?? "none")"
                    + "\(dialect.escape.map { ", escape \($0)" } ?? ""), \(dialect.lineEnding.rawValue)"
                    + ", preamble \(dialect.preambleLines), header \(dialect.headerLines)"
                    + "\(dialect.comment.map { ", comment \($0)" } ?? "")")
        }
        lines.append("rows \(inspection.rows), rejected \(inspection.rejectedRows)")
        for reject in inspection.rejects {
            lines.append("reject line \(reject.line): \(reject.reason.rawValue) in \(reject.excerpt)")
        }
        for notice in inspection.notices {
            lines.append("notice \(notice.code)\(notice.line.map { " line \($0)" } ?? ""): \(Localizer(.english).text("notice." + notice.code, notice.arguments))")
        }
        for column in inspection.columns { lines.append("column \(column.name): \(column.type.rawValue)") }
        lines.append("")
        lines += rows.map { row in row.map(cell).joined(separator: " | ") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cell(_ value: Value) -> String {
        switch value {
        case .null: "∅"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .text(let text): text.replacing("\r\n", with: "␍⏎").replacing("\r", with: "␍").replacing("\n", with: "⏎")
        case .date(let days): Date(timeIntervalSince1970: Double(days) * 86_400).formatted(.iso8601.year().month().day())
        case .timestamp(let microseconds):
            Date(timeIntervalSince1970: Double(microseconds) / 1e6).formatted(.iso8601)
        case .time(let microseconds): "time \(microseconds / 1_000_000) s"
        default: "\(value)"
        }
    }
}

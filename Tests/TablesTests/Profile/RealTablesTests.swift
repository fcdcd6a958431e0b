import Foundation
import Tables
import Testing

/// What real files hold, column by column, judged by eye before it was frozen.
///
/// `Golden/` has one text per file; `PORTULAN_REGENERATE=1 swift test` writes them again.
@Suite struct RealTablesTests {
    static let tables = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared/data/tables").standardizedFileURL
    static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    static let isThere = FileManager.default.fileExists(atPath: tables.path)

    private static func line(_ column: ColumnProfile) -> String {
        var type = column.type.rawValue
        if let format = column.dateFormat { type += " " + format.rawValue }
        if column.isZoned == true { type += " zoned" }
        if let format = column.numberFormat, format != NumberFormat() { type += " \(format.marks.rawValue) \(format.unit.rawValue)" }
        let meaning = column.meaning.map { "\($0.rawValue) \(String(format: "%.3f", column.meaningShare))" } ?? "-"
        let notices = Set(column.notices.map(\.code)).sorted().joined(separator: " ")
        return [
            column.header, type, meaning, "missing \(column.missing)", "distinct \(column.distinct)", "\(column.min ?? "")…\(column.max ?? "")", notices,
        ].joined(separator: " | ").replacingOccurrences(of: "\n", with: "⏎").replacingOccurrences(of: "\r", with: "")
    }

    @Test(
        .enabled(if: isThere, "needs ../shared/data/tables"),
        arguments: [
            "bornes-irve-2019.csv", "codes-postaux-2014.csv", "epci-communes-2015.csv", "base-officielle-codes-postaux.csv", "lieux-covoiturage.csv",
            "ademe-car-labelling.csv", "cantines-teledeclaration-2023.csv", "codes-sources-publics.csv", "epci-communes.xlsx",
        ])
    func columnsAreWhatTheyLookLike(_ name: String) throws {
        let inspection = try FileReading().inspect(Self.tables.appending(path: name))
        let text = inspection.columns.map(Self.line).joined(separator: "\n") + "\n"
        let path = Self.golden.appending(path: name + ".txt")
        if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] != nil {
            try FileManager.default.createDirectory(at: Self.golden, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: path)
        }
        let golden = try String(contentsOf: path, encoding: .utf8)
        for (found, expected) in zip(text.split(separator: "\n"), golden.split(separator: "\n")) { #expect(found == expected) }
        #expect(text.count == golden.count)
    }
}

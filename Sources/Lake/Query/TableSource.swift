internal import DuckDB
internal import Localization
internal import Tables

/// A stored table as statements name it: what to write after `FROM`, and which columns there are.
struct TableSource: Sendable {
    let table: StoredTable
    let dialect: any SQLDialect
    let relation: String

    /// A column by its name, the row number included.
    ///
    /// - Throws: `LakeError` `lake.column.unknown`, with the nearest name.
    func column(_ name: String) throws -> LakeColumn {
        if name == LakeColumn.rowNumber.name { return .rowNumber }
        if let column = table.columns.first(where: { $0.name == name }) { return column }
        throw NearestName.unknownColumn(name, among: table.columns.map(\.name))
    }

    func identifier(_ column: LakeColumn) -> String { dialect.identifier(column.name) }

    var rowNumber: String { dialect.identifier(LakeColumn.rowNumber.name) }

    /// The text of a row, folded for search.
    var searchText: String {
        let parts = Self.searchedColumns(table.columns).map { column in
            column.type == .text ? identifier(column) : dialect.text(identifier(column))
        }
        return dialect.folded(parts.isEmpty ? "''" : dialect.joined(parts))
    }

    /// Text columns but for shapes, which nobody searches by their letters; every column where none is text.
    static func searchedColumns(_ columns: [LakeColumn]) -> [LakeColumn] {
        let texts = columns.filter { $0.type == .text && !isShape($0) }
        return texts.isEmpty ? columns : texts
    }

    static func isShape(_ column: LakeColumn) -> Bool {
        column.meaning == .geojson || column.meaning == .wkt || column.meaning == .wkb
    }
}

/// Finds what a person may have meant.
enum NearestName {
    static func unknownColumn(_ name: String, among names: [String]) -> LakeError {
        let shown = String(name.prefix(80))
        guard let nearest = nearest(to: shown, among: names) else {
            return LakeError("column.unknown", ["column": .text(shown), "columns": list(names)])
        }
        return LakeError("column.unknownNear", ["column": .text(shown), "nearest": .text(nearest), "columns": list(names)])
    }

    private static func list(_ names: [String]) -> MessageArgument {
        .text(names.prefix(30).joined(separator: ", ") + (names.count > 30 ? "…" : ""))
    }

    /// The name with the fewest letters to change, where it is fewer than a third of them.
    static func nearest(to name: String, among names: [String]) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        let limit = max(1, wanted.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in names.prefix(2_000) {
            let letters = Array(candidate.lowercased().unicodeScalars)
            guard abs(letters.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, letters)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Levenshtein's distance: letters added, dropped or changed.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<b.count {
                let change = diagonal + (a[i] == b[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, diagonal + 1)
            }
        }
        return row[b.count]
    }
}

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
        throw LakeError.unknownColumn(name, among: table.columns.map(\.name))
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

extension LakeError {
    /// With the column that the person may have meant.
    static func unknownColumn(_ name: String, among names: [String]) -> LakeError {
        let shown = String(name.prefix(80))
        guard let nearest = names.prefix(2_000).nearest(to: shown) else {
            return LakeError("column.unknown", ["column": .text(shown), "columns": list(names)])
        }
        return LakeError("column.unknownNear", ["column": .text(shown), "nearest": .text(nearest), "columns": list(names)])
    }

    private static func list(_ names: [String]) -> MessageArgument {
        .text(names.prefix(30).joined(separator: ", ") + (names.count > 30 ? "…" : ""))
    }
}

package import Tables

/// How a version differs from the one before it, for those whose programs read it.
package struct ContentDrift: Codable, Hashable, Sendable {
    /// A column whose values became of another type.
    package struct Retyping: Codable, Hashable, Sendable {
        package let name: String
        package let before: ColumnType
        package let after: ColumnType
    }

    /// By name, in the order of the file.
    package let addedColumns: [String]
    package let removedColumns: [String]
    package let retypedColumns: [Retyping]
    package let rowsBefore: Int64
    package let rowsAfter: Int64

    init(from former: Inspection, to current: Inspection) {
        let before = Dictionary(former.columns.map { ($0.name, $0) }) { first, _ in first }
        let after = Dictionary(current.columns.map { ($0.name, $0) }) { first, _ in first }
        addedColumns = current.columns.map(\.name).filter { before[$0] == nil }
        removedColumns = former.columns.map(\.name).filter { after[$0] == nil }
        retypedColumns = current.columns.compactMap { column in
            // A column without values has no type to speak of.
            guard let old = before[column.name], old.type != column.type, old.count > old.missing,
                column.count > column.missing, !Self.widens(old.type, column.type)
            else { return nil }
            return Retyping(name: column.name, before: old.type, after: column.type)
        }
        rowsBefore = former.rows
        rowsAfter = current.rows
    }

    /// Whether a program that read the former version may fail on this one.
    package var breaksReaders: Bool { !removedColumns.isEmpty || !retypedColumns.isEmpty }

    /// Rows gone, out of those before: 0…1; 0 where there are more.
    package var lostRows: Double {
        rowsBefore == 0 ? 0 : Double(max(0, rowsBefore - rowsAfter)) / Double(rowsBefore)
    }

    /// Whole numbers are numbers: a program that reads the ones reads the others.
    private static func widens(_ before: ColumnType, _ after: ColumnType) -> Bool {
        before == .number && after == .integer || before == .integer && after == .number
    }
}

/// Turns the cells of one column into values of the type that its profile decided.
///
/// `nil` stands for a missing value. Every value of the profiled column is known to fit, so a cell of another file
/// that does not fit gives `nil` too; `fits(_:)` tells the two apart.
package struct CellConverter: Sendable {
    private let type: ColumnType

    package init(_ profile: ColumnProfile) {
        type = profile.type
    }

    /// Whether the cell holds nothing: empty, blank, `\N` or one of the profile's missing markers.
    package func isMissing(_ cell: Cell) -> Bool { cell.count == 0 }
    package func bool(_ cell: Cell) -> Bool? { nil }
    package func int64(_ cell: Cell) -> Int64? { nil }
    package func double(_ cell: Cell) -> Double? { nil }
    /// Days since 1970-01-01.
    package func date(_ cell: Cell) -> Int32? { nil }
    /// Microseconds since 1970-01-01T00:00:00, UTC when the column is zoned.
    package func timestamp(_ cell: Cell) -> Int64? { nil }
    /// Microseconds since midnight.
    package func time(_ cell: Cell) -> Int64? { nil }
}

/// Turns the cells of one column into values of the type that its profile decided.
///
/// `nil` stands for a missing value. Every value of the profiled column is known to fit, so a cell of another file
/// that does not fit gives `nil` too; `isMissing(_:)` tells the two apart.
package struct CellConverter: Sendable {
    private let type: ColumnType
    private let marks: Int
    private let numberForm: TypeTraits
    private let wholeForm: TypeTraits
    private let dateFormat: DateFormat
    private let dateForm: TypeTraits
    private let timeForm: TypeTraits
    private let markers: [[UInt8]]
    private let longestMarker: Int
    private let classes = ByteClass.table

    package init(_ profile: ColumnProfile) {
        type = profile.type
        let format = profile.numberFormat ?? NumberFormat()
        marks = NumberFormat.Marks.allCases.firstIndex(of: format.marks) ?? 0
        let unit = TypeTraits.unit(NumberFormat.Unit.allCases.firstIndex(of: format.unit) ?? 0)
        numberForm = [.number(marks), unit]
        wholeForm = [.whole(marks), unit]
        dateFormat = profile.dateFormat ?? .yearMonthDayDash
        dateForm = .date(DateFormat.allCases.firstIndex(of: dateFormat) ?? 0)
        timeForm = profile.isZoned == true ? [.withTime, .zoned] : [.withTime, .unzoned]
        markers = profile.missingMarkers.map { Array($0.utf8) }
        longestMarker = markers.map(\.count).max() ?? 0
    }

    /// Whether the cell holds nothing: empty, blank, `\N` or one of the profile's missing markers.
    @inline(__always)
    package func isMissing(_ cell: Cell) -> Bool {
        let raw = ByteView(cell)
        let value = raw.trimmed
        return value.count == 0 || MissingMarkers.isNull(value) || (value.count <= longestMarker && isMarker(value, raw))
    }

    @inline(never)
    private func isMarker(_ value: ByteView, _ raw: ByteView) -> Bool {
        markers.contains { marker in marker.withView { $0.equals(value) || $0.equals(raw) } }
    }

    package func bool(_ cell: Cell) -> Bool? { BooleanWords.read(ByteView(cell).trimmed)?.value }

    package func int64(_ cell: Cell) -> Int64? {
        let value = ByteView(cell).trimmed
        if value.count == 0 { return nil }
        let number = NumberSyntax.read(value, mask: classes.scan(value))
        return number.traits.isSuperset(of: wholeForm) ? number.integer : nil
    }

    package func double(_ cell: Cell) -> Double? {
        let value = ByteView(cell).trimmed
        if value.count == 0 { return nil }
        let number = NumberSyntax.read(value, mask: classes.scan(value))
        return number.traits.isSuperset(of: numberForm) ? number.value(marks) : nil
    }

    /// Days since 1970-01-01.
    package func date(_ cell: Cell) -> Int32? {
        let value = ByteView(cell).trimmed
        if value.count == 0 { return nil }
        let date = DateSyntax.read(value, mask: classes.scan(value))
        return date.traits.isSuperset(of: dateForm.union(.dayOnly)) ? Int32(date.days(dateFormat)) : nil
    }

    /// Microseconds since 1970-01-01T00:00:00, UTC when the column is zoned.
    package func timestamp(_ cell: Cell) -> Int64? {
        let value = ByteView(cell).trimmed
        if value.count == 0 { return nil }
        let date = DateSyntax.read(value, mask: classes.scan(value))
        return date.traits.isSuperset(of: dateForm.union(timeForm)) ? date.days(dateFormat) * 86_400_000_000 + date.microseconds : nil
    }

    /// Microseconds since midnight.
    package func time(_ cell: Cell) -> Int64? { DateSyntax.timeOfDay(ByteView(cell).trimmed) }
}

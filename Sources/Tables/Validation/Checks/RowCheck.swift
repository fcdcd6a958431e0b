/// A check that looks at several cells of a row.
struct RowCheck: Sendable {
    let rule: CheckRule
    /// The group of its findings.
    let group: Int
    /// In the order of the check's parameters; `nil` where the file has no such column.
    let columns: [FieldCheck?]
    let comparison: ColumnComparison

    /// `nil` where the check holds or does not apply; else what is wrong and the other value that shows it.
    func problem(_ cell: (Int) -> ByteView) -> (detail: FindingDetail, other: [UInt8])? {
        switch rule {
        case .cohesiveColumns:
            let filled = columns.map { $0.map { !$0.missing.contains(cell($0.column)) } ?? false }
            return filled.contains(true) && filled.contains(false) ? (.none, []) : nil
        case .oneOfRequired:
            let filled = columns.contains { $0.map { !$0.missing.contains(cell($0.column)) } ?? false }
            return filled ? nil : (.none, [])
        case .compareColumns:
            guard let first = columns[0], let second = columns[1] else { return nil }
            return compare(first, cell(first.column), second, cell(second.column))
        case .sumColumns:
            return sum(cell)
        default:
            return nil
        }
    }

    /// Numbers as numbers, days as days, texts byte by byte; what is of different kinds cannot be compared.
    private func compare(_ first: FieldCheck, _ a: ByteView, _ second: FieldCheck, _ b: ByteView) -> (FindingDetail, [UInt8])? {
        if first.missing.contains(a) || second.missing.contains(b) { return nil }
        guard let x = first.reader.read(a), let y = second.reader.read(b) else { return nil }
        if let u = Self.number(x, a), let v = Self.number(y, b) { return answer(.number(u), .number(v), b) }
        if x == .text, y == .text {
            return comparison.holds(isBefore: a.precedes(b), isAfter: b.precedes(a)) ? nil : (.none, b.array)
        }
        if first.field.type != second.field.type { return (.notComparable, b.array) }
        return answer(x, y, b)
    }

    private func answer(_ x: TypedValue, _ y: TypedValue, _ b: ByteView) -> (FindingDetail, [UInt8])? {
        guard let isBefore = x.precedes(y), let isAfter = y.precedes(x) else { return (.notComparable, b.array) }
        return comparison.holds(isBefore: isBefore, isAfter: isAfter) ? nil : (.none, b.array)
    }

    /// A number, or a text that is one.
    private static func number(_ value: TypedValue, _ cell: ByteView) -> DecimalNumber? {
        if case .number(let number) = value { return number }
        return value == .text ? DecimalNumber(cell.trimmed) : nil
    }

    private func sum(_ cell: (Int) -> ByteView) -> (FindingDetail, [UInt8])? {
        var values: [DecimalNumber] = []
        for column in columns {
            guard let column, !column.missing.contains(cell(column.column)), let value = column.reader.read(cell(column.column)),
                let number = Self.number(value, cell(column.column))
            else { return nil }
            values.append(number)
        }
        var total = DecimalNumber(0)
        for value in values.dropFirst() {
            guard let next = total + value else { return nil }
            total = next
        }
        return total == values[0] ? nil : (.none, Array(total.text.utf8))
    }
}

import Localization

/// The findings of a file in its order, kept compactly: forty bytes each and the cells' bytes.
///
/// At most `ValidationOptions.mostPerGroup` of each group and `mostFindings` in all are kept, the first ones in the
/// file's order; the groups' counts are exact all the same.
package struct FindingList: Codable, Sendable, RandomAccessCollection {
    struct Record: Codable, Sendable {
        var row: Int64
        var line: Int64
        var group: Int32
        var cellStart: UInt32
        var cellLength: UInt16
        var detail: UInt8
        /// What `arguments` shows as `other`: in the arena, behind the cell.
        var otherLength: UInt16
        /// What `arguments` shows as `line`.
        var otherLine: Int64
    }

    private(set) var records: [Record]
    private var arena: [UInt8]
    private var groups: [FindingGroup]

    init(_ found: FoundRecords, groups: [FindingGroup]) {
        records = found.records
        arena = found.arena
        self.groups = groups
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { records.count }

    /// The index in `Validation.groups` of the finding's group.
    package func group(of position: Int) -> Int { Int(records[position].group) }

    package subscript(position: Int) -> Finding {
        let record = records[position]
        let group = groups[Int(record.group)]
        let start = Int(record.cellStart)
        let middle = start + Int(record.cellLength)
        var arguments = group.arguments
        if record.otherLength > 0 {
            arguments["other"] = .text(String(decoding: arena[middle..<(middle + Int(record.otherLength))], as: UTF8.self))
        }
        if record.otherLine > 0 { arguments["line"] = .integer(Int(record.otherLine)) }
        if record.detail > 0 { arguments["detail"] = .message("finding." + FindingDetail.allCases[Int(record.detail)].rawValue) }
        return Finding(
            line: record.line, row: record.row, column: group.column, field: group.field, rule: group.rule,
            cell: String(decoding: arena[start..<middle], as: UTF8.self), arguments: arguments)
    }
}

/// Findings being gathered, within bounds.
struct FoundRecords: Sendable {
    private(set) var records: [FindingList.Record] = []
    private(set) var arena: [UInt8] = []
    private(set) var counts: [Int64]
    private(set) var firstLines: [Int64]
    /// Records kept of each group.
    private var kept: [Int]
    private let bounds: FindingBounds

    /// The longest part of a cell that is kept, in bytes.
    static let longestCell = 200

    init(groups: Int, bounds: FindingBounds) {
        counts = Array(repeating: 0, count: groups)
        firstLines = Array(repeating: 0, count: groups)
        kept = Array(repeating: 0, count: groups)
        self.bounds = bounds
    }

    var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

    mutating func add(
        group: Int, row: Int64, line: Int64, cell: ByteView? = nil, detail: FindingDetail = .none, other: [UInt8] = [], otherLine: Int64 = 0
    ) {
        if counts[group] == 0 { firstLines[group] = line }
        counts[group] += 1
        guard kept[group] < bounds.perGroup, records.count < bounds.total else { return }
        kept[group] += 1
        let start = arena.count
        if let cell { arena += Self.cut(cell).array }
        let length = arena.count - start
        let shown = other.prefix(Self.longestCell)
        arena += shown
        records.append(
            FindingList.Record(
                row: row, line: line, group: Int32(group), cellStart: UInt32(start), cellLength: UInt16(length), detail: detail.index,
                otherLength: UInt16(shown.count), otherLine: otherLine))
    }

    /// Counts findings that are not told one by one.
    mutating func count(_ number: Int64, group: Int) { counts[group] += number }

    /// Cut on a character's edge.
    private static func cut(_ cell: ByteView) -> ByteView {
        if cell.count <= longestCell { return cell }
        var end = longestCell
        while end > longestCell - 4, cell[end] & 0xC0 == 0x80 { end -= 1 }
        return cell.slice(0, end)
    }

    /// Takes in what a later stretch found, whose rows and lines count from its start.
    mutating func add(_ later: FoundRecords, rowsBefore: Int64, linesBefore: Int64) {
        for group in counts.indices {
            if counts[group] == 0, later.counts[group] > 0 { firstLines[group] = later.firstLines[group] + linesBefore }
            counts[group] += later.counts[group]
        }
        for var record in later.records {
            let group = Int(record.group)
            guard kept[group] < bounds.perGroup, records.count < bounds.total else { continue }
            kept[group] += 1
            let bytes = Int(record.cellLength) + Int(record.otherLength)
            let start = Int(record.cellStart)
            record.cellStart = UInt32(arena.count)
            arena += later.arena[start..<(start + bytes)]
            if record.row > 0 { record.row += rowsBefore }
            record.line += linesBefore
            records.append(record)
        }
    }

    /// Orders what was added column by column, and the rules that only the whole file tells, as the file does.
    mutating func sort(columnOf: (Int) -> Int) {
        records.sort { a, b in
            if a.line != b.line { return a.line < b.line }
            let columns = (columnOf(Int(a.group)), columnOf(Int(b.group)))
            if columns.0 != columns.1 { return columns.0 < columns.1 }
            return a.group < b.group
        }
    }
}

/// How many findings are kept one by one.
struct FindingBounds: Sendable {
    let perGroup: Int
    let total: Int
}

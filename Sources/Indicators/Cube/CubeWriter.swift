internal import Foundation
internal import Territories

/// Puts grids together into the bytes of a cube. The same grids always give the same bytes.
struct CubeWriter {
    private var head: Cube.Head
    private var columns = Data()
    private let tree: TerritoryTree

    init(_ tree: TerritoryTree) {
        self.tree = tree
        head = Cube.Head(codes: [:], sheets: [], labels: [:], geography: tree.date)
    }

    /// Names the categories of a breakdown, in order.
    mutating func label(_ breakdown: String, _ labels: [(category: String, label: String)]) {
        head.labels[breakdown] = labels.map { [$0.category, $0.label] }
    }

    /// Adds a sheet; rows of which nothing is said are left out.
    mutating func add(_ grid: Grid, kind: ObservationKind, slice: Slice?, level: TerritoryLevel, isRaw: Bool = false, isObserved: Bool = false) {
        let width = grid.dates.count
        let missing = Point.Absence.missing.rawValue
        let rows = (0..<grid.places).filter { place in grid.states[place * width..<(place + 1) * width].contains { $0 != missing } }
        guard !rows.isEmpty, let floor = tree.floor(level) else { return }
        if head.codes[level.rawValue] == nil {
            let text = Data(floor.codes.joined(separator: "\n").utf8)
            head.codes[level.rawValue] = .init(offset: align(), length: text.count)
            columns.append(text)
        }
        var sheet = Cube.SheetHead(
            kind: kind, slice: slice, level: level, isRaw: isRaw, isObserved: isObserved, dates: grid.dates,
            rows: rows.count, places: 0, values: 0, states: 0)
        sheet.places = append(rows.map { UInt32($0) })
        sheet.values = append(rows, width, grid.values)
        if !grid.numerators.isEmpty {
            sheet.numerators = append(rows, width, grid.numerators)
            sheet.denominators = append(rows, width, grid.denominators)
        }
        if !grid.coverage.isEmpty { sheet.coverage = append(rows, width, grid.coverage) }
        sheet.states = append(rows, width, grid.states)
        head.sheets.append(sheet)
    }

    /// The whole.
    func bytes() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = try encoder.encode(head)
        var whole = Data(Cube.magic)
        unsafe withUnsafeBytes(of: UInt64(text.count).littleEndian) { unsafe whole.append(contentsOf: $0) }
        whole.append(text)
        while whole.count % 8 != 0 { whole.append(0x20) }
        whole.append(columns)
        return whole
    }

    private mutating func append<T: BitwiseCopyable>(_ rows: [Int], _ width: Int, _ cells: [T]) -> Int {
        let start = align()
        if rows.count * width == cells.count {
            unsafe cells.withUnsafeBytes { unsafe columns.append(contentsOf: $0) }
        } else {
            for row in rows {
                unsafe cells[row * width..<(row + 1) * width].withUnsafeBytes { unsafe columns.append(contentsOf: $0) }
            }
        }
        return start
    }

    private mutating func append(_ words: [UInt32]) -> Int {
        let start = align()
        unsafe words.withUnsafeBytes { unsafe columns.append(contentsOf: $0) }
        return start
    }

    private mutating func align() -> Int {
        while columns.count % 8 != 0 { columns.append(0) }
        return columns.count
    }
}

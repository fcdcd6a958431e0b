internal import Territories

/// The figures of one date as secrecy sees them: what is published, what is not, and what adds up to what.
struct SecretTable {
    struct Cell: Hashable, Comparable {
        var sheet: Int32
        var place: Int32

        static func < (left: Cell, right: Cell) -> Bool { (left.sheet, left.place) < (right.sheet, right.place) }
    }

    /// Something that whoever reads the figures knows to add up.
    enum Equation: Hashable {
        /// The finest territories within one of a wider level, of the slice of a sheet.
        case territories(sheet: Int32, level: TerritoryLevel, place: Int32)
        /// The categories of a breakdown, of one territory.
        case categories(breakdown: String, level: TerritoryLevel, place: Int32)
    }

    let date: CivilDate
    let keys: [ObservedCells.Key]
    let grids: [Grid?]
    private(set) var hidden: Set<Cell> = []
    private let columns: [Int?]
    private let sheets: [ObservedCells.Key: Int32]
    private let slices: [String: [Slice]]
    private let tree: TerritoryTree
    /// The finest level that adds up to others; nil where nothing does.
    private let finest: TerritoryLevel?
    private let widerLevels: [TerritoryLevel]
    private let children: [TerritoryLevel: [[Int32]]]

    init(definition: IndicatorDefinition, tree: TerritoryTree, figures: ObservedCells, keys: [ObservedCells.Key], date: CivilDate) {
        self.date = date
        self.keys = keys
        self.tree = tree
        grids = keys.map { figures.grids[$0] }
        columns = grids.map { $0?.dates.firstIndex(of: date) }
        sheets = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, Int32($0)) })
        slices = Dictionary(grouping: Set(keys.compactMap(\.slice)).sorted(), by: \.breakdown)
        let finest = keys.map(\.level).max()
        self.finest = finest
        let floor = finest.flatMap { tree.floor($0) }
        let levels = Set(keys.map(\.level))
        widerLevels = levels.filter { level in level != finest && floor?.parents[level] != nil }.sorted()
        var children: [TerritoryLevel: [[Int32]]] = [:]
        for level in widerLevels {
            var lists = [[Int32]](repeating: [], count: tree.count(level))
            for (place, parent) in (floor?.parents[level] ?? []).enumerated() where parent >= 0 { lists[Int(parent)].append(Int32(place)) }
            children[level] = lists
        }
        self.children = children
    }

    func key(_ sheet: Int32) -> ObservedCells.Key? { Int(sheet) < keys.count ? keys[Int(sheet)] : nil }

    func cell(_ slice: Slice?, _ level: TerritoryLevel, _ place: Int32) -> Cell? {
        sheets[.init(kind: .value, slice: slice, level: level)].map { Cell(sheet: $0, place: place) }
    }

    /// Where a cell is in its grid.
    func index(_ cell: Cell) -> Int? {
        guard let grid = grids[Int(cell.sheet)], let column = columns[Int(cell.sheet)] else { return nil }
        return grid.index(Int(cell.place), column)
    }

    private func state(_ cell: Cell) -> UInt8? { index(cell).flatMap { grids[Int(cell.sheet)]?.states[$0] } }

    /// Every cell that has a value.
    var published: [Cell] {
        keys.indices.flatMap { sheet -> [Cell] in
            guard let grid = grids[sheet], let column = columns[sheet] else { return [] }
            return (0..<grid.places).filter { grid.states[grid.index($0, column)] == 0 }.map { Cell(sheet: Int32(sheet), place: Int32($0)) }
        }
    }

    mutating func hide(_ cell: Cell) { hidden.insert(cell) }

    func isHidden(_ cell: Cell) -> Bool { hidden.contains(cell) }

    func isPublished(_ cell: Cell) -> Bool { state(cell) == 0 && !hidden.contains(cell) }

    /// Whether nobody outside knows it: withheld, or not given for want of coverage. What was never observed counts as
    /// nothing in every sum.
    func isUnknown(_ cell: Cell) -> Bool { hidden.contains(cell) || state(cell) == Point.Absence.coverage.rawValue }

    /// The equations that speak of a cell.
    func equations(of cell: Cell) -> [Equation] {
        let key = keys[Int(cell.sheet)]
        var equations: [Equation] = []
        if key.level == finest, let floor = tree.floor(key.level) {
            for level in widerLevels {
                guard let parent = floor.parents[level]?[Int(cell.place)], parent >= 0 else { continue }
                equations.append(.territories(sheet: cell.sheet, level: level, place: parent))
            }
        } else if let finest, let base = self.cell(key.slice, finest, 0) {
            equations.append(.territories(sheet: base.sheet, level: key.level, place: cell.place))
        }
        for breakdown in key.slice.map({ [$0.breakdown] }) ?? slices.keys.sorted() {
            equations.append(.categories(breakdown: breakdown, level: key.level, place: cell.place))
        }
        return equations
    }

    /// The cells of an equation that are known to somebody: the parts, and the total that they make.
    struct Members {
        var parts: [Cell]
        var total: Cell?
        var unknown: [Cell]
    }

    func members(of equation: Equation) -> Members {
        var parts: [Cell], total: Cell?
        switch equation {
        case .territories(let sheet, let level, let place):
            parts = (children[level]?[Int(place)] ?? []).map { Cell(sheet: sheet, place: $0) }
            total = cell(keys[Int(sheet)].slice, level, place)
        case .categories(let breakdown, let level, let place):
            parts = (slices[breakdown] ?? []).compactMap { cell($0, level, place) }
            total = cell(nil, level, place)
        }
        parts = parts.filter { isPublished($0) || isUnknown($0) }
        // A total that does not exist makes no equation.
        guard let found = total, isPublished(found) || isUnknown(found) else { return Members(parts: [], total: nil, unknown: []) }
        total = found
        return Members(parts: parts, total: total, unknown: (parts + [found]).filter(isUnknown))
    }

    /// Which cell of an equation is withheld next: the smallest part with a value, or the total where no part is left.
    func companion(in members: Members) -> Cell? {
        func size(_ cell: Cell) -> Double {
            guard let index = index(cell), let grid = grids[Int(cell.sheet)] else { return .infinity }
            let size = abs(grid.denominators.isEmpty ? grid.values[index] : grid.denominators[index])
            // Nothing protects badly: it is nothing in every solution that is allowed.
            return size == 0 ? .greatestFiniteMagnitude : size
        }
        let parts = members.parts.filter(isPublished)
        return parts.min { (size($0), $0) < (size($1), $1) } ?? members.total.flatMap { isPublished($0) ? $0 : nil }
    }

    /// The smallest cell still published that shares an equation with a cell; where there is none, with one of those that
    /// do, and so on outwards.
    func companion(of cell: Cell) -> Cell? {
        var seen: Set<Cell> = [cell]
        var waiting = [cell], next = 0
        while next < waiting.count {
            for equation in equations(of: waiting[next]) {
                let members = members(of: equation)
                if let found = companion(in: members) { return found }
                for unknown in members.unknown where seen.insert(unknown).inserted { waiting.append(unknown) }
            }
            next += 1
        }
        return nil
    }
}

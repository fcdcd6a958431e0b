internal import Territories

/// Fills a grid from cells that come in any order, some of them twice.
struct GridBuilder {
    private var grid: Grid
    private(set) var units: Grid?
    private var isTold: [Bool]
    /// Cells that were told twice, and not alike.
    private(set) var ambiguous: Set<Int> = []
    /// Cells of which a table gave the total and its parts: the total was taken.
    private(set) var totals: Set<Int> = []
    /// Cells without a value because something would be divided by nothing.
    private(set) var divisions = 0

    init(dates: [CivilDate], places: Int, isDivided: Bool) {
        grid = Grid(dates: dates, places: places, isDivided: isDivided)
        isTold = [Bool](repeating: false, count: dates.count * places)
    }

    /// Puts a cell; of two for one territory and date that differ, neither is taken.
    mutating func add(_ parts: CellParts, at index: Int) {
        guard !isTold[index] else { return again(parts, index) }
        isTold[index] = true
        if parts.isDivision { divide(parts, index) } else if grid.numerators.isEmpty { grid.set(index, value: parts.value) } else { put(parts, index) }
        if !parts.units.isNaN {
            if units == nil { units = Grid(dates: grid.dates, places: grid.places, isDivided: false) }
            units?.set(index, value: parts.units)
        }
    }

    /// Puts a cell of which several things were told.
    mutating func add(_ gathered: GatheredParts, at index: Int, isGrouped: Bool) {
        let (parts, isTotal) = gathered.combined(isGrouped: isGrouped)
        add(parts, at: index)
        if gathered.isAmbiguous { ambiguous.insert(index) }
        if isTotal { totals.insert(index) }
    }

    private mutating func put(_ parts: CellParts, _ index: Int) {
        grid.numerators[index] = parts.numerator
        grid.denominators[index] = parts.denominator
        if parts.denominator == 0 { divisions += 1 }
        let isPart = parts.numerator.isNaN || parts.denominator.isNaN
        if isPart, !parts.value.isNaN { grid.set(index, value: parts.value) }
    }

    private mutating func divide(_ parts: CellParts, _ index: Int) {
        let isWhole = grid.numerators.isEmpty ? !parts.value.isNaN : !parts.numerator.isNaN && !parts.denominator.isNaN
        if isWhole {
            if grid.numerators.isEmpty { grid.set(index, value: parts.value) } else { put(parts, index) }
        } else {
            grid.remove(index, .division)
            divisions += 1
        }
    }

    private mutating func again(_ parts: CellParts, _ index: Int) {
        let before = grid.numerators.isEmpty
            ? CellParts(value: grid.values[index]) : CellParts(numerator: grid.numerators[index], denominator: grid.denominators[index])
        let now = grid.numerators.isEmpty ? CellParts(value: parts.value) : CellParts(numerator: parts.numerator, denominator: parts.denominator)
        if !before.isSame(as: now) { ambiguous.insert(index) }
    }

    /// The grid, its ambiguous cells left out.
    func finished(_ nature: IndicatorNature) -> Grid {
        var result = grid
        for index in ambiguous { result.remove(index, .ambiguous) }
        switch nature {
        case .ratio(let scale): result.divide(scale: scale)
        case .mean: result.divide(scale: 1)
        case .sum, .published: break
        }
        return result
    }
}

extension Grid {
    /// Without the dates of which nothing is said.
    func trimmed() -> Grid {
        let missing = Point.Absence.missing.rawValue
        var isUsed = [Bool](repeating: false, count: dates.count)
        var unused = dates.count
        for place in 0..<places where unused > 0 {
            for column in dates.indices where !isUsed[column] && states[place * dates.count + column] != missing {
                isUsed[column] = true
                unused -= 1
            }
        }
        if unused == 0 { return self }
        let kept = dates.indices.filter { isUsed[$0] }
        var result = Grid(dates: kept.map { dates[$0] }, places: places, isDivided: !numerators.isEmpty)
        for place in 0..<places {
            for (target, column) in kept.enumerated() {
                let from = place * dates.count + column, to = place * kept.count + target
                result.values[to] = values[from]
                result.states[to] = states[from]
                if !numerators.isEmpty {
                    result.numerators[to] = numerators[from]
                    result.denominators[to] = denominators[from]
                }
            }
        }
        return result
    }
}

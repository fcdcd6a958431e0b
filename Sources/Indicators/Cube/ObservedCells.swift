internal import Territories

/// The values of an indicator as they were observed, by kind, slice and level, before anything is aggregated or withheld.
struct ObservedCells: Sendable {
    struct Key: Sendable, Hashable {
        var kind: ObservationKind
        var slice: Slice?
        var level: TerritoryLevel
    }

    var grids: [Key: Grid] = [:]
    /// The numbers of units that secrecy looks at, where the definition counts them apart.
    var units: [Key: Grid] = [:]
    /// By breakdown.
    var labels: [String: [(category: String, label: String)]] = [:]

    /// Keys in an order that is always the same.
    var keys: [Key] {
        grids.keys.sorted {
            ($0.kind.rawValue, $0.slice?.breakdown ?? "", $0.slice?.category ?? "", $0.level)
                < ($1.kind.rawValue, $1.slice?.breakdown ?? "", $1.slice?.category ?? "", $1.level)
        }
    }
}

extension Grid {
    /// The same values with more dates.
    func spread(over wider: [CivilDate]) -> Grid {
        if wider == dates { return self }
        var result = Grid(dates: wider, places: places, isDivided: !numerators.isEmpty)
        if !coverage.isEmpty { result.coverage = [Float](repeating: 0, count: wider.count * places) }
        let columns = dates.map { date in wider.firstIndex(of: date) }
        for place in 0..<places {
            for (column, target) in columns.enumerated() {
                guard let target else { continue }
                let from = place * dates.count + column, to = place * wider.count + target
                result.values[to] = values[from]
                result.states[to] = states[from]
                if !numerators.isEmpty {
                    result.numerators[to] = numerators[from]
                    result.denominators[to] = denominators[from]
                }
                if !coverage.isEmpty { result.coverage[to] = coverage[from] }
            }
        }
        return result
    }

    /// Takes the cells of another grid where it has any, values and reasons.
    mutating func overlay(_ other: Grid) {
        let missing = Point.Absence.missing.rawValue
        for index in states.indices where other.states[index] != missing {
            states[index] = other.states[index]
            values[index] = other.values[index]
            if !numerators.isEmpty {
                numerators[index] = other.numerators.isEmpty ? .nan : other.numerators[index]
                denominators[index] = other.denominators.isEmpty ? .nan : other.denominators[index]
            }
            if !coverage.isEmpty { coverage[index] = other.coverage.isEmpty ? 1 : other.coverage[index] }
        }
    }

    /// What is done to values along the dates.
    mutating func accumulate(_ rule: Accumulation) {
        guard rule != .none else { return }
        func run(_ cells: inout [Double]) {
            for place in 0..<places {
                var total = 0.0, previous = Double.nan
                var year: Int?
                for (column, date) in dates.enumerated() {
                    let index = place * dates.count + column
                    let value = cells[index]
                    if value.isNaN { continue }
                    let isNewYear = year != date.year
                    year = date.year
                    switch rule {
                    case .none: break
                    case .total:
                        total += value
                        cells[index] = total
                    case .yearly:
                        total = isNewYear ? value : total + value
                        cells[index] = total
                    case .difference: cells[index] = value - previous
                    case .yearlyDifference: cells[index] = isNewYear ? value : value - previous
                    }
                    previous = value
                }
            }
        }
        if numerators.isEmpty {
            run(&values)
            for index in values.indices where values[index].isNaN && states[index] == 0 { states[index] = Point.Absence.missing.rawValue }
        } else {
            run(&numerators)
            run(&denominators)
        }
    }
}

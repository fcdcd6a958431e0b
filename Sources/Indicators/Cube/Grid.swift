internal import Territories

/// The values of one level of territories along dates, being computed: one row a territory, one column a date.
///
/// Rows lie one after the other, so that a territory's series is read and added at one stretch.
struct Grid: Sendable {
    let dates: [CivilDate]
    /// How many territories there are.
    let places: Int
    /// NaN where there is none.
    var values: [Double]
    /// Of a ratio or a weighted mean; empty for what is not divided.
    var numerators: [Double]
    var denominators: [Double]
    /// ``Point/Absence``'s numbers; 0 where there is a value.
    var states: [UInt8]
    /// ``Point/coverage``; empty where all is observed.
    var coverage: [Float]

    /// A grid without values.
    init(dates: [CivilDate], places: Int, isDivided: Bool) {
        self.dates = dates
        self.places = places
        let count = dates.count * places
        values = [Double](repeating: .nan, count: count)
        numerators = isDivided ? values : []
        denominators = isDivided ? values : []
        states = [UInt8](repeating: Point.Absence.missing.rawValue, count: count)
        coverage = []
    }

    func index(_ place: Int, _ date: Int) -> Int { place * dates.count + date }

    /// Whether two grids hold the same values, bit by bit.
    func isSame(as other: Grid) -> Bool {
        func same(_ first: [Double], _ second: [Double]) -> Bool {
            first.count == second.count && first.indices.allSatisfy { first[$0].bitPattern == second[$0].bitPattern }
        }
        return same(values, other.values) && same(numerators, other.numerators) && same(denominators, other.denominators)
    }

    /// Puts an observed value.
    mutating func set(_ index: Int, value: Double, numerator: Double = .nan, denominator: Double = .nan) {
        values[index] = value
        states[index] = value.isNaN ? Point.Absence.missing.rawValue : 0
        if !numerators.isEmpty {
            numerators[index] = numerator
            denominators[index] = denominator
        }
    }

    /// Takes a value away, and says why.
    mutating func remove(_ index: Int, _ absence: Point.Absence) {
        values[index] = .nan
        states[index] = absence.rawValue
        if !numerators.isEmpty {
            numerators[index] = .nan
            denominators[index] = .nan
        }
    }

    /// Derives the values from numerators and denominators. Nothing divided by nothing is no value, and is told.
    mutating func divide(scale: Double) {
        guard !numerators.isEmpty else { return }
        for index in values.indices where !numerators[index].isNaN && !denominators[index].isNaN {
            let denominator = denominators[index]
            if denominator == 0 {
                values[index] = .nan
                states[index] = Point.Absence.division.rawValue
            } else {
                values[index] = scale * numerators[index] / denominator
                states[index] = 0
            }
        }
    }
}

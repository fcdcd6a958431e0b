import Localization

/// Places periods along an axis, evenly whatever the length of months and years, and says where the axis is marked.
struct PeriodScale {
    let cadence: Cadence
    let first: Int
    let last: Int
    let left: Double
    let right: Double

    /// - Parameter days: all that is shown.
    init(_ days: some Collection<Int>, cadence: Cadence, left: Double, right: Double) {
        let indices = days.map(cadence.index)
        self.cadence = cadence
        first = indices.min() ?? 0
        last = indices.max() ?? 0
        self.left = left
        self.right = right
    }

    /// Across; a single period stands in the middle.
    func x(day: Int) -> Double { x(index: cadence.index(day: day)) }

    private func x(index: Int) -> Double {
        first == last ? (left + right) / 2 : left + (right - left) * Double(index - first) / Double(last - first)
    }

    struct Tick: Hashable {
        let x: Double
        let label: String
    }

    /// As many marks at round periods as have room for their names, and the axis' ends where nothing round is within.
    func ticks(_ localizer: Localizer, size: Double) -> [Tick] {
        for step in Self.steps(cadence) {
            let found = marks(step)
            guard !found.isEmpty else { break }
            let ticks = found.map { Tick(x: x(index: $0.index), label: $0.name(localizer)) }
            if found.count > 1 || first == last, fits(ticks, size) { return ticks }
        }
        let ends = Set([first, last]).sorted().map { index in
            Tick(x: x(index: index), label: cadence.name(day: Self.day(index, cadence), localizer))
        }
        return fits(ends, size) ? ends : Array(ends.suffix(1))
    }

    private func fits(_ ticks: [Tick], _ size: Double) -> Bool {
        var end = -Double.infinity
        for tick in ticks {
            let half = TextWidth.of(tick.label, size: size) / 2
            if tick.x - half < end + size * 0.8 { return false }
            end = tick.x + half
        }
        return true
    }

    private struct Mark {
        let index: Int
        let day: Int
        let cadence: Cadence
        func name(_ localizer: Localizer) -> String { cadence.name(day: day, localizer) }
    }

    /// A step of so many periods of the axis, or of another cadence where days are marked by months or years.
    private struct Step {
        let count: Int
        let cadence: Cadence
    }

    private static func steps(_ cadence: Cadence) -> [Step] {
        let years = [1, 2, 5, 10, 20, 50, 100].map { Step(count: $0, cadence: .year) }
        return switch cadence {
        case .year: years
        case .quarter: [1, 2].map { Step(count: $0, cadence: .quarter) } + years
        case .month: [1, 2, 3, 6].map { Step(count: $0, cadence: .month) } + years
        case .day: [1, 2, 7, 14].map { Step(count: $0, cadence: .day) } + [1, 2, 3, 6].map { Step(count: $0, cadence: .month) } + years
        }
    }

    private func marks(_ step: Step) -> [Mark] {
        let from = step.cadence.index(day: Self.day(first, cadence)), to = step.cadence.index(day: Self.day(last, cadence))
        guard (to - from) / step.count <= 200 else { return [] }
        // Days of a week are counted from the first shown; all else from the beginning of the calendar.
        let start = step.cadence == .day ? from : (from + step.count - 1) / step.count * step.count
        return stride(from: start, through: to, by: step.count).compactMap { number in
            let day = Self.day(number, step.cadence), index = cadence.index(day: day)
            return index < first || index > last ? nil : Mark(index: index, day: day, cadence: step.cadence)
        }
    }

    /// The first day of a period.
    private static func day(_ index: Int, _ cadence: Cadence) -> Int {
        switch cadence {
        case .year: CivilCalendar.dayNumber(index, 1, 1)
        case .quarter: CivilCalendar.dayNumber(index / 4, index % 4 * 3 + 1, 1)
        case .month: CivilCalendar.dayNumber(index / 12, index % 12 + 1, 1)
        case .day: index
        }
    }
}

internal import Localization
package import Territories

extension Observations {
    /// What somebody should look at about an indicator in a territory, the most telling first.
    ///
    /// - Parameters:
    ///   - today: what lateness is counted to.
    ///   - weather: what is stated for the policy or indicator; nil where none is asked for.
    ///   - isTargetExpected: whether a rate should exist even where no target is declared.
    package func alerts(
        _ id: IndicatorID, _ territory: TerritoryID, on today: CivilDate, weather: Weather? = nil, isTargetExpected: Bool = false
    ) -> [Alert] {
        guard let definition = definition(id), let progress = progress(id, territory) else { return [] }
        let values = series(id, territory).compactMap { point in point.value.map { DatedValue(date: point.date, value: $0) } }
        var alerts: [Alert] = []
        func alert(_ kind: Alert.Kind, _ arguments: [String: MessageArgument] = [:]) {
            alerts.append(Alert(kind, id, territory, arguments.merging(["unit": .text(definition.unit)]) { first, _ in first }))
        }
        if territory != .france, let rate = progress.rate, let national = self.progress(id, .france)?.rate, national - rate > definition.alerts.gap {
            alert(.gap, ["rate": .percent(rate / 100), "national": .percent(national / 100), "gap": .decimal(national - rate)])
        }
        if let arguments = Self.fall(values, definition) { alert(.fallingTrend, arguments) }
        let hasTargets = isTargetExpected || progress.target != nil || definition.targets.all.contains { target in
            switch target.scope {
            case .territory(let other): other == territory
            case .level(let level): level == territory.level
            case .everywhere: true
            }
        }
        if hasTargets, progress.rate == nil, let absence = progress.absence { alert(.rateMissing, ["reason": .message(absence.nameKey)]) }
        if weather == .missing { alert(.weatherMissing) }
        if let arguments = Self.lateness(values, definition, today) { alert(.late, arguments) }
        if let arguments = Self.hole(values, definition) { alert(.breakInSeries, arguments) }
        if let arguments = Self.oddity(values, definition) { alert(.implausible, arguments) }
        return alerts
    }

    /// The latest changes, where each is for the worse.
    private static func fall(_ values: [DatedValue], _ definition: IndicatorDefinition) -> [String: MessageArgument]? {
        let count = definition.alerts.fall
        guard definition.direction != .none, count > 0, values.count > count else { return nil }
        let last = Array(values.suffix(count + 1))
        let isWorse = zip(last, last.dropFirst()).allSatisfy { before, after in
            definition.direction == .up ? after.value < before.value : after.value > before.value
        }
        guard isWorse, let first = last.first, let end = last.last else { return nil }
        return [
            "count": .integer(count), "first": .decimal(first.value), "firstDate": .date(first.date.moment), "last": .decimal(end.value),
            "lastDate": .date(end.date.moment),
        ]
    }

    private static func lateness(_ values: [DatedValue], _ definition: IndicatorDefinition, _ today: CivilDate) -> [String: MessageArgument]? {
        guard let last = values.last, let due = definition.nextDue(after: last.date), due < today else { return nil }
        // A series that was declared to end has no next value.
        if let until = definition.until, definition.frequency.next(after: last.date).map({ $0 > until }) ?? true { return nil }
        return ["date": .date(last.date.moment), "due": .date(due.moment)]
    }

    /// The latest place at which periods are missing.
    private static func hole(_ values: [DatedValue], _ definition: IndicatorDefinition) -> [String: MessageArgument]? {
        guard let days = definition.frequency.days else { return nil }
        for (before, after) in zip(values, values.dropFirst()).reversed() {
            let gap = after.date.dayNumber - before.date.dayNumber
            // Half a period of grace: months and quarters are not all of a length, and dates not all at their ends.
            let missing = Int((Double(gap) / Double(days)).rounded()) - 1
            guard missing > 0, gap > days * 3 / 2 else { continue }
            return ["count": .integer(missing), "before": .date(before.date.moment), "after": .date(after.date.moment)]
        }
        return nil
    }

    /// A last value out of its bounds, or whose change is many times the usual one.
    private static func oddity(_ values: [DatedValue], _ definition: IndicatorDefinition) -> [String: MessageArgument]? {
        guard let last = values.last else { return nil }
        let shown: [String: MessageArgument] = ["date": .date(last.date.moment), "value": .decimal(last.value)]
        if let bounds = definition.bounds, !bounds.contains(last.value) {
            return shown.merging([
                "reason": .message("indicators.alert.implausible.bounds"), "lowest": .decimal(bounds.lowerBound), "highest": .decimal(bounds.upperBound),
            ]) { first, _ in first }
        }
        let changes = zip(values, values.dropFirst()).map { abs($1.value - $0.value) }
        guard changes.count >= 4, let latest = changes.last else { return nil }
        let usual = changes.dropLast().sorted()[(changes.count - 1) / 2]
        guard usual > 0, latest > usual * definition.alerts.jump else { return nil }
        return shown.merging([
            "reason": .message("indicators.alert.implausible.jump"), "previous": .decimal(values[values.count - 2].value),
            "times": .decimal((latest / usual * 10).rounded() / 10),
        ]) { first, _ in first }
    }
}

extension ObservationFrequency {
    /// The last day of the period after the one that ends on a day; nil where nothing is promised.
    func next(after date: CivilDate) -> CivilDate? {
        if let months { return date.adding(months: months) }
        return days.map { date.adding(days: $0) }
    }
}

extension IndicatorDefinition {
    /// The day on which the value after one of this date is due, as PILOTE counts it: the next period's last day, and the
    /// delay with which values are known. Nil where nothing is promised.
    package func nextDue(after date: CivilDate) -> CivilDate? { frequency.next(after: date).map { $0.adding(days: delay) } }
}

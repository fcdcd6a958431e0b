/// All that happened to the communes since 1943: which codes were in use on which day, and what became of them.
///
/// The states between events are worked out from the movements and the codes of one known day.
package struct GeographyHistory: Sendable {
    /// By date.
    package let movements: [Movement]
    /// The day whose codes are known.
    package let knownDate: CivilDate
    /// When each code was a commune, in order of time.
    package let lifetimes: [String: [Lifetime]]
    /// Movements that do not fit the codes of the known day: a list that is older or newer than the code, or wrong.
    package let misfits: [Misfit]
    /// What each code became, by date.
    let steps: [String: [Step]]
    /// The days on which codes came into the list out of nothing, as those of Mayotte in 2011.
    let births: [String: [CivilDate]]

    /// A time during which a code was a commune.
    package struct Lifetime: Sendable, Hashable {
        /// The first day; nil where that is before the first movement known.
        package var from: CivilDate?
        /// The first day on which it was not any more; nil where it still is.
        package var until: CivilDate?

        package func contains(_ date: CivilDate) -> Bool {
            (from.map { $0 <= date } ?? true) && (until.map { date < $0 } ?? true)
        }
    }

    /// A code that a movement brings about, or ends, and that is not there to be.
    package struct Misfit: Sendable, Hashable {
        package let date: CivilDate
        package let code: String
    }

    /// One commune on one day: what its territory became. Empty where it left the code.
    struct Step: Sendable, Hashable {
        let date: CivilDate
        let after: [String]
        let kinds: Set<MovementKind>
    }

    /// - Parameters:
    ///   - communes: the codes in use on `knownDate`.
    package init(movements: [Movement], communes: Set<String>, on knownDate: CivilDate) {
        let movements = movements.sorted { $0.date < $1.date }
        self.movements = movements
        self.knownDate = knownDate
        let days = Self.days(movements)
        var misfits: [Misfit] = []
        var steps: [String: [Step]] = [:]
        var births: [String: [CivilDate]] = [:]
        for day in days {
            for (code, step) in day.steps { steps[code, default: []].append(step) }
            for code in day.births { births[code, default: []].append(day.date) }
        }
        // Back from the known day, undoing; then on from it.
        var active = communes
        for day in days.reversed() where day.date <= knownDate {
            // Not `subtracting`, which goes through all of the other set.
            misfits += day.after.filter { !active.contains($0) }.sorted().map { Misfit(date: day.date, code: $0) }
            active.subtract(day.after)
            active.formUnion(day.before)
        }
        var open: [String: CivilDate?] = [:]
        for code in active { open[code] = .some(nil) }
        var lifetimes: [String: [Lifetime]] = [:]
        for day in days {
            for code in day.before.subtracting(day.after) {
                guard let from = open.removeValue(forKey: code) else {
                    if day.date > knownDate { misfits.append(Misfit(date: day.date, code: code)) }
                    continue
                }
                lifetimes[code, default: []].append(Lifetime(from: from, until: day.date))
            }
            for code in day.after.subtracting(day.before) where open[code] == nil { open[code] = .some(day.date) }
        }
        for (code, from) in open { lifetimes[code, default: []].append(Lifetime(from: from, until: nil)) }
        self.lifetimes = lifetimes
        self.steps = steps
        self.births = births
        self.misfits = misfits
    }

    /// The codes in use on a day.
    package func communes(on date: CivilDate) -> Set<String> {
        Set(lifetimes.lazy.filter { $0.value.contains { $0.contains(date) } }.map(\.key))
    }

    /// Whether a code was that of a commune on a day.
    package func isCommune(_ code: String, on date: CivilDate) -> Bool {
        lifetimes[code]?.contains { $0.contains(date) } ?? false
    }

    /// Every movement that names a commune, or a part of one, by its code.
    package func movements(of code: String) -> [Movement] {
        movements.filter { $0.before?.id.code == code || $0.after?.id.code == code }
    }

    /// The name under which a code went on a day, as far as movements tell it; nil for one that none changed.
    package func name(of code: String, on date: CivilDate) -> TerritoryName? {
        var name: TerritoryName?
        for movement in movements {
            let isBefore = movement.date <= date
            if isBefore, let after = movement.after, after.id == TerritoryID(known: .commune, code) { name = after.name }
            if !isBefore, name == nil, let before = movement.before, before.id == TerritoryID(known: .commune, code) {
                return before.name
            }
        }
        return name
    }

    /// The communes of the known day that hold the territory of a code that is no commune's any more, by code; empty for
    /// a code that still is one, never was, or left the official code.
    package func successors(of code: String) -> [String] {
        guard let end = lifetimes[code]?.last?.until, end <= knownDate else { return [] }
        var found: Set<String> = [], seen: Set<String> = []
        // What to follow, and the first day from which on.
        var pending: [(code: String, from: CivilDate)] = [(code, end)]
        while let (code, from) = pending.popLast() {
            guard seen.insert("\(code) \(from)").inserted else { continue }
            guard let step = steps[code]?.first(where: { $0.date >= from && $0.date <= knownDate }) else {
                found.insert(code)
                continue
            }
            pending += step.after.map { ($0, step.date.adding(days: 1)) }
        }
        return found.sorted()
    }

    /// The name that a commune which is no more had at its end, and the first day on which it was not any more.
    package func end(of code: String) -> (name: TerritoryName?, date: CivilDate)? {
        guard let date = lifetimes[code]?.last?.until, date <= knownDate else { return nil }
        let id = TerritoryID(known: .commune, code)
        return (movements.last { $0.date <= date && $0.before?.id == id }?.before?.name, date)
    }

    // MARK: Days

    private struct Day {
        let date: CivilDate
        var steps: [String: Step] = [:]
        var before: Set<String> = []
        var after: Set<String> = []
        var births: Set<String> = []
    }

    /// The movements of communes, day by day, each day as one step from what was to what is.
    private static func days(_ movements: [Movement]) -> [Day] {
        var days: [Day] = []
        var start = movements.startIndex
        while start < movements.endIndex {
            let end = movements[start...].firstIndex { $0.date != movements[start].date } ?? movements.endIndex
            let day = day(movements[start..<end])
            if !day.before.isEmpty || !day.after.isEmpty { days.append(day) }
            start = end
        }
        return days
    }

    private static func day(_ movements: ArraySlice<Movement>) -> Day {
        var links: [String: Set<String>] = [:]
        var kinds: [String: Set<MovementKind>] = [:]
        var day = Day(date: movements[movements.startIndex].date)
        for movement in movements {
            let before = movement.before?.id, after = movement.after?.id
            switch (before?.level == .commune ? before : nil, after?.level == .commune ? after : nil) {
            case (let before?, let after?):
                links[before.code, default: []].insert(after.code)
                kinds[before.code, default: []].insert(movement.kind)
            case (let before?, nil) where after == nil:
                links[before.code, default: []].formUnion([])
                kinds[before.code, default: []].insert(movement.kind)
            case (nil, let after?) where before == nil:
                day.after.insert(after.code)
                day.births.insert(after.code)
            // A commune that also lives on as a part of another: the line that names the other says all.
            default: break
            }
        }
        // A commune may change its code and merge on the same day: its passing code is on both sides of the day,
        // and was not there before.
        var recoded: Set<String> = []
        for (code, targets) in links where !(kinds[code]?.isDisjoint(with: codeChanges) ?? true) { recoded.formUnion(targets.subtracting([code])) }
        let passing = recoded.filter { code in links[code].map { !$0.contains(code) } ?? false }
        for (code, targets) in links where !passing.contains(code) {
            var after = targets.subtracting(passing)
            var kinds = kinds[code] ?? []
            for code in targets.intersection(passing) {
                after.formUnion(links[code] ?? [])
                kinds.formUnion(Self.kinds(code, movements))
            }
            day.steps[code] = Step(date: day.date, after: after.sorted(), kinds: kinds)
            day.before.insert(code)
            day.after.formUnion(after)
        }
        return day
    }

    private static let codeChanges: Set<MovementKind> = [.codeChangeByDepartement, .codeChangeBySeat]

    private static func kinds(_ code: String, _ movements: ArraySlice<Movement>) -> [MovementKind] {
        movements.filter { $0.before?.id == TerritoryID(known: .commune, code) }.map(\.kind)
    }
}

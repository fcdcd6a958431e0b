package import Territories

/// All current figures at one moment: what a page reads, all of it from the same state.
///
/// It is a value; any number of threads may ask at once, and every answer comes from memory.
package struct Observations: Sendable {
    /// The number of the latest release, and of the latest change of definitions or territories: together they change
    /// whenever a figure may have changed.
    package let release: Int
    package let edition: Int
    /// In order of their identifiers.
    package let definitions: [IndicatorDefinition]
    package let tree: TerritoryTree
    /// Why the figures of some indicators cannot be read: their file is damaged or gone, or that of an indicator from
    /// which they are computed. They have a definition and no figures.
    package let failures: [IndicatorID: IndicatorsError]
    private let byID: [IndicatorID: Figures]

    /// One indicator and its cube.
    struct Figures: Sendable {
        let definition: IndicatorDefinition
        let plan: CubePlan
        let cube: Cube?
        var failure: IndicatorsError?
    }

    init(release: Int, edition: Int, tree: TerritoryTree, figures: [Figures]) {
        self.release = release
        self.edition = edition
        self.tree = tree
        definitions = figures.map(\.definition).sorted { $0.id < $1.id }
        failures = Dictionary(figures.compactMap { one in one.failure.map { (one.definition.id, $0) } }, uniquingKeysWith: { first, _ in first })
        byID = Dictionary(figures.map { ($0.definition.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The definition of an indicator; nil where there is none.
    package func definition(_ id: IndicatorID) -> IndicatorDefinition? { byID[id]?.definition }

    /// The values of a territory by date, in order. What is withheld or cannot be computed is there, without value.
    package func series(
        _ id: IndicatorID, _ territory: TerritoryID, kind: ObservationKind = .value, slice: Slice? = nil
    ) -> [Point] {
        guard let figures = byID[id] else { return [] }
        var points: [Point] = []
        if let sheet = figures.cube?.sheet(kind, slice, territory.level), let row = sheet.row(territory.code) {
            points = sheet.dates.indices.compactMap { sheet.point(row, $0) }
        }
        if kind == .target, slice == nil, !points.contains(where: { $0.value != nil }) {
            points = figures.definition.targets.points(for: territory).map { Point(date: $0.date, value: $0.value) }
        }
        let definition = figures.definition
        if kind == .value, definition.from != nil || definition.until != nil {
            points.removeAll { point in
                definition.from.map { point.date < $0 } ?? false || definition.until.map { point.date > $0 } ?? false
            }
        }
        return points
    }

    /// The values of the territories of a level on one date.
    ///
    /// - Parameters:
    ///   - holder: only those that this territory holds.
    ///   - date: the latest on which one of the level has a value where nil.
    package func values(
        _ id: IndicatorID, _ level: TerritoryLevel, in holder: TerritoryID? = nil, on date: CivilDate? = nil,
        kind: ObservationKind = .value, slice: Slice? = nil
    ) -> [TerritoryID: Point] {
        guard let sheet = byID[id]?.cube?.sheet(kind, slice, level),
            let date = date ?? sheet.latest(among: dates(id, level, kind: kind, slice: slice)), let column = sheet.dates.firstIndex(of: date)
        else { return [:] }
        var values: [TerritoryID: Point] = [:]
        if let holder, holder != .france {
            guard let floor = tree.floor(level) else { return [:] }
            for place in tree.places(level, in: holder) {
                guard let id = TerritoryID(level, floor.codes[place]), let row = sheet.row(id.code), let point = sheet.point(row, column)
                else { continue }
                values[id] = point
            }
        } else {
            values.reserveCapacity(sheet.head.rows)
            for row in 0..<sheet.head.rows {
                guard let point = sheet.point(row, column), let id = TerritoryID(level, sheet.code(row)) else { continue }
                values[id] = point
            }
        }
        return values
    }

    /// The dates on which a level has anything, in order.
    package func dates(_ id: IndicatorID, _ level: TerritoryLevel, kind: ObservationKind = .value, slice: Slice? = nil) -> [CivilDate] {
        guard let figures = byID[id], let sheet = figures.cube?.sheet(kind, slice, level) else { return [] }
        let definition = figures.definition
        return sheet.dates.filter { date in
            kind != .value || (definition.from.map { date >= $0 } ?? true) && (definition.until.map { date <= $0 } ?? true)
        }
    }

    /// The levels that have values, the widest first.
    package func levels(_ id: IndicatorID) -> [TerritoryLevel] {
        let sheets = byID[id]?.cube?.head.sheets.filter { !$0.isRaw && $0.kind == .value && $0.slice == nil } ?? []
        return Set(sheets.map(\.level)).sorted()
    }

    /// The categories of a breakdown with their names, in the order in which they are shown.
    package func categories(_ id: IndicatorID, _ breakdown: String) -> [(code: String, label: String)] {
        (byID[id]?.cube?.head.labels[breakdown] ?? []).map { (code: $0[0], label: $0[$0.count - 1]) }
    }

    /// The indicators that say anything of a territory, in order.
    package func coverage(_ territory: TerritoryID) -> [IndicatorID] {
        definitions.map(\.id).filter { id in
            byID[id]?.cube?.sheet(.value, nil, territory.level)?.row(territory.code) != nil
        }
    }

    /// How far an indicator is on its way in a territory.
    ///
    /// - Parameters:
    ///   - term: the last target of all, or that of a year.
    ///   - date: as if it were this day: later values are not looked at. Nil for the latest.
    package func progress(
        _ id: IndicatorID, _ territory: TerritoryID, term: Progress.Term = .final, on date: CivilDate? = nil
    ) -> Progress? {
        guard let definition = byID[id]?.definition else { return nil }
        let values = series(id, territory).filter { point in date.map { point.date <= $0 } ?? true }
        let known = values.compactMap { point in point.value.map { DatedValue(date: point.date, value: $0) } }
        let targets = series(id, territory, kind: .target).compactMap { point in point.value.map { DatedValue(date: point.date, value: $0) } }
        let target: DatedValue? = switch term {
        case .final: targets.last
        case .annual(let year): targets.last { $0.date.year == year }
        }
        let isWithheld = values.last { $0.value != nil || $0.withheld }?.withheld ?? false
        return Progress(
            indicator: id, territory: territory, term: term, direction: definition.direction,
            initial: initial(definition, territory, known), current: isWithheld ? nil : known.last, target: target, isWithheld: isWithheld)
    }

    /// The rate of a policy in a territory: the weighted sum of its indicators' rates, where all have one.
    package func policyRate(
        _ ids: [IndicatorID], _ territory: TerritoryID, term: Progress.Term = .final, on date: CivilDate? = nil
    ) -> PolicyRate {
        PolicyRate(territory: territory, term: term, parts: ids.compactMap { id in
            guard let progress = progress(id, territory, term: term, on: date), let definition = definition(id) else { return nil }
            return (progress, definition.weight)
        })
    }

    /// Given initial values come first; else the definition's rule picks one.
    private func initial(_ definition: IndicatorDefinition, _ territory: TerritoryID, _ known: [DatedValue]) -> DatedValue? {
        let given = series(definition.id, territory, kind: .initial).first { $0.value != nil }
        if let given, let value = given.value { return DatedValue(date: given.date, value: value) }
        switch definition.initial {
        case .given: return nil
        case .first: return known.first
        case .zero: return known.first.map { DatedValue(date: $0.date, value: 0) }
        case .on(let day): return known.last { $0.date <= day }
        }
    }

    func figures(_ id: IndicatorID) -> Figures? { byID[id] }

    /// What was given for a territory, without what the definition adds or leaves out.
    func given(_ id: IndicatorID, _ territory: TerritoryID, _ kind: ObservationKind) -> [Point] {
        let sheets = byID[id]?.cube?.sheets.filter {
            $0.head.kind == kind && $0.head.slice == nil && $0.level == territory.level && ($0.head.isRaw || $0.head.isObserved)
        }
        guard let sheet = sheets?.first, let row = sheet.row(territory.code) else { return [] }
        return sheet.dates.indices.compactMap { sheet.point(row, $0) }
    }
}

internal import Localization
internal import Territories

/// Puts the rows of a query where they belong: territory, date, slice, kind. What has no place is report.
struct CellPlacement {
    let definition: IndicatorDefinition
    let source: TableSource
    let tree: TerritoryTree
    var report = ReadingReport()

    init(definition: IndicatorDefinition, source: TableSource, tree: TerritoryTree) {
        self.definition = definition
        self.source = source
        self.tree = tree
    }

    /// One observed cell.
    private struct Entry {
        var place: Int
        var date: CivilDate
        var parts: Parts
        var isFolded = false
        var code: Int32
    }

    /// What is measured of a cell: a value, or what it is divided from.
    private struct Parts {
        var value = Double.nan
        var numerator = Double.nan
        var denominator = Double.nan
        var units = Double.nan
        var isDivision = false

        mutating func add(_ other: Parts) {
            value += other.value
            numerator += other.numerator
            denominator += other.denominator
            units += other.units
            isDivision = isDivision || other.isDivision
        }

        /// Whether two say the same.
        func agrees(_ other: Parts) -> Bool {
            func same(_ first: Double, _ second: Double) -> Bool { first == second || first.isNaN && second.isNaN }
            return same(value, other.value) && same(numerator, other.numerator) && same(denominator, other.denominator)
        }
    }

    private var isAdditive: Bool { definition.nature != .published }
    private var isDivided: Bool {
        switch definition.nature {
        case .ratio, .mean: true
        case .sum, .published: false
        }
    }

    mutating func cells(_ rows: RowSet) -> ObservedCells {
        let places = resolved(rows)
        var entries: [ObservedCells.Key: [Entry]] = [:]
        var moved: [ObservedCells.Key: [CivilDate: [String: Parts]]] = [:]
        let isMoved = source.vintage != nil && tree.history != nil && source.territoryLevel == .commune
        for row in rows.territories.indices {
            let number = rows.territories[row]
            guard number >= 0 else { report.withoutTerritory += 1; continue }
            guard let date = rows.dates[row] else { report.withoutDate += 1; continue }
            for (kind, parts) in measured(rows, row) {
                if isMoved {
                    let key = ObservedCells.Key(kind: kind, slice: rows.slices[row], level: .commune)
                    moved[key, default: [:]][date, default: [:]][rows.codes[Int(number)]] = parts
                } else if let place = places[Int(number)] {
                    let key = ObservedCells.Key(kind: kind, slice: rows.slices[row], level: place.level)
                    entries[key, default: []].append(
                        Entry(place: place.place, date: date, parts: parts, isFolded: place.isFolded, code: number))
                }
            }
        }
        for (key, dates) in moved { entries[key] = pass(dates) }
        var cells = ObservedCells()
        for (key, list) in entries { put(list, key, rows, &cells) }
        report.cells = cells.grids.filter { $0.key.kind == .value && $0.key.slice == nil }.values.reduce(0) { sum, grid in
            sum + grid.states.count { $0 == 0 }
        }
        return cells
    }

    /// What a row measures, by kind of value.
    private func measured(_ rows: RowSet, _ row: Int) -> [(ObservationKind, Parts)] {
        var main = Parts(), others: [(ObservationKind, Parts)] = []
        var weight = Double.nan
        let start = row * rows.measures.count
        for (index, measure) in rows.measures.enumerated() {
            let value = rows.values[start + index]
            switch measure {
            case .value: main.value = value
            case .numerator: main.numerator = value
            case .denominator: main.denominator = value
            case .weight: weight = value
            case .units: main.units = value
            case .initial where !value.isNaN: others.append((.initial, Parts(value: value)))
            case .target where !value.isNaN: others.append((.target, Parts(value: value)))
            case .initial, .target: break
            }
        }
        main.isDivision = rows.divisions[row]
        if case .mean = definition.nature {
            // A territory that weighs nothing has no mean, and none is needed of it.
            main.numerator = weight == 0 ? 0 : main.value * weight
            main.denominator = main.value.isNaN && weight != 0 ? .nan : weight
        }
        return [(.value, main)] + others
    }

    /// The place of each code; what has none is report.
    private mutating func resolved(_ rows: RowSet) -> [(level: TerritoryLevel, place: Int, isFolded: Bool)?] {
        var counts = [Int](repeating: 0, count: rows.codes.count)
        for number in rows.territories where number >= 0 { counts[Int(number)] += 1 }
        var unknown: [(code: String, count: Int)] = []
        let places = rows.codes.enumerated().map { index, code -> (level: TerritoryLevel, place: Int, isFolded: Bool)? in
            let id = source.territoryLevel.map { TerritoryID($0, code) } ?? TerritoryID(code)
            if let id {
                if let place = tree.place(id) { return (id.level, place, false) }
                if id.level == .commune, isAdditive, let commune = holder(id.code) {
                    report.folded += 1
                    return (.commune, commune, true)
                }
            }
            unknown.append((code, counts[index]))
            return nil
        }
        let isMoved = source.vintage != nil && tree.history != nil && source.territoryLevel == .commune
        if !isMoved { report.unknown = unknown.sorted { ($1.count, $0.code) < ($0.count, $1.code) } }
        return places
    }

    /// The commune that a commune déléguée, a commune associée or a municipal arrondissement belongs to.
    private func holder(_ code: String) -> Int? {
        for level in [TerritoryLevel.municipalArrondissement, .delegatedCommune, .associatedCommune] {
            guard let floor = tree.floor(level), let place = floor.codes.place(of: code), let parent = floor.parents[.commune]?[place], parent >= 0
            else { continue }
            return Int(parent)
        }
        return nil
    }

    /// The values of another year's communes, moved to those of the tree.
    private mutating func pass(_ dates: [CivilDate: [String: Parts]]) -> [Entry] {
        guard let vintage = source.vintage, let history = tree.history, let floor = tree.floor(.commune) else { return [] }
        let populations = Dictionary(zip(floor.codes, floor.populations), uniquingKeysWith: { first, _ in first })
        let passage = history.passage(from: vintage, to: tree.date, key: .population(populations))
        var entries: [Entry] = []
        for (date, cells) in dates.sorted(by: { $0.key < $1.key }) {
            var results: [String: Parts] = [:]
            func move(_ part: WritableKeyPath<Parts, Double>, isRate: Bool) -> PassageReport? {
                let given = cells.mapValues { $0[keyPath: part] }.filter { !$0.value.isNaN }
                if given.isEmpty { return nil }
                let whole = given.compactMapValues { Int(exactly: $0) }
                if isRate {
                    let passed = passage.rates(given, rule: .refused)
                    for (code, value) in passed.values { results[code, default: Parts()][keyPath: part] = value }
                    return passed.report
                }
                if whole.count == given.count {
                    let passed = passage.sums(whole)
                    for (code, value) in passed.values { results[code, default: Parts()][keyPath: part] = Double(value) }
                    return passed.report
                }
                let passed = passage.amounts(given)
                for (code, value) in passed.values { results[code, default: Parts()][keyPath: part] = value }
                return passed.report
            }
            let reports = isDivided
                ? [move(\.numerator, isRate: false), move(\.denominator, isRate: false), move(\.units, isRate: false)]
                : [move(\.value, isRate: !isAdditive), move(\.units, isRate: false)]
            if let passed = reports.compactMap({ $0 }).first {
                report.passage = passed
                let known = Set(report.unknown.map { $0.code })
                for entry in passed.entries where entry.outcome == .unknown && !known.contains(entry.code) {
                    report.unknown.append((entry.code, 1))
                }
            }
            for (code, parts) in results {
                if let place = floor.codes.place(of: code) { entries.append(Entry(place: place, date: date, parts: parts, code: -1)) }
            }
        }
        return entries
    }

    /// Fills one grid. Of a cell that is told twice, the parts add up where one was folded in; where two say different
    /// things, neither is taken.
    private mutating func put(_ entries: [Entry], _ key: ObservedCells.Key, _ rows: RowSet, _ cells: inout ObservedCells) {
        let dates = Set(entries.map(\.date)).sorted()
        let columns = Dictionary(uniqueKeysWithValues: dates.enumerated().map { ($1, $0) })
        let isOwnDivided = isDivided && key.kind == .value
        var grid = Grid(dates: dates, places: tree.count(key.level), isDivided: isOwnDivided)
        var found: [Int: Parts] = [:]
        found.reserveCapacity(entries.count)
        var ambiguous: Set<Int> = []
        for entry in entries {
            let index = grid.index(entry.place, columns[entry.date] ?? 0)
            guard var before = found[index] else { found[index] = entry.parts; continue }
            if isAdditive, entry.isFolded || entry.code < 0 {
                before.add(entry.parts)
                found[index] = before
            } else if !before.agrees(entry.parts) {
                if ambiguous.insert(index).inserted, report.ambiguous.count < 1000 {
                    report.ambiguous.append((entry.code >= 0 ? rows.codes[Int(entry.code)] : "", entry.date))
                }
            }
        }
        var units = Grid(dates: dates, places: grid.places, isDivided: false)
        var hasUnits = false
        for (index, parts) in found where !ambiguous.contains(index) {
            if isOwnDivided {
                grid.numerators[index] = parts.numerator
                grid.denominators[index] = parts.denominator
                if parts.numerator.isNaN || parts.denominator.isNaN, !parts.value.isNaN { grid.set(index, value: parts.value, numerator: .nan, denominator: .nan) }
            } else {
                grid.set(index, value: parts.value)
            }
            if parts.isDivision, grid.values[index].isNaN, !isOwnDivided || grid.numerators[index].isNaN || grid.denominators[index].isNaN {
                grid.remove(index, .division)
                report.divisions += 1
            } else if isOwnDivided, parts.denominator == 0 {
                report.divisions += 1
            }
            if !parts.units.isNaN {
                units.set(index, value: parts.units)
                hasUnits = true
            }
        }
        if case .ratio(let scale) = definition.nature, isOwnDivided { grid.divide(scale: scale) }
        if case .mean = definition.nature, isOwnDivided { grid.divide(scale: 1) }
        cells.grids[key] = grid
        if hasUnits { cells.units[key] = units }
    }
}

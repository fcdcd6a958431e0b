internal import Localization
internal import Territories

/// Puts the rows of a query where they belong: territory, date, slice, kind. What has no place is reported.
struct CellPlacement {
    let definition: IndicatorDefinition
    let source: TableSource
    let tree: TerritoryTree
    var report = ReadingReport()
    private var builders: [ObservedCells.Key: GridBuilder] = [:]
    private let isDivided: Bool

    init(definition: IndicatorDefinition, source: TableSource, tree: TerritoryTree) {
        self.definition = definition
        self.source = source
        self.tree = tree
        isDivided = switch definition.nature {
        case .ratio, .mean: true
        case .sum, .published: false
        }
    }

    private var isAdditive: Bool { definition.nature != .published }

    /// Whether the communes are of another year, and what became of them is known.
    private var isMoved: Bool { source.vintage != nil && tree.history != nil && source.territoryLevel == .commune }

    mutating func cells(_ rows: RowSet) -> ObservedCells {
        let dates = Set(rows.days).subtracting([RowSet.noDay]).sorted().compactMap { CivilDate(dayNumber: Int($0)) }
        let columns = Dictionary(dates.enumerated().map { (Int32($1.dayNumber), $0) }, uniquingKeysWith: { first, _ in first })
        if isMoved {
            let moved = measuredByCode(rows)
            for (key, byDay) in moved { pass(byDay, key, dates, columns) }
        } else {
            place(rows, dates, columns)
        }
        var cells = ObservedCells()
        for (key, builder) in builders {
            report.divisions += builder.divisions
            report.ambiguous += builder.ambiguous.sorted().prefix(1000).map { index in
                (tree.floor(key.level)?.codes[index / dates.count] ?? "", dates[index % dates.count])
            }
            cells.grids[key] = builder.finished(definition.nature).trimmed()
            if let units = builder.units { cells.units[key] = units.trimmed() }
            if key.kind == .value, key.slice == nil { report.cells += cells.grids[key]?.states.count { $0 == 0 } ?? 0 }
        }
        return cells
    }

    private mutating func place(_ rows: RowSet, _ dates: [CivilDate], _ columns: [Int32: Int]) {
        let places = resolved(rows)
        var current: (key: ObservedCells.Key, builder: GridBuilder)?
        var slice = Int32(-1), level: TerritoryLevel?
        let hasOthers = rows.measures.contains { $0 == .initial || $0 == .target }
        for row in rows.territories.indices {
            let number = rows.territories[row]
            guard number >= 0 else { report.withoutTerritory += 1; continue }
            guard let column = columns[rows.days[row]] else { report.withoutDate += 1; continue }
            guard let place = places[Int(number)] else { continue }
            if slice != rows.slices[row] || level != place.level {
                if let current { builders[current.key] = current.builder }
                (slice, level) = (rows.slices[row], place.level)
                let key = ObservedCells.Key(kind: .value, slice: rows.slice(slice), level: place.level)
                current = (key, builders.removeValue(forKey: key) ?? builder(key, dates))
            }
            let index = place.place * dates.count + column
            current?.builder.add(rows.parts(row, definition.nature), at: index, adds: isAdditive && place.isFolded)
            if hasOthers {
                for (kind, value) in rows.others(row) {
                    let key = ObservedCells.Key(kind: kind, slice: rows.slice(slice), level: place.level)
                    var other = builders.removeValue(forKey: key) ?? builder(key, dates)
                    other.add(CellParts(value: value), at: index, adds: false)
                    builders[key] = other
                }
            }
        }
        if let current { builders[current.key] = current.builder }
    }

    private func builder(_ key: ObservedCells.Key, _ dates: [CivilDate]) -> GridBuilder {
        GridBuilder(dates: dates, places: tree.count(key.level), isDivided: isDivided && key.kind == .value)
    }

    /// The place of each code; what has none is reported.
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
        report.unknown = unknown.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
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

    // MARK: Communes of another year

    private mutating func measuredByCode(_ rows: RowSet) -> [ObservedCells.Key: [Int32: [String: CellParts]]] {
        var moved: [ObservedCells.Key: [Int32: [String: CellParts]]] = [:]
        for row in rows.territories.indices {
            let number = rows.territories[row]
            guard number >= 0 else { report.withoutTerritory += 1; continue }
            guard rows.days[row] != RowSet.noDay else { report.withoutDate += 1; continue }
            let code = rows.codes[Int(number)], slice = rows.slice(rows.slices[row])
            func put(_ kind: ObservationKind, _ parts: CellParts) {
                moved[.init(kind: kind, slice: slice, level: .commune), default: [:]][rows.days[row], default: [:]][code] = parts
            }
            put(.value, rows.parts(row, definition.nature))
            for (kind, value) in rows.others(row) { put(kind, CellParts(value: value)) }
        }
        return moved
    }

    /// Moves the values of another year's communes to those of the tree.
    private mutating func pass(_ days: [Int32: [String: CellParts]], _ key: ObservedCells.Key, _ dates: [CivilDate], _ columns: [Int32: Int]) {
        guard let vintage = source.vintage, let history = tree.history, let floor = tree.floor(.commune) else { return }
        let populations = Dictionary(zip(floor.codes, floor.populations), uniquingKeysWith: { first, _ in first })
        let passage = history.passage(from: vintage, to: tree.date, key: .population(populations))
        var builder = self.builder(key, dates)
        for (day, cells) in days.sorted(by: { $0.key < $1.key }) {
            var results: [String: CellParts] = [:]
            func move(_ part: WritableKeyPath<CellParts, Double>, isRate: Bool) -> PassageReport? {
                let given = cells.mapValues { $0[keyPath: part] }.filter { !$0.value.isNaN }
                if given.isEmpty { return nil }
                let whole = given.compactMapValues { Int(exactly: $0) }
                if isRate {
                    let passed = passage.rates(given, rule: .refused)
                    for (code, value) in passed.values { results[code, default: CellParts()][keyPath: part] = value }
                    return passed.report
                }
                if whole.count == given.count {
                    let passed = passage.sums(whole)
                    for (code, value) in passed.values { results[code, default: CellParts()][keyPath: part] = Double(value) }
                    return passed.report
                }
                let passed = passage.amounts(given)
                for (code, value) in passed.values { results[code, default: CellParts()][keyPath: part] = value }
                return passed.report
            }
            let reports = isDivided && key.kind == .value
                ? [move(\.numerator, isRate: false), move(\.denominator, isRate: false), move(\.units, isRate: false)]
                : [move(\.value, isRate: !isAdditive), move(\.units, isRate: false)]
            if let passed = reports.compactMap({ $0 }).first { account(passed) }
            for (code, parts) in results {
                if let place = floor.codes.place(of: code), let column = columns[day] { builder.add(parts, at: place * dates.count + column, adds: true) }
            }
        }
        builders[key] = builder
    }

    private mutating func account(_ passed: PassageReport) {
        report.passage = passed
        let known = Set(report.unknown.map { $0.code })
        for entry in passed.entries where entry.outcome == .unknown && !known.contains(entry.code) { report.unknown.append((entry.code, 1)) }
    }
}

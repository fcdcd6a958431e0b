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
    private let isGrouped: Bool

    init(_ query: IndicatorQuery, tree: TerritoryTree) {
        definition = query.definition
        source = query.source
        isGrouped = query.isGrouped
        self.tree = tree
        isDivided = switch definition.nature {
        case .ratio, .mean: true
        case .sum, .published: false
        }
    }

    /// Where a code counts.
    private struct Placed {
        let level: TerritoryLevel
        let place: Int
        /// Whether it is a part of the commune at that place.
        var isFolded = false
        /// Whether other codes are parts of it.
        var isWhole = false
    }

    private var isAdditive: Bool { definition.nature != .published }

    /// Whether the communes are of another year, and what became of them is known.
    private var isMoved: Bool { source.vintage != nil && tree.history != nil && source.territoryLevel == .commune }

    mutating func cells(_ rows: RowSet) -> ObservedCells {
        let dates = Set(rows.days).subtracting([RowSet.noDay]).sorted().compactMap { CivilDate(dayNumber: Int($0)) }
        account(rows)
        let columns = Dictionary(dates.enumerated().map { (Int32($1.dayNumber), $0) }, uniquingKeysWith: { first, _ in first })
        if isMoved {
            let moved = measuredByCode(rows)
            for (key, byDay) in moved { pass(byDay, key, dates, columns) }
            let lost = Set(report.unknown.map(\.code))
            report.unknown = unknown(rows) { lost.contains(rows.codes[$0]) }
        } else {
            place(rows, dates, columns)
        }
        var cells = ObservedCells()
        for (key, builder) in builders {
            report.divisions += builder.divisions
            report.totals += builder.totals.count
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
        var gathered: [ObservedCells.Key: [Int: GatheredParts]] = [:]
        var slice = Int32(-1), level: TerritoryLevel?
        let hasOthers = rows.measures.contains { $0 == .initial || $0 == .target }
        for row in rows.territories.indices {
            let number = rows.territories[row]
            guard number >= 0, let column = columns[rows.days[row]], let place = places[Int(number)] else { continue }
            if slice != rows.slices[row] || level != place.level {
                if let current { builders[current.key] = current.builder }
                (slice, level) = (rows.slices[row], place.level)
                let key = ObservedCells.Key(kind: .value, slice: rows.slice(slice), level: place.level)
                current = (key, builders.removeValue(forKey: key) ?? builder(key, dates))
            }
            let index = place.place * dates.count + column
            if place.isFolded || place.isWhole, let key = current?.key {
                gathered[key, default: [:]][index, default: GatheredParts()].add(rows.parts(row, definition.nature), isFolded: place.isFolded)
            } else {
                current?.builder.add(rows.parts(row, definition.nature), at: index)
            }
            if hasOthers {
                for (kind, value) in rows.others(row) {
                    let key = ObservedCells.Key(kind: kind, slice: rows.slice(slice), level: place.level)
                    var other = builders.removeValue(forKey: key) ?? builder(key, dates)
                    other.add(CellParts(value: value), at: index)
                    builders[key] = other
                }
            }
        }
        if let current { builders[current.key] = current.builder }
        for (key, cells) in gathered {
            for (index, parts) in cells { builders[key]?.add(parts, at: index, isGrouped: isGrouped) }
        }
    }

    private func builder(_ key: ObservedCells.Key, _ dates: [CivilDate]) -> GridBuilder {
        GridBuilder(dates: dates, places: tree.count(key.level), isDivided: isDivided && key.kind == .value)
    }

    /// Counts the rows of the whole: those of breakdowns are the same again.
    private mutating func account(_ rows: RowSet) {
        for row in rows.territories.indices where rows.slices[row] == 0 {
            let size = Int(rows.sizes[row])
            report.rows += size
            if rows.territories[row] < 0 { report.withoutTerritory += size } else if rows.days[row] == RowSet.noDay { report.withoutDate += size }
        }
    }

    /// The place of each code; what has none is reported.
    private mutating func resolved(_ rows: RowSet) -> [Placed?] {
        var places = rows.codes.map { code -> Placed? in
            guard let id = source.territoryLevel.map({ TerritoryID($0, code) }) ?? TerritoryID(code) else { return nil }
            if let place = tree.place(id) { return Placed(level: id.level, place: place) }
            guard id.level == .commune, isAdditive, let commune = holder(id.code) else { return nil }
            return Placed(level: .commune, place: commune, isFolded: true)
        }
        let wholes = Set(places.compactMap { $0.flatMap { $0.isFolded ? $0.place : nil } })
        report.folded = places.count { $0?.isFolded ?? false }
        for index in places.indices where places[index]?.level == .commune && places[index]?.isFolded == false {
            if let place = places[index]?.place, wholes.contains(place) { places[index]?.isWhole = true }
        }
        report.unknown = unknown(rows) { places[$0] == nil }
        return places
    }

    /// The codes that are no territory, by their numbers, with the rows that name them and have a date.
    private func unknown(_ rows: RowSet, _ isUnknown: (Int) -> Bool) -> [(code: String, count: Int)] {
        var counts = [Int](repeating: 0, count: rows.codes.count)
        for row in rows.territories.indices where rows.territories[row] >= 0 && rows.slices[row] == 0 && rows.days[row] != RowSet.noDay {
            counts[Int(rows.territories[row])] += Int(rows.sizes[row])
        }
        return rows.codes.indices.filter(isUnknown).map { (rows.codes[$0], counts[$0]) }.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
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

    /// By key, day and code. The codes of municipal arrondissements are no communes of any year: they count in theirs.
    private mutating func measuredByCode(_ rows: RowSet) -> [ObservedCells.Key: [Int32: [String: GatheredParts]]] {
        var moved: [ObservedCells.Key: [Int32: [String: GatheredParts]]] = [:]
        let communes = rows.codes.map { isAdditive ? city($0) : nil }
        report.folded = communes.count { $0 != nil }
        for row in rows.territories.indices where rows.territories[row] >= 0 && rows.days[row] != RowSet.noDay {
            let number = Int(rows.territories[row]), slice = rows.slice(rows.slices[row])
            let code = communes[number] ?? rows.codes[number], isFolded = communes[number] != nil
            func put(_ kind: ObservationKind, _ parts: CellParts) {
                moved[.init(kind: kind, slice: slice, level: .commune), default: [:]][rows.days[row], default: [:]][code, default: GatheredParts()]
                    .add(parts, isFolded: isFolded)
            }
            put(.value, rows.parts(row, definition.nature))
            for (kind, value) in rows.others(row) { put(kind, CellParts(value: value)) }
        }
        return moved
    }

    /// The code of the commune of a municipal arrondissement.
    private func city(_ code: String) -> String? {
        guard let floor = tree.floor(.municipalArrondissement), let place = floor.codes.place(of: code),
            let parent = floor.parents[.commune]?[place], parent >= 0 else { return nil }
        return tree.floor(.commune)?.codes[Int(parent)]
    }

    /// Moves the values of another year's communes to those of the tree.
    private mutating func pass(_ days: [Int32: [String: GatheredParts]], _ key: ObservedCells.Key, _ dates: [CivilDate], _ columns: [Int32: Int]) {
        guard let vintage = source.vintage, let history = tree.history, let floor = tree.floor(.commune) else { return }
        let populations = Dictionary(zip(floor.codes, floor.populations), uniquingKeysWith: { first, _ in first })
        let passage = history.passage(from: vintage, to: tree.date, key: .population(populations))
        var builder = self.builder(key, dates)
        for (day, gathered) in days.sorted(by: { $0.key < $1.key }) {
            let cells = gathered.filter { !$0.value.isAmbiguous }.mapValues { $0.combined(isGrouped: isGrouped).parts }
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
                if let place = floor.codes.place(of: code), let column = columns[day] { builder.add(parts, at: place * dates.count + column) }
            }
            for (code, _) in gathered.filter({ $0.value.isAmbiguous }) { CivilDate(dayNumber: Int(day)).map { report.ambiguous.append((code, $0)) } }
        }
        builders[key] = builder
    }

    private mutating func account(_ passed: PassageReport) {
        report.passage = passed
        let known = Set(report.unknown.map { $0.code })
        for entry in passed.entries where entry.outcome == .unknown && !known.contains(entry.code) { report.unknown.append((entry.code, 1)) }
    }
}

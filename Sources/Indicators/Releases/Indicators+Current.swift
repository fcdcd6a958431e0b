internal import Foundation
internal import Lake
internal import Store
internal import Synchronization
internal import Territories

extension Indicators {
    /// All figures as they are now. A page asks once and reads all it shows from the answer.
    ///
    /// Asking costs one small question to the store; only the indicators of which a release speaks since are put together anew.
    ///
    /// An indicator whose file is damaged or gone is without figures, and among ``Observations/failures``; the others have theirs.
    ///
    /// - Throws: ``StoreError``.
    package func current() async throws -> Observations {
        let latest = try await store.read { try ReleaseRows.latest($0) }
        let (definitions, tree, edition, before) = withState { ($0.definitions, $0.tree, $0.edition, $0.latest) }
        if let before, before.release == latest, before.edition == edition { return before }
        let entries = try await store.read { try ReleaseRows.all($0) }
        var byIndicator: [IndicatorID: [ReleaseRows.Entry]] = [:]
        for entry in entries where entry.release.undoneBy == nil && entry.release.kind != .undo {
            for id in entry.release.indicators where definitions[id] != nil { byIndicator[id, default: []].append(entry) }
        }
        var figures: [Observations.Figures] = []
        var reused: Set<IndicatorID> = []
        var read = ReadChanges()
        for definition in definitions.values.sorted(by: { $0.id < $1.id }) {
            if case .formula = definition.source { continue }
            let plan = CubePlan(byIndicator[definition.id] ?? [])
            if let old = before?.figures(definition.id), old.plan == plan, old.definition == definition, before?.edition == edition {
                figures.append(old)
                reused.insert(definition.id)
                continue
            }
            do {
                figures.append(.init(definition: definition, plan: plan, cube: try await cube(definition, plan, tree, &read)))
            } catch let failure as IndicatorsError {
                figures.append(.init(definition: definition, plan: plan, cube: nil, failure: failure))
            }
        }
        // Formulas come after what they name.
        for definition in FormulaGraph(Array(definitions.values)).order {
            guard case .formula(let expression) = definition.source, let formula = try? Formula(expression, service: definition.id.service) else { continue }
            let ids = formula.references.map(\.id)
            if let old = before?.figures(definition.id), before?.edition == edition, ids.allSatisfy(reused.contains) {
                figures.append(old)
                reused.insert(definition.id)
                continue
            }
            if let failure = figures.first(where: { ids.contains($0.definition.id) && $0.failure != nil })?.failure {
                figures.append(.init(definition: definition, plan: CubePlan([]), cube: nil, failure: failure))
                continue
            }
            let cubes = Dictionary(figures.compactMap { one in one.cube.map { (one.definition.id, $0) } }, uniquingKeysWith: { first, _ in first })
            let computed = FormulaCube(definition: definition, formula: formula, tree: tree, inputs: cubes.filter { ids.contains($0.key) })
            figures.append(.init(definition: definition, plan: CubePlan([]), cube: try computed.cube()))
        }
        for definition in definitions.values where !figures.contains(where: { $0.definition.id == definition.id }) {
            figures.append(.init(definition: definition, plan: CubePlan([]), cube: nil))
        }
        let observations = Observations(release: entries.last?.release.number ?? 0, edition: edition, tree: tree, figures: figures)
        withState { state in
            guard state.edition == edition, (state.latest?.release ?? -1) < observations.release || state.latest?.edition != edition else { return }
            state.latest = observations
        }
        return observations
    }

    /// The cube of an indicator: the computed one as it is, or with what was given since put into it.
    private func cube(
        _ definition: IndicatorDefinition, _ plan: CubePlan, _ tree: TerritoryTree, _ read: inout ReadChanges
    ) async throws -> Cube? {
        var base: Cube?
        if let computed = plan.base { base = try Cube(try await content(computed), name: computed.file?.hex ?? computed.release.id) }
        if plan.overlays.isEmpty { return base }
        var cells = base.map { $0.observed(tree) } ?? ObservedCells()
        let kinds = Set(cells.grids.keys.map(\.kind))
        for entry in plan.overlays {
            let number = entry.release.number
            if read.byRelease[number] == nil {
                let all = try CellChanges.changes(try await content(entry), name: entry.file?.hex ?? entry.release.id)
                read.byRelease[number] = Dictionary(grouping: all, by: \.indicator)
            }
            let changes = read.byRelease[number]?[definition.id] ?? []
            // What was given before a table was computed counts only where the table says nothing of its kind.
            let isBefore = plan.base.map { entry.release.number < $0.release.number } ?? false
            cells.take(isBefore ? changes.filter { !kinds.contains($0.kind) } : changes, tree, definition)
        }
        return try Cube(try Publication(definition: definition, tree: tree).cube(cells), name: "\(definition.id)")
    }
}

/// The changes of releases that were read, each once for all the indicators that it speaks of.
private struct ReadChanges {
    var byRelease: [Int: [IndicatorID: [CellChange]]] = [:]
}

/// From which releases a cube is put together.
struct CubePlan: Sendable, Hashable {
    /// The latest computed one.
    let base: ReleaseRows.Entry?
    /// What was imported or filled in, in order.
    let overlays: [ReleaseRows.Entry]

    /// - Parameter entries: in order, without those taken back.
    init(_ entries: [ReleaseRows.Entry]) {
        base = entries.last { $0.release.kind == .computed }
        overlays = entries.filter { $0.release.kind != .computed }
    }
}

extension Cube {
    /// The observed values, for something to be put into them. Territories that the tree does not have are left out.
    func observed(_ tree: TerritoryTree) -> ObservedCells {
        var cells = ObservedCells()
        for sheet in sheets where sheet.head.isRaw || sheet.head.isObserved {
            let key = ObservedCells.Key(kind: sheet.head.kind, slice: sheet.head.slice, level: sheet.level)
            guard let floor = tree.floor(sheet.level) else { continue }
            var grid = Grid(dates: sheet.dates, places: floor.codes.count, isDivided: sheet.isDivided)
            for row in 0..<sheet.head.rows {
                guard let place = floor.codes.place(of: sheet.code(row)) else { continue }
                for column in sheet.dates.indices {
                    guard let point = sheet.point(row, column) else { continue }
                    let index = grid.index(place, column)
                    if let value = point.value {
                        grid.set(index, value: value, numerator: point.numerator ?? .nan, denominator: point.denominator ?? .nan)
                    } else {
                        grid.remove(index, point.absence ?? .missing)
                    }
                }
            }
            cells.grids[key] = grid
        }
        cells.labels = head.labels.mapValues { $0.map { (category: $0[0], label: $0[$0.count - 1]) } }
        return cells
    }
}

extension ObservedCells {
    /// Puts cells that people gave into the observed ones.
    mutating func take(_ changes: [CellChange], _ tree: TerritoryTree, _ definition: IndicatorDefinition) {
        for (key, own) in Dictionary(grouping: changes, by: { Key(kind: $0.kind, slice: $0.slice, level: $0.territory.level) }) {
            let places = tree.count(key.level)
            guard places > 0 else { continue }
            let isDivided = grids[key].map { !$0.numerators.isEmpty } ?? false
            let dates = Set(grids[key]?.dates ?? []).union(own.map(\.date)).sorted()
            var grid = grids[key]?.spread(over: dates) ?? Grid(dates: dates, places: places, isDivided: isDivided)
            let columns = Dictionary(uniqueKeysWithValues: dates.enumerated().map { ($1, $0) })
            for change in own {
                guard let place = tree.place(change.territory), let column = columns[change.date] else { continue }
                let index = grid.index(place, column)
                if let value = change.value { grid.set(index, value: value) } else { grid.remove(index, .erased) }
            }
            grids[key] = grid
        }
    }
}

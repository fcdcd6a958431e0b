internal import Foundation
internal import Territories

/// From observed values to the figures of all levels, withheld where they must be.
struct Publication {
    let definition: IndicatorDefinition
    let tree: TerritoryTree

    /// The bytes of the cube. Where secrecy is declared, the observed values are kept in it apart and are never shown.
    func cube(_ cells: ObservedCells) throws -> Data {
        var writer = CubeWriter(tree)
        for breakdown in definition.breakdowns {
            writer.label(breakdown.slug, labels(breakdown, cells.labels[breakdown.slug] ?? []))
        }
        let figures = withheld(figures(cells), cells)
        for key in figures.keys {
            guard let grid = figures.grids[key] else { continue }
            let observed = cells.grids[key]
            // Values that are shown as they were observed are written once.
            let isObserved = observed.map { $0.states == grid.states && $0.dates == grid.dates && grid.isSame(as: $0) } ?? false
            writer.add(grid, kind: key.kind, slice: key.slice, level: key.level, isObserved: isObserved)
            if let observed, !isObserved { writer.add(observed, kind: key.kind, slice: key.slice, level: key.level, isRaw: true) }
        }
        return try writer.bytes()
    }

    /// All levels, before secrecy.
    func figures(_ cells: ObservedCells) -> ObservedCells {
        var result = ObservedCells()
        result.labels = cells.labels
        let slices = Dictionary(grouping: cells.grids.keys) { ObservedCells.Key(kind: $0.kind, slice: $0.slice, level: .france) }
        for (group, keys) in slices {
            let given = Dictionary(uniqueKeysWithValues: keys.map { key in (key.level, prepared(cells.grids[key], key)) })
            for (level, grid) in given { if let grid { result.grids[.init(kind: group.kind, slice: group.slice, level: level)] = grid } }
            guard let finest = given.keys.max(), case let base?? = given[finest], addsUp(group.kind) else { continue }
            let aggregation = Aggregation(
                tree: tree, nature: definition.nature, minimumCoverage: group.kind == .value ? definition.minimumCoverage : 1)
            for level in tree.levels where level < finest {
                guard let lifted = aggregation.lifted(base, from: finest, to: level) else { continue }
                let key = ObservedCells.Key(kind: group.kind, slice: group.slice, level: level)
                result.grids[key] = Self.merged(lifted, under: result.grids[key])
            }
        }
        return result
    }

    /// Initial values and targets add up where the values do, and only where all of them are there; they are never averaged.
    private func addsUp(_ kind: ObservationKind) -> Bool {
        switch definition.nature {
        case .sum: true
        case .mean, .ratio: kind == .value
        case .published: false
        }
    }

    private func prepared(_ grid: Grid?, _ key: ObservedCells.Key) -> Grid? {
        guard var grid else { return nil }
        if key.kind == .value {
            if definition.absentIsZero, definition.nature == .sum, key.level == definition.level {
                for index in grid.states.indices where grid.states[index] == Point.Absence.missing.rawValue { grid.set(index, value: 0) }
            }
            grid.accumulate(definition.accumulation)
        }
        switch definition.nature {
        case .ratio(let scale): grid.divide(scale: scale)
        case .mean: grid.divide(scale: 1)
        case .sum, .published: break
        }
        return grid
    }

    /// What is given at a level comes before what is put together for it.
    private static func merged(_ lifted: Grid, under given: Grid?) -> Grid {
        guard let given else { return lifted }
        let dates = Set(lifted.dates).union(given.dates).sorted()
        var result = lifted.spread(over: dates)
        result.overlay(given.spread(over: dates))
        return result
    }

    private func withheld(_ figures: ObservedCells, _ cells: ObservedCells) -> ObservedCells {
        guard let secrecy = definition.secrecy else { return figures }
        return Suppression(definition: definition, secrecy: secrecy, tree: tree).applied(to: figures, units: units(cells))
    }

    /// The units of all levels: they add up whatever the indicator does.
    private func units(_ cells: ObservedCells) -> [ObservedCells.Key: Grid] {
        var counted = definition
        counted.nature = .sum
        counted.minimumCoverage = 0
        var observed = ObservedCells()
        observed.grids = cells.units
        return cells.units.isEmpty ? [:] : Publication(definition: counted, tree: tree).figures(observed).grids
    }

    private func labels(_ breakdown: Breakdown, _ found: [(category: String, label: String)]) -> [(category: String, label: String)] {
        let declared = Set(breakdown.labels.map(\.category))
        return breakdown.labels + found.filter { !declared.contains($0.category) }.sorted { $0.category < $1.category }
    }
}

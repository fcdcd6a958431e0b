internal import Foundation
internal import Territories

/// Computes an indicator from others, for every level, territory and date that they have.
struct FormulaCube {
    let definition: IndicatorDefinition
    let formula: Formula
    let tree: TerritoryTree
    /// The cubes of the indicators that the formula names.
    let inputs: [IndicatorID: Cube]

    /// Nil where the indicators have no figures.
    func cube() throws -> Cube? {
        var cells = ObservedCells()
        for level in tree.levels {
            let sheets = inputs.compactMapValues { $0.sheet(.value, nil, level) }
            guard !sheets.isEmpty, let floor = tree.floor(level) else { continue }
            let dates = Set(sheets.values.flatMap(\.dates)).sorted()
            var grid = Grid(dates: dates, places: floor.codes.count, isDivided: false)
            for (place, code) in floor.codes.enumerated() {
                let points = sheets.mapValues { sheet -> [CivilDate: Point] in
                    guard let row = sheet.row(code) else { return [:] }
                    return Dictionary(sheet.dates.indices.compactMap { sheet.point(row, $0) }.map { ($0.date, $0) }, uniquingKeysWith: { first, _ in first })
                }
                if points.values.allSatisfy(\.isEmpty) { continue }
                for (column, date) in dates.enumerated() { fill(&grid, grid.index(place, column), date, points) }
            }
            cells.grids[.init(kind: .value, slice: nil, level: level)] = grid
        }
        if cells.grids.isEmpty { return nil }
        var published = definition
        published.nature = .published
        published.accumulation = .none
        published.secrecy = nil
        return try Cube(try Publication(definition: published, tree: tree).cube(cells), name: "\(definition.id)")
    }

    private func fill(_ grid: inout Grid, _ index: Int, _ date: CivilDate, _ points: [IndicatorID: [CivilDate: Point]]) {
        var isAsked = false
        let outcome = formula.value { id, isLatest in
            let own = points[id] ?? [:]
            if own[date] != nil { isAsked = true }
            let point = own[date] ?? (isLatest ? own.filter { $0.key < date && $0.value.value != nil }.max { $0.key < $1.key }?.value : nil)
            guard let point else { return .absent(.missing) }
            return point.value.map { .number($0) } ?? .absent(point.absence ?? .missing)
        }
        guard isAsked else { return }
        switch outcome {
        case .number(let number) where number.isFinite: grid.set(index, value: number)
        case .absent(let reason): grid.remove(index, reason)
        case .number, .boolean: grid.remove(index, .missing)
        }
    }
}

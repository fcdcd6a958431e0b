internal import Territories

/// Statistical secrecy: withholds the values of too few units, and as many more as it takes that none of them can be
/// computed from what is published.
///
/// Whoever reads the figures knows that each level adds up to the wider ones and that categories add up to the whole: a
/// system of linear equations whose unknowns are the withheld values. A value is safe when the system has solutions that
/// differ on it. ``HiddenSystem`` decides this exactly; where a system is too large for that, more is withheld, by a
/// rule that is safe whatever the numbers (``wideRule(_:_:)``).
struct Suppression {
    let definition: IndicatorDefinition
    let secrecy: Secrecy
    let tree: TerritoryTree

    /// Figures with what must not be shown taken away; only values, not targets, tell of units.
    func applied(to figures: ObservedCells, units: [ObservedCells.Key: Grid]) -> ObservedCells {
        var result = figures
        let keys = figures.keys.filter { $0.kind == .value }
        for date in Set(keys.flatMap { figures.grids[$0]?.dates ?? [] }).sorted() {
            var table = SecretTable(definition: definition, tree: tree, figures: figures, keys: keys, date: date)
            let primary = table.published.filter { isTooFew($0, table, units) }
            if primary.isEmpty { continue }
            for cell in primary { table.hide(cell) }
            protect(&table)
            for cell in table.hidden {
                let key = table.keys[Int(cell.sheet)]
                guard let index = table.index(cell) else { continue }
                result.grids[key]?.remove(index, primary.contains(cell) ? .secrecy : .complement)
            }
        }
        return result
    }

    /// Whether a cell is about fewer units than the threshold; none at all are no secret.
    private func isTooFew(_ cell: SecretTable.Cell, _ table: SecretTable, _ units: [ObservedCells.Key: Grid]) -> Bool {
        func few(_ count: Double) -> Bool { count > 0 && count < secrecy.threshold }
        let key = table.keys[Int(cell.sheet)]
        if secrecy.units != nil {
            guard let grid = units[key], let column = grid.dates.firstIndex(of: table.date) else { return true }
            let count = grid.values[grid.index(Int(cell.place), column)]
            // What is not counted is not known to be many.
            return count.isNaN || few(count)
        }
        guard let grid = table.grids[Int(cell.sheet)], let index = table.index(cell) else { return false }
        if grid.numerators.isEmpty { return few(abs(grid.values[index])) }
        let (part, whole) = (grid.numerators[index], grid.denominators[index])
        // A part of a whole gives away the rest of it too.
        return few(part) || few(whole) || part <= whole && few(whole - part)
    }

    /// Withholds more until nothing withheld can be computed.
    private func protect(_ table: inout SecretTable) {
        var rounds = 0
        while true {
            settle(&table)
            var changed = false
            for system in HiddenSystem.components(of: table) {
                if system.isLarge || rounds > 200 {
                    changed = wideRule(system, &table) || changed
                } else {
                    for cell in system.determined() where table.isHidden(cell) {
                        if let more = table.companion(of: cell) {
                            table.hide(more)
                            changed = true
                        }
                    }
                }
            }
            if !changed { return }
            rounds += 1
        }
    }

    /// The first rule: no equation has just one unknown. On nested levels it is enough.
    private func settle(_ table: inout SecretTable) {
        var waiting = Array(table.hidden).sorted()
        var next = 0
        while next < waiting.count {
            let cell = waiting[next]
            next += 1
            for equation in table.equations(of: cell) {
                let members = table.members(of: equation)
                guard members.unknown.count == 1, let more = table.companion(in: members) else { continue }
                table.hide(more)
                waiting.append(more)
            }
        }
    }

    /// The rule for systems too large to be solved: the totals of levels that cross one another (EPCI and départements) are
    /// withheld where they hold a withheld value, and so are the totals of categories. Each equation left crosses no
    /// other, or has an unknown of its own; then the first rule is enough.
    private func wideRule(_ system: HiddenSystem, _ table: inout SecretTable) -> Bool {
        let nested: Set<TerritoryLevel> = [.departement, .region, .france]
        var changed = false
        for cell in system.cells where table.isHidden(cell) {
            for equation in table.equations(of: cell) {
                guard case .territories(let sheet, let level, let place) = equation, let key = table.key(sheet), key.slice != nil || !nested.contains(level),
                    let total = table.cell(key.slice, level, place), table.isPublished(total)
                else { continue }
                table.hide(total)
                changed = true
            }
        }
        return changed
    }
}

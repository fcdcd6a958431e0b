internal import Foundation
internal import Lake
package import Localization
internal import Store
package import Territories

extension Indicators {
    /// A figure with all that is behind it: the arithmetic, the release, what it was before.
    ///
    /// - Returns: nil where nothing is said of the cell.
    package func working(
        _ id: IndicatorID, _ territory: TerritoryID, on date: CivilDate, kind: ObservationKind = .value, slice: Slice? = nil
    ) async throws -> Working? {
        let observations = try await current()
        guard let definition = observations.definition(id) else { return nil }
        let entries = try await store.read { try ReleaseRows.all($0, of: id) }
        var revisions: [Working.Revision] = []
        var latest: Release?
        for entry in entries where entry.release.kind != .undo {
            do {
                guard let said = try await said(entry, id, territory, date, kind, slice, definition) else { continue }
                revisions.append(.init(release: entry.release, value: said.value))
            } catch is IndicatorsError {
                // Whether it speaks of the cell cannot be known.
                revisions.append(.init(release: entry.release, value: nil, isUnreadable: true))
                continue
            }
            if entry.release.undoneBy == nil { latest = entry.release }
        }
        let point = observations.series(id, territory, kind: kind, slice: slice).first { $0.date == date }
        guard let point = point ?? (revisions.isEmpty ? nil : Point(date: date, value: nil, absence: .missing)) else { return nil }
        // What is put together from values that were given comes from the latest of their releases.
        let release = latest ?? entries.last { $0.release.undoneBy == nil && $0.release.kind != .undo }?.release
        return Working(
            definition: definition, territory: territory, kind: kind, slice: slice, point: point,
            arithmetic: arithmetic(observations, definition, territory, point, kind, slice), release: release, revisions: revisions.reversed())
    }

    /// What a release says of a cell: a value, or that there is none.
    private struct Said { let value: Double? }

    /// What a release says of a cell; nil where it does not speak of it.
    private func said(
        _ entry: ReleaseRows.Entry, _ id: IndicatorID, _ territory: TerritoryID, _ date: CivilDate, _ kind: ObservationKind, _ slice: Slice?,
        _ definition: IndicatorDefinition
    ) async throws -> Said? {
        let name = entry.file?.hex ?? entry.release.id
        let data = try await content(entry)
        if entry.release.kind == .computed {
            guard let sheet = try Cube(data, name: name).sheet(kind, slice, territory.level), let row = sheet.row(territory.code),
                let column = sheet.dates.firstIndex(of: date), let point = sheet.point(row, column)
            else { return nil }
            return Said(value: point.value)
        }
        let key = CellChange.Key(indicator: id, territory: territory, date: date, kind: kind, slice: slice)
        let change = try CellChanges.last(key, in: data, name: name)
        // Under secrecy, what was given is not shown without its having been seen to.
        return change.map { Said(value: definition.secrecy == nil ? $0.value : nil) }
    }

    private func arithmetic(
        _ observations: Observations, _ definition: IndicatorDefinition, _ territory: TerritoryID, _ point: Point, _ kind: ObservationKind,
        _ slice: Slice?
    ) -> Working.Arithmetic {
        if case .formula(let expression) = definition.source, let formula = try? Formula(expression, service: definition.id.service) {
            return .formula(expression.text, inputs: formula.references.map { reference in
                let value = observations.series(reference.id, territory).last { $0.date <= point.date && $0.value != nil }?.value
                return .init(indicator: reference.id, name: observations.definition(reference.id)?.name ?? "\(reference.id)", value: value)
            })
        }
        let finest = observations.levels(definition.id).last ?? definition.level
        let isOwn = territory.level == finest
        var known = 1, all = 1
        if !isOwn {
            all = observations.tree.places(finest, in: territory).count
            known = observations.values(definition.id, finest, in: territory, on: point.date, kind: kind, slice: slice).values
                .count { $0.value != nil || $0.absence == .division || $0.withheld }
        }
        let level = isOwn ? nil : finest
        switch definition.nature {
        case .published: return .observed
        case .sum: return isOwn ? .observed : .sum(level: finest, known: known, all: all)
        case .ratio(let scale):
            guard let numerator = point.numerator, let denominator = point.denominator else { return .observed }
            return .ratio(numerator: numerator, denominator: denominator, scale: scale, level: level, known: known, all: all)
        case .mean:
            guard let numerator = point.numerator, let denominator = point.denominator else { return .observed }
            return .mean(weighted: numerator, weights: denominator, level: level, known: known, all: all)
        }
    }
}

extension Working {
    /// The arithmetic in one sentence, such as “12 ÷ 19 × 100 = 63,2 %”.
    package func words(in localizer: Localizer) -> String {
        func shown(_ value: Double) -> String { localizer.decimal(value, maxDigits: max(definition.digits, 3)) }
        let result = point.value.map { localizer.amount($0, maxDigits: definition.digits) + definition.unit(after: $0, localizer) }
            ?? localizer.text((point.absence ?? .missing).nameKey)
        func scope(_ level: TerritoryLevel?, _ known: Int, _ all: Int) -> String {
            guard let level else { return "" }
            return " " + localizer.text("indicators.working.scope", [
                "known": .integer(known), "all": .integer(all), "level": .message(level.pluralKey),
            ])
        }
        switch arithmetic {
        case .observed: return localizer.text("indicators.working.observed", ["result": .text(result)])
        case .sum(let level, let known, let all):
            return localizer.text("indicators.working.sum", ["result": .text(result)]) + scope(level, known, all)
        case .formula(let text, let inputs):
            let values = inputs.map { input in MessageArgument.text("\(input.name) : \(input.value.map(shown) ?? "–")") }
            return localizer.text("indicators.working.formula", ["formula": .text(text), "result": .text(result), "inputs": .list(values)])
        case .ratio(let numerator, let denominator, let scale, let level, let known, let all):
            let key = scale == 1 ? "indicators.working.ratio" : "indicators.working.scaled"
            return localizer.text(key, [
                "numerator": .text(shown(numerator)), "denominator": .text(shown(denominator)), "scale": .text(shown(scale)), "result": .text(result),
            ]) + scope(level, known, all)
        case .mean(let weighted, let weights, let level, let known, let all):
            return localizer.text("indicators.working.mean", [
                "numerator": .text(shown(weighted)), "denominator": .text(shown(weights)), "result": .text(result),
            ]) + scope(level, known, all)
        }
    }
}

internal import Declarations
package import DuckDB
package import Foundation
internal import Lake
internal import Localization
internal import Synchronization
package import Territories

extension Indicators {
    /// The Table Schema by which files of values are checked, as JSON.
    package static func importSchema() throws -> Data { try ImportFile.schemaText() }

    /// Reads a file of values (`identifiant_indic;zone_id;date_valeur;type_valeur;valeur`, CSV or a workbook) and tells what
    /// taking it would do. Nothing changes.
    ///
    /// - Parameters:
    ///   - service: the service whose indicators are meant where only a slug is written.
    ///   - allowed: whether its sender may give values of an indicator for a territory.
    /// - Throws: `TablesError` where the file cannot be read.
    package func examine(
        _ file: URL, name: String, service: String?, support: SupportFolder, scratch: URL,
        allowed: @escaping @Sendable (IndicatorID, TerritoryID) -> Bool = { _, _ in true }
    ) async throws -> ImportReport {
        let observations = try await current()
        let read = try ImportFile(file, name: name, support: support, scratch: scratch)
        return ImportJudgement(observations: observations, service: service, allowed: allowed).report(read, name: name)
    }

    /// Takes what a report told, in one transaction.
    ///
    /// What changed meanwhile is not looked at again: the file's word is the latest. ``undo(_:author:note:journal:)`` takes it back.
    ///
    /// - Parameter file: kept among the lake's originals, and named by the release.
    /// - Throws: ``IndicatorsError`` `indicators.empty` where nothing would change.
    @discardableResult
    package func apply(_ report: ImportReport, of file: URL, author: String, note: String? = nil, journal: Journal? = nil) async throws -> Release {
        guard report.obstacles.isEmpty, !report.changes.isEmpty else { throw IndicatorsError("empty") }
        let hash = try await lake.keepOriginal(file).0
        return try await give(
            report.changes, kind: .imported, author: author, source: Release.Source(title: report.file, hash: hash), note: note, journal: journal)
    }
}

/// What becomes of each row of a file.
struct ImportJudgement {
    let observations: Observations
    let service: String?
    let allowed: @Sendable (IndicatorID, TerritoryID) -> Bool

    func report(_ file: ImportFile, name: String) -> ImportReport {
        var refused = file.refused.values.map { $0 }
        var created: [ImportReport.Line] = [], changed = created, erased = created
        var unchanged = 0
        var lines: [CellChange.Key: Int] = [:]
        let known = Dictionary(grouping: observations.definitions.map(\.id), by: \.slug)
        var points: [SeriesKey: [CivilDate: Double]] = [:]
        for (index, row) in file.rows.enumerated() where file.refused[index + 1] == nil {
            let change: CellChange
            do {
                change = try self.change(row, known)
            } catch {
                refused.append(error)
                continue
            }
            if let first = lines[change.key] {
                refused.append(refusal(row, nil, "import.twice", ["first": .integer(first)]))
                continue
            }
            lines[change.key] = row.line
            let key = SeriesKey(indicator: change.indicator, territory: change.territory, kind: change.kind)
            if points[key] == nil {
                let series = observations.given(change.indicator, change.territory, change.kind)
                points[key] = Dictionary(series.compactMap { point in point.value.map { (point.date, $0) } }, uniquingKeysWith: { _, last in last })
            }
            let before = points[key]?[change.date]
            let line = ImportReport.Line(line: row.line, change: change, before: before)
            switch (before, change.value) {
            case (nil, nil): unchanged += 1
            case (nil, _): created.append(line)
            case (_, nil): erased.append(line)
            case (let before?, let after?): if before == after { unchanged += 1 } else { changed.append(line) }
            }
        }
        return ImportReport(
            file: name, rows: file.rows.count, created: created, changed: changed, erased: erased, unchanged: unchanged,
            refused: refused.sorted { $0.line < $1.line }, obstacles: file.obstacles)
    }

    private struct SeriesKey: Hashable {
        let indicator: IndicatorID
        let territory: TerritoryID
        let kind: ObservationKind
    }

    private func change(_ row: ImportFile.Row, _ known: [String: [IndicatorID]]) throws(ImportReport.Refusal) -> CellChange {
        guard let indicator = indicator(row.indicator, known) else {
            let words = observations.definitions.flatMap { [$0.id.slug, "\($0.id)"] }
            throw refusal(row, 0, "import.indicator", ["value": .text(row.indicator)].proposing(row.indicator, among: words, as: "valid"))
        }
        guard let territory = TerritoryID(row.zone), observations.tree.contains(territory) else {
            throw refusal(row, 1, "import.zone", ["value": .text(row.zone)])
        }
        guard let date = CivilDate(row.date), row.date.count == 10 else { throw refusal(row, 2, "import.date", ["value": .text(row.date)]) }
        guard let kind = ObservationKind(rawValue: row.kind.lowercased()) else { throw refusal(row, 3, "import.kind", ["value": .text(row.kind)]) }
        var value: Double?
        if !row.value.isEmpty {
            let text = row.value.filter { !$0.isWhitespace }.replacing(",", with: ".")
            guard let number = Double(text), number.isFinite else { throw refusal(row, 4, "import.value", ["value": .text(row.value)]) }
            value = number
        }
        guard allowed(indicator, territory) else {
            throw refusal(row, 1, "import.right", ["indicator": .text("\(indicator)"), "value": .text(row.zone)])
        }
        return CellChange(indicator, territory, date, kind, value: value)
    }

    /// A full identifier, a slug of the service, or a slug that one service alone has.
    private func indicator(_ text: String, _ known: [String: [IndicatorID]]) -> IndicatorID? {
        if let id = IndicatorID(text) { return observations.definition(id)?.id }
        let candidates = known[text] ?? []
        if let service { return candidates.first { $0.service == service } }
        return candidates.count == 1 ? candidates[0] : nil
    }

    private func refusal(_ row: ImportFile.Row, _ column: Int?, _ code: String, _ arguments: [String: MessageArgument]) -> ImportReport.Refusal {
        ImportReport.Refusal(
            line: row.line, column: column.map { ImportFile.columns[$0] }, code: "indicators.\(code)",
            arguments: arguments.merging(["line": .integer(row.line)]) { first, _ in first })
    }
}

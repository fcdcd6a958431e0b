internal import DuckDB
internal import Foundation
package import Lake
internal import Localization
internal import Store
internal import Territories

extension Indicators {
    /// What a refresh did.
    package struct Refreshed: Sendable {
        /// The release that it made; the one there was, where nothing has changed.
        package let release: Release
        package let isUnchanged: Bool
        /// What was found in the table; nil where it was not read again.
        package let report: ReadingReport?
    }

    /// Computes an indicator from a version of its table, at all levels, and releases it.
    ///
    /// Doing it again with the same table, definition and territories changes nothing, unless the file of figures can no
    /// longer be read: it is then made again.
    ///
    /// - Parameters:
    ///   - table: the version, in the lake.
    ///   - source: how the release names it; its date is the day of the version.
    /// - Throws: ``ExpressionMistakes``; ``IndicatorsError`` `indicators.unknown`, `indicators.source`; `LakeError`; ``StoreError``.
    package func refresh(
        _ id: IndicatorID, from table: StoredTable, source given: Release.Source, author: String, note: String? = nil, journal: Journal? = nil
    ) async throws -> Refreshed {
        guard let definition = definition(id) else { throw IndicatorsError("unknown", ["indicator": .text("\(id)"), "nearest": ""]) }
        guard let tableSource = definition.source.table else { throw IndicatorsError("source", ["indicator": .text("\(id)")]) }
        let tree = self.tree
        let fingerprint = Self.fingerprint(definition, table, tree, given.date)
        let entries = try await store.read { try ReleaseRows.all($0, of: id) }
        let last = entries.last { $0.release.kind == .computed && $0.release.undoneBy == nil }
        if let last, last.fingerprint == fingerprint, await isReadable(last) {
            return Refreshed(release: last.release, isUnchanged: true, report: nil)
        }
        let query = try IndicatorQuery(definition, source: tableSource, columns: table.columns)
        let version = given.date ?? CivilDate(now())
        let (data, report) = try await lake.withRelation(of: table, timeout: .seconds(600)) { relation, connection in
            let (cells, report) = try SourceReading(query: query, tree: tree, version: version).read(relation, on: connection)
            return (try Publication(definition: definition, tree: tree).cube(cells), report)
        }
        var source = given
        source.hash = given.hash ?? table.hash
        source.geography = tree.date
        source.reading = RowReading(report)
        let file = try await keep(data)
        if let last, last.fingerprint == fingerprint, last.file == file {
            // The same figures stand again where their damaged file was: nothing new is said of them.
            withState { $0.latest = nil }
            return Refreshed(release: last.release, isUnchanged: false, report: report)
        }
        let draft = ReleaseDraft(
            kind: .computed, author: author, source: source, note: note, indicators: [id], cells: report.cells, fingerprint: fingerprint,
            file: file)
        return Refreshed(release: try await record(draft, journal), isUnchanged: false, report: report)
    }

    /// Goes up with each change of the rules by which rows become figures: what was computed by others is computed again.
    private static let rules = 2

    /// Whether the figures of a computed release can still be read.
    private func isReadable(_ entry: ReleaseRows.Entry) async -> Bool {
        guard let data = try? await content(entry) else { return false }
        return (try? Cube(data, name: entry.release.id)) != nil
    }

    /// All that figures depend on, so that what would give the same is not computed again.
    private static func fingerprint(_ definition: IndicatorDefinition, _ table: StoredTable, _ tree: TerritoryTree, _ version: CivilDate?) -> String {
        var computed = definition
        // What is only shown, or only looked at by progress, changes no figure.
        (computed.name, computed.description, computed.unit, computed.digits, computed.theme) = ("", "", "", 0, nil)
        (computed.owner, computed.method, computed.licence, computed.file) = (nil, nil, nil, nil)
        (computed.targets, computed.initial, computed.weight, computed.bounds) = (IndicatorTargets(), .first, 1, nil)
        computed.alerts = AlertThresholds()
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        // FNV-1a, 64 bits.
        for byte in "\(computed)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "\(table.hash.hex) \(tree.date) \(version.map { "\($0)" } ?? "-") \(String(hash, radix: 16)) \(rules)"
    }
}

extension IndicatorDefinition {
    /// The mistakes of the definition's expressions.
    ///
    /// - Parameter columns: those of the table; nil where it is not known yet.
    package func mistakes(columns: [LakeColumn]?) -> [ExpressionMistake] {
        if case .formula(let expression) = source {
            do {
                _ = try Formula(expression, service: id.service)
                return []
            } catch { return [ExpressionMistake(expression, error)] }
        }
        guard let source = source.table else { return [] }
        do {
            _ = try IndicatorQuery(self, source: source, columns: columns)
            return []
        } catch let mistakes as ExpressionMistakes {
            return mistakes.all
        } catch { return [] }
    }
}

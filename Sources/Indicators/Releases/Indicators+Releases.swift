internal import Declarations
internal import Foundation
package import Lake
internal import Localization
package import Store
internal import Territories

extension Indicators {
    /// Something to be done in the transaction that records a release, such as an entry of the audit journal.
    package typealias Journal = @Sendable (any WriteSession, Release) throws -> Void

    /// What fits in a release's row; more goes to a file named by its hash.
    static let inlineLimit = 32_768

    /// All releases of an indicator, the latest first.
    package func releases(_ id: IndicatorID? = nil) async throws -> [Release] {
        try await store.read { try ReleaseRows.all($0, of: id) }.map(\.release).reversed()
    }

    /// Gives or erases cells, in one transaction.
    ///
    /// - Parameters:
    ///   - kind: `.imported` or `.entered`.
    ///   - journal: done in the same transaction.
    /// - Throws: ``IndicatorsError`` `indicators.unknown`, `indicators.territory`, `indicators.value`; ``StoreError``; `LakeError`.
    @discardableResult
    package func give(
        _ changes: [CellChange], kind: Release.Kind = .entered, author: String, source: Release.Source? = nil, note: String? = nil,
        journal: Journal? = nil
    ) async throws -> Release {
        guard !changes.isEmpty else { throw IndicatorsError("empty") }
        let tree = self.tree
        for change in changes {
            guard definition(change.indicator) != nil else {
                let names = definitions.map { "\($0.id)" }
                throw IndicatorsError("unknown", ["indicator": .text("\(change.indicator)")].proposing("\(change.indicator)", among: names, as: "valid"))
            }
            guard tree.contains(change.territory) else { throw IndicatorsError("territory", ["territory": .text("\(change.territory)")]) }
            guard change.value?.isFinite ?? true else { throw IndicatorsError("value", ["territory": .text("\(change.territory)")]) }
        }
        let data = CellChanges.data(changes)
        var draft = ReleaseDraft(
            kind: kind, author: author, source: source, note: note, indicators: Set(changes.map(\.indicator)).sorted(), cells: changes.count)
        if data.count <= Self.inlineLimit { draft.content = data } else { draft.file = try await keep(data) }
        return try await record(draft, journal)
    }

    /// Takes a release back: the values that it gave are again those of before. This is a release too, and can be taken
    /// back in turn.
    ///
    /// - Throws: ``IndicatorsError`` `indicators.release.unknown`, `indicators.release.undone`.
    @discardableResult
    package func undo(_ id: String, author: String, note: String? = nil, journal: Journal? = nil) async throws -> Release {
        let moment = now()
        return try await store.write { session in
            guard let target = try ReleaseRows.all(session).first(where: { $0.release.id == id })?.release else {
                throw IndicatorsError("release.unknown", ["release": .text(id)])
            }
            if target.undoneBy != nil { throw IndicatorsError("release.undone", ["release": .text(id)]) }
            let draft = ReleaseDraft(
                kind: .undo, author: author, note: note, undoes: id, indicators: target.indicators, cells: target.cells)
            let release = try ReleaseRows.insert(session, draft, at: moment)
            try journal?(session, release)
            return release
        }
    }

    /// The files that releases refer to, which the lake keeps among its originals.
    package func referencedContent() async throws -> Set<ContentHash> {
        Set(try await store.read { try ReleaseRows.all($0) }.compactMap(\.file))
    }

    func record(_ draft: ReleaseDraft, _ journal: Journal?) async throws -> Release {
        let moment = now()
        return try await store.write { session in
            let release = try ReleaseRows.insert(session, draft, at: moment)
            try journal?(session, release)
            return release
        }
    }

    /// Puts bytes among the lake's originals: there before any release speaks of them.
    func keep(_ data: Data) async throws -> ContentHash {
        let file = FileManager.default.temporaryDirectory.appending(path: "indicators-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            try data.write(to: file)
        } catch { throw IndicatorsError("scratch", ["detail": .text(error.localizedDescription)], underlying: error) }
        return try await lake.keepOriginal(file).0
    }

    /// What a release holds.
    func content(_ entry: ReleaseRows.Entry) async throws -> Data {
        if let file = entry.file {
            do {
                return try Data(contentsOf: lake.original(file), options: .alwaysMapped)
            } catch { throw IndicatorsError("cube.missing", ["file": .text(file.hex)], underlying: error) }
        }
        let number = entry.release.number
        return try await store.read { try ReleaseRows.content($0, number) } ?? Data()
    }
}

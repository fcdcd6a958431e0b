internal import Foundation
internal import Lake
internal import Store

/// Releases in the store.
enum ReleaseRows {
    private static let columns = "number, id, kind, created, author, source, note, undoes, cells, fingerprint, file"

    /// A release with what only this room needs of it.
    struct Entry: Sendable, Hashable {
        var release: Release
        var fingerprint: String?
        var file: ContentHash?
    }

    /// The number of the latest release; 0 where there is none.
    static func latest(_ session: any ReadSession) throws -> Int {
        try session.row("SELECT max(number) AS latest FROM indicator_releases")?.optionalInt("latest") ?? 0
    }

    /// All of them, or those that speak of an indicator, in order.
    static func all(_ session: any ReadSession, of indicator: IndicatorID? = nil) throws -> [Entry] {
        let filter = indicator == nil
            ? "" : " WHERE number IN (SELECT release FROM indicator_release_parts WHERE service = ? AND slug = ?)"
        let values: [StoreValue] = indicator.map { [.text($0.service), .text($0.slug)] } ?? []
        let rows = try session.rows("SELECT \(columns) FROM indicator_releases\(filter) ORDER BY number", values)
        var parts: [Int: [IndicatorID]] = [:]
        for row in try session.rows("SELECT release, service, slug FROM indicator_release_parts ORDER BY release, service, slug") {
            parts[try row.int("release"), default: []].append(IndicatorID(service: try row.string("service"), slug: try row.string("slug")))
        }
        var entries = try rows.map { row in
            let number = try row.int("number")
            return Entry(
                release: Release(
                    id: try row.string("id"), number: number, kind: Release.Kind(rawValue: try row.string("kind")) ?? .imported,
                    created: try row.date("created"), author: try row.string("author"), source: try row.optionalJSON("source"),
                    note: try row.optionalString("note"), undoes: try row.optionalString("undoes"), undoneBy: nil,
                    indicators: parts[number] ?? [], cells: try row.int("cells")),
                fingerprint: try row.optionalString("fingerprint"), file: try row.optionalString("file").flatMap { ContentHash(hex: $0) })
        }
        markUndone(&entries)
        return entries
    }

    /// Later releases are looked at first: an undo that was itself undone counts for nothing.
    private static func markUndone(_ entries: inout [Entry]) {
        var undone: [String: String] = [:]
        for index in entries.indices.reversed() {
            let release = entries[index].release
            entries[index].release.undoneBy = undone[release.id]
            if let target = release.undoes, undone[release.id] == nil, undone[target] == nil { undone[target] = release.id }
        }
    }

    /// What a release holds in its own row.
    static func content(_ session: any ReadSession, _ number: Int) throws -> Data? {
        try session.row("SELECT content FROM indicator_releases WHERE number = ?", [.integer(Int64(number))])?.optionalBlob("content")
    }

    /// - Returns: the release with its number.
    static func insert(_ session: any WriteSession, _ draft: ReleaseDraft, at moment: Date) throws -> Release {
        let number = try latest(session) + 1
        let id = UUID().uuidString.lowercased()
        try session.execute(
            """
            INSERT INTO indicator_releases (number, id, kind, created, author, source, note, undoes, cells, fingerprint, file, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(Int64(number)), .text(id), .text(draft.kind.rawValue), StoreValue(moment), .text(draft.author), try .json(draft.source),
                StoreValue(draft.note), StoreValue(draft.undoes), .integer(Int64(draft.cells)), StoreValue(draft.fingerprint),
                StoreValue(draft.file?.hex), draft.content.map { .blob($0) } ?? .null,
            ])
        for indicator in draft.indicators {
            try session.execute(
                "INSERT INTO indicator_release_parts (release, service, slug) VALUES (?, ?, ?)",
                [.integer(Int64(number)), .text(indicator.service), .text(indicator.slug)])
        }
        return Release(
            id: id, number: number, kind: draft.kind, created: moment, author: draft.author, source: draft.source, note: draft.note,
            undoes: draft.undoes, undoneBy: nil, indicators: draft.indicators, cells: draft.cells)
    }
}

/// A release that has no number yet.
struct ReleaseDraft: Sendable {
    var kind: Release.Kind
    var author: String
    var source: Release.Source?
    var note: String?
    var undoes: String?
    var indicators: [IndicatorID]
    var cells: Int
    var fingerprint: String?
    var file: ContentHash?
    var content: Data?
}

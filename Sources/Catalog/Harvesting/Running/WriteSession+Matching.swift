import Foundation
import Localization
import Store

/// The dataset that a record was found to be.
struct OriginMatch {
    let origin: UUID
    let dataset: UUID
    let sourceName: String
    /// Whether the origin is of the same source.
    let isOwn: Bool
}

/// An origin that shares a key with a record.
private struct Candidate {
    let dataset: UUID
    let title: String
    let sourceName: String
    let isOwn: Bool
    let isSeen: Bool
    var hasStrong = false
    var weak = 0

    init(_ row: Row, _ writing: HarvestWriting) throws {
        dataset = try row.uuid("dataset_id")
        title = try row.string("title")
        sourceName = try row.string("name")
        isOwn = try row.string("source_id") == writing.source.id.text
        isSeen = try row.string("seen_run_id") == writing.run.text
    }

    /// The surest first.
    var order: Int { (isOwn ? 0 : 10) + (hasStrong ? 0 : 5) - min(weak, 4) }
}

extension WriteSession {
    /// The origin, of this source or another, that a record of an unknown number continues.
    ///
    /// Within one source an identifier or a page that only an origin not seen in this run has is enough. From one source
    /// to another, titles must resemble too: a portal may carry another's numbers by mistake, or claim them.
    func match(_ record: HarvestedDataset, _ writing: HarvestWriting, findings: inout [HarvestFinding]) throws -> OriginMatch? {
        let strong = IdentityKeys.strong(record)
        let weak = IdentityKeys.weak(record)
        let title = IdentityKeys.title(record)
        var candidates: [UUID: Candidate] = [:]
        for (keys, weight) in [(strong, 2), (weak, 1)] where !keys.isEmpty {
            let marks = keys.map { _ in "?" }.joined(separator: ", ")
            let found = try rows(
                """
                SELECT o.id, o.dataset_id, o.source_id, o.seen_run_id, d.title, s.name FROM origin_keys k
                JOIN origins o ON o.id = k.origin_id JOIN datasets d ON d.id = o.dataset_id
                JOIN harvest_sources s ON s.id = o.source_id WHERE k.identity_key IN (\(marks)) ORDER BY o.first_seen_at, o.id LIMIT 50
                """, keys.map { .text($0) })
            for row in found {
                let id = try row.uuid("id")
                var candidate = try candidates[id] ?? Candidate(row, writing)
                if weight == 2 { candidate.hasStrong = true } else { candidate.weak += 1 }
                candidates[id] = candidate
            }
        }
        let ordered = candidates.sorted { left, right in
            let (first, second) = (left.value.order, right.value.order)
            return first == second ? left.key.text < right.key.text : first < second
        }
        for (id, candidate) in ordered where !(candidate.isOwn && candidate.isSeen) {
            let isAlike = IdentityKeys.resemble(title, Set(Folding.words(candidate.title)))
            let isSame = candidate.isOwn ? candidate.hasStrong || isAlike : isAlike
            if isSame {
                return OriginMatch(origin: id, dataset: candidate.dataset, sourceName: candidate.sourceName, isOwn: candidate.isOwn)
            }
            if candidate.hasStrong {
                findings.append(HarvestFinding(
                    .idForeign, record: record.remoteID, title: record.metadata.title,
                    ["source": .text(candidate.sourceName), "other": .text(candidate.title)]))
                break
            }
        }
        return try sameTitle(record, writing)
    }

    /// A dataset of the same source that was not seen in this run, of the same title and body, whose number, page and
    /// files all changed at once: what a portal's move to new software does.
    private func sameTitle(_ record: HarvestedDataset, _ writing: HarvestWriting) throws -> OriginMatch? {
        let found = try rows(
            """
            SELECT o.id, o.dataset_id, o.record, s.name FROM origin_keys k JOIN origins o ON o.id = k.origin_id
            JOIN harvest_sources s ON s.id = o.source_id
            WHERE k.identity_key = ? AND o.source_id = ? AND o.seen_run_id <> ? ORDER BY o.id LIMIT 2
            """,
            [.text(IdentityKeys.titleKey(record)), .text(writing.source.id.text), .text(writing.run.text)])
        // Two of one title cannot be told apart.
        guard found.count == 1, let row = found.first else { return nil }
        let other = try row.json("record", as: HarvestedDataset.self)
        let names = [record, other].map { Folding.words($0.publisher?.name ?? "").joined(separator: " ") }
        guard names[0] == names[1] else { return nil }
        return OriginMatch(
            origin: try row.uuid("id"), dataset: try row.uuid("dataset_id"), sourceName: try row.string("name"), isOwn: true)
    }
}

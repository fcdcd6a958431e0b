import Foundation
import Localization
import Store

/// What taking over one record did.
enum HarvestOutcome: Sendable {
    case created, changed, unchanged, returned, grouped
    /// Came in this run already, word for word.
    case repeated
}

/// What one page's records are written with.
struct HarvestWriting: Sendable {
    let source: HarvestSource
    let run: UUID
    let date: Date
}

extension WriteSession {
    /// Takes one record over: finds its dataset or makes one, and writes what changed.
    ///
    /// - Parameter findings: told what the producer should know of its identity.
    func take(_ record: HarvestedDataset, _ writing: HarvestWriting, findings: inout [HarvestFinding]) throws -> HarvestOutcome {
        let checksum = try IdentityKeys.checksum(record)
        let known = try row(
            "SELECT id, dataset_id, checksum, vanished_at, seen_run_id FROM origins WHERE source_id = ? AND remote_id = ?",
            [.text(writing.source.id.text), .text(record.remoteID)])
        if let known {
            if try known.string("seen_run_id") == writing.run.text {
                // The very same record is one that this run wrote before it was interrupted.
                if try known.string("checksum") == checksum { return .repeated }
                findings.append(HarvestFinding(.idDuplicate, record: record.remoteID, title: record.metadata.title, ["id": .text(record.remoteID)]))
                return .unchanged
            }
            return try renew(known, record, checksum, writing)
        }
        if let match = try match(record, writing, findings: &findings) {
            if match.isOwn { return try rename(match.origin, record, checksum, writing) }
            try addOrigin(record, checksum, dataset: match.dataset, writing)
            try electOrigin(ofDataset: match.dataset, writing)
            findings.append(HarvestFinding(.grouped, record: record.remoteID, title: record.metadata.title, ["source": .text(match.sourceName)]))
            return .grouped
        }
        let dataset = try makeDataset(record, writing)
        let origin = try addOrigin(record, checksum, dataset: dataset, writing)
        try execute("UPDATE datasets SET origin_id = ? WHERE id = ?", [.text(origin.text), .text(dataset.text)])
        return .created
    }

    private func renew(_ known: Row, _ record: HarvestedDataset, _ checksum: String, _ writing: HarvestWriting) throws -> HarvestOutcome {
        let (origin, dataset) = (try known.uuid("id"), try known.uuid("dataset_id"))
        let wasGone = try known.optionalDate("vanished_at") != nil
        let isChanged = try known.string("checksum") != checksum
        try execute(
            "UPDATE origins SET last_seen_at = ?, seen_run_id = ?, vanished_at = NULL WHERE id = ?",
            [StoreValue(writing.date), .text(writing.run.text), .text(origin.text)])
        if isChanged { try writeOrigin(origin, record, checksum, writing) }
        if isChanged || wasGone { try electOrigin(ofDataset: dataset, writing) }
        return wasGone ? .returned : isChanged ? .changed : .unchanged
    }

    /// The source has a new number for a dataset that it had already.
    private func rename(_ origin: UUID, _ record: HarvestedDataset, _ checksum: String, _ writing: HarvestWriting) throws -> HarvestOutcome {
        try execute(
            "UPDATE origins SET remote_id = ?, last_seen_at = ?, seen_run_id = ?, vanished_at = NULL WHERE id = ?",
            [.text(record.remoteID), StoreValue(writing.date), .text(writing.run.text), .text(origin.text)])
        try writeOrigin(origin, record, checksum, writing)
        if let row = try row("SELECT dataset_id FROM origins WHERE id = ?", [.text(origin.text)]) {
            try electOrigin(ofDataset: row.uuid("dataset_id"), writing)
        }
        return .changed
    }

    private func makeDataset(_ record: HarvestedDataset, _ writing: HarvestWriting) throws -> UUID {
        var metadata = record.metadata
        metadata.organization = try organizationSlug(record.publisher, writing)
        let slug = try freeSlug(Slug.make(from: metadata.title), own: "\(writing.source.slug) \(record.remoteID)") { try datasetRow($0) != nil }
        // A slug given is one that exists: the dataset is made under the next free one.
        let dataset = try insertDataset(slug: slug, metadata, at: writing.date)
        try writeResources(record, of: dataset, writing)
        try refreshWords(ofDataset: dataset.id)
        return dataset.id
    }

    @discardableResult
    private func addOrigin(_ record: HarvestedDataset, _ checksum: String, dataset: UUID, _ writing: HarvestWriting) throws -> UUID {
        let id = UUID()
        try execute(
            """
            INSERT INTO origins (id, source_id, remote_id, dataset_id, uri, remote_url, checksum, record, is_authoritative,
              first_seen_at, last_seen_at, changed_at, seen_run_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(id.text), .text(writing.source.id.text), .text(record.remoteID), .text(dataset.text),
                StoreValue(record.uri), StoreValue(record.remoteURL), .text(checksum), try .json(record),
                StoreValue(isAuthoritative(record, writing.source)), StoreValue(writing.date), StoreValue(writing.date),
                StoreValue(writing.date), .text(writing.run.text),
            ])
        try writeKeys(id, record)
        return id
    }

    private func writeOrigin(_ id: UUID, _ record: HarvestedDataset, _ checksum: String, _ writing: HarvestWriting) throws {
        try execute(
            """
            UPDATE origins SET uri = ?, remote_url = ?, checksum = ?, record = ?, is_authoritative = ?, changed_at = ? WHERE id = ?
            """,
            [
                StoreValue(record.uri), StoreValue(record.remoteURL), .text(checksum), try .json(record),
                StoreValue(isAuthoritative(record, writing.source)), StoreValue(writing.date), .text(id.text),
            ])
        try execute("DELETE FROM origin_keys WHERE origin_id = ?", [.text(id.text)])
        try writeKeys(id, record)
    }

    private func writeKeys(_ origin: UUID, _ record: HarvestedDataset) throws {
        for key in IdentityKeys.strong(record) + IdentityKeys.weak(record) + [IdentityKeys.titleKey(record)] {
            try execute("INSERT INTO origin_keys (identity_key, origin_id) VALUES (?, ?)", [.text(key), .text(origin.text)])
        }
    }

    /// Whether the source is where the dataset says that it is at home, rather than a portal that collects others'.
    private func isAuthoritative(_ record: HarvestedDataset, _ source: HarvestSource) -> Bool {
        guard let own = source.declaration.url.host()?.lowercased() else { return true }
        return [record.metadata.source?.absoluteString, record.uri].contains { WebAddress.host($0) == own }
    }

    /// Shows a dataset as its best origin alive tells it, of the sources that are followed: the one at home, else the first that was
    /// known.
    func electOrigin(ofDataset dataset: UUID, _ writing: HarvestWriting) throws {
        let best = try row(
            """
            SELECT o.id, o.record, o.source_id, o.seen_run_id FROM origins o JOIN harvest_sources s ON s.id = o.source_id
            WHERE o.dataset_id = ? AND o.vanished_at IS NULL AND s.removed_at IS NULL
            ORDER BY o.is_authoritative DESC, o.first_seen_at, o.id LIMIT 1
            """, [.text(dataset.text)])
        guard let best else {
            try execute(
                "UPDATE datasets SET vanished_at = ? WHERE id = ? AND vanished_at IS NULL",
                [StoreValue(writing.date), .text(dataset.text)])
            return
        }
        let record = try best.json("record", as: HarvestedDataset.self)
        guard let row = try datasetRow(dataset.text) else { return }
        let writing = try self.writing(of: best, writing)
        var metadata = record.metadata
        metadata.organization = try organizationSlug(record.publisher, writing)
        try execute(
            "UPDATE datasets SET origin_id = ?, vanished_at = NULL WHERE id = ?",
            [.text(best.string("id")), .text(dataset.text)])
        let updated = try upsertDataset(slug: DatasetRow.dataset(row).slug, metadata, at: writing.date, isIndexing: false)
        try writeResources(record, of: updated, writing)
        try refreshWords(ofDataset: dataset)
    }

    /// What an origin's own source would write with: another source's organisation and services are not this one's.
    private func writing(of origin: Row, _ writing: HarvestWriting) throws -> HarvestWriting {
        let id = try origin.string("source_id")
        guard id != writing.source.id.text, let row = try row("SELECT * FROM harvest_sources WHERE id = ?", [.text(id)]) else { return writing }
        return HarvestWriting(source: try HarvestRows.source(row), run: try origin.uuid("seen_run_id"), date: writing.date)
    }

    /// Marks what a source no longer has, once a run has read all of it.
    ///
    /// - Returns: the remote identifiers and titles of what vanished.
    func markVanished(_ writing: HarvestWriting) throws -> [(id: String, title: String)] {
        let gone = try rows(
            """
            SELECT o.id, o.remote_id, o.dataset_id, d.title FROM origins o JOIN datasets d ON d.id = o.dataset_id
            WHERE o.source_id = ? AND o.seen_run_id <> ? AND o.vanished_at IS NULL ORDER BY o.remote_id
            """, [.text(writing.source.id.text), .text(writing.run.text)])
        for row in gone {
            try execute(
                "UPDATE origins SET vanished_at = ? WHERE id = ?", [StoreValue(writing.date), .text(row.string("id"))])
            try electOrigin(ofDataset: row.uuid("dataset_id"), writing)
        }
        try execute(
            "UPDATE data_services SET vanished_at = ? WHERE source_id = ? AND seen_run_id <> ? AND vanished_at IS NULL",
            [StoreValue(writing.date), .text(writing.source.id.text), .text(writing.run.text)])
        return try gone.map { (try $0.string("remote_id"), try $0.string("title")) }
    }
}

import Foundation
import Store
import Threads

extension Catalog {
    /// Datasets judged in one transaction.
    private static let judgedAtOnce = 100

    /// Adds to the history of each dataset whose score has changed since it was last judged, by what was written or by
    /// the passing of time.
    ///
    /// - Returns: how many have changed.
    @discardableResult
    package func recordQuality() async throws -> Int {
        var changed = 0
        var last = ""
        while true {
            let place = last
            let page = try await judgements(after: place)
            guard let end = page.last else { return changed }
            changed += try await store.write { session in
                try page.reduce(0) { try $0 + (session.record($1.score, of: $1.dataset) ? 1 : 0) }
            }
            last = end.dataset.text
            try Task.checkCancellation()
        }
    }

    /// The same for one dataset.
    func recordQuality(of dataset: UUID) async throws {
        guard let quality = try await self.dataset(dataset.text)?.quality else { return }
        let score = QualityScore(quality, at: now().stored)
        _ = try await store.write { try $0.record(score, of: dataset) }
    }

    /// The next datasets in the order of their identifiers, with their scores of now.
    private func judgements(after id: String) async throws -> [(dataset: UUID, score: QualityScore)] {
        let now = now().stored
        let rows = try await store.read { session in
            try DatasetRows(where: "d.id > ? ORDER BY d.id LIMIT ?", [.text(id), .integer(Int64(Self.judgedAtOnce))], session)
        }
        return try await OwnThread.run("quality", .background) { _ in
            try rows.contents().map { content in
                (content.dataset.id, QualityScore(Quality.measure(content.dataset, resources: content.resources, at: now), at: now))
            }
        }
    }
}

extension ReadSession {
    /// The scores of a dataset, the last first.
    func qualityHistory(of dataset: UUID, limit: Int) throws -> [QualityScore] {
        try rows(
            """
            SELECT measured_at, score, families FROM quality_scores WHERE dataset_id = ?
            ORDER BY measured_at DESC LIMIT ?
            """,
            [.text(dataset.text), .integer(Int64(limit))]
        ).map { row in
            QualityScore(
                date: try row.date("measured_at"), score: try row.int("score"),
                families: try row.json("families", as: [String: Int].self).reduce(into: [:]) { families, entry in
                    if let family = Quality.Family(rawValue: entry.key) { families[family] = entry.value }
                })
        }
    }
}

extension WriteSession {
    /// - Returns: whether it differs from the last one.
    func record(_ score: QualityScore, of dataset: UUID) throws -> Bool {
        if let last = try qualityHistory(of: dataset, limit: 1).first, last.isSame(as: score) { return false }
        let families = Dictionary(uniqueKeysWithValues: score.families.map { ($0.key.rawValue, $0.value) })
        try execute(
            """
            INSERT INTO quality_scores (dataset_id, measured_at, score, families) VALUES (?, ?, ?, ?)
            ON CONFLICT (dataset_id, measured_at) DO UPDATE SET score = excluded.score, families = excluded.families
            """,
            [.text(dataset.text), StoreValue(score.date), .integer(Int64(score.score)), try .json(families)])
        return true
    }
}

package import Foundation
import Store

/// A dataset's address and date, and nothing else: what a list of all of them can afford.
package struct DatasetStamp: Hashable, Sendable {
    package let slug: String
    package let modifiedAt: Date
}

extension Catalog {
    /// How many datasets there are, those that their source no longer has excepted.
    package func datasetCount() async throws -> Int {
        try await store.read { session in
            Int(try session.rows("SELECT count(*) AS n FROM datasets WHERE vanished_at IS NULL", []).first?.int64("n") ?? 0)
        }
    }

    /// Some of them, in the order in which they were made: what is new comes at the end, so that parts of a long
    /// list keep what they hold.
    package func datasetStamps(offset: Int, limit: Int) async throws -> [DatasetStamp] {
        try await store.read { session in
            try session.rows(
                """
                SELECT slug, modified_at FROM datasets WHERE vanished_at IS NULL
                ORDER BY created_at, id LIMIT ? OFFSET ?
                """, [.integer(Int64(limit)), .integer(Int64(offset))]
            ).map { DatasetStamp(slug: try $0.string("slug"), modifiedAt: try $0.date("modified_at")) }
        }
    }
}

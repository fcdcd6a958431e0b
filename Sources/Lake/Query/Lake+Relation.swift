package import DuckDB
internal import Foundation
internal import Tables

extension Lake {
    /// Lets statements made elsewhere read a table, on a connection that can reach the lake's tables and nothing else.
    ///
    /// - Parameter body: receives what to write after `FROM`. What it makes (temporary tables) it must remove.
    /// - Throws: `LakeError`; what `body` throws.
    package func withRelation<R: Sendable>(
        of table: StoredTable, timeout: Duration? = nil, _ body: @escaping @Sendable (_ relation: String, borrowing Connection) throws -> R
    ) async throws -> R {
        try await failing {
            try await engine.run(table, timeout: timeout ?? settings.queryTimeout) { source, connection in try body(source.relation, connection) }
        }
    }
}

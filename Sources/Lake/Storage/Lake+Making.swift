internal import DuckDB
package import Foundation
internal import Localization
package import Tables
internal import Threads

extension Lake {
    /// Keeps a file as it was given. Doing it again changes nothing.
    ///
    /// - Returns: the file's hash and its size.
    /// - Throws: `LakeError`: `lake.file`, `lake.permission`, `lake.disk.full`.
    package func keepOriginal(_ path: URL) async throws -> (ContentHash, Int64) {
        let store = originals
        let kept = try await OwnThread.run("keep") { _ in try store.keep(copyOf: path) }
        return (kept.hash, kept.bytes)
    }

    /// Makes the table that a file holds: Parquet compressed with Zstandard, its rows numbered in the file's order.
    /// Doing it again gives the same table.
    ///
    /// Memory stays within the settings' `workMemory` and what reading the file takes, whatever the file's size.
    ///
    /// - Parameters:
    ///   - name: the file's name as the person knows it.
    ///   - inspection: what `TableFile.inspect` said of the same bytes.
    /// - Throws: `TablesError`; `LakeError`; `CancellationError`; what `progress` throws.
    package func makeTable(
        from original: URL, name: String, inspection: Inspection, progress: ProgressObserver? = nil
    ) async throws -> StoredTable {
        let partial = partials.appending(path: "\(getpid())-\(UUID().uuidString).partial")
        defer { try? FileManager.default.removeItem(at: partial) }
        let columns = inspection.columns.map { LakeColumn(name: $0.name, type: $0.type, meaning: $0.meaning, isZoned: $0.isZoned) }
        let rowGroup = Self.rowGroup(inspection)
        let store = tables
        return try await failing(isOwnFile: false) {
            try await workshop.run("table", threads: 2) { connection, scratch in
                let rows = try TableFile.withRelation(
                    original, name: name, inspection: inspection, on: connection, scratch: scratch, progress: progress
                ) { sql in
                    try connection.execute(
                        """
                        COPY (SELECT row_number() OVER () AS \(quoted(identifier: LakeColumn.rowNumber.name)), * FROM (\(sql))) \
                        TO \(quoted(literal: partial.path)) \
                        (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE \(rowGroup))
                        """)
                }
                guard Int64(rows) == inspection.rows else {
                    throw LakeError("table.rows", ["expected": .integer(Int(inspection.rows)), "found": .integer(rows)])
                }
                let kept = try store.keep(moving: partial)
                return StoredTable(hash: kept.hash, bytes: kept.bytes, rows: Int64(rows), columns: columns)
            }
        }
    }

    /// Rows that the Parquet writer may hold at once: fewer of long ones, so that 10,000 columns or cells of a
    /// megabyte do not fill the memory. In steps of DuckDB's chunk.
    static func rowGroup(_ inspection: Inspection) -> Int {
        let bytesPerRow = inspection.columns.reduce(16.0) { $0 + 16 + ($1.type == .text || $1.type == .json ? $1.meanLength : 0) }
        let budget = 48.0 * 1024 * 1024
        let chunks = Int((budget / bytesPerRow / 2048).rounded(.down))
        return min(60, max(1, chunks)) * 2048
    }
}

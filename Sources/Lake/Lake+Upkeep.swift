internal import DuckDB
package import Foundation
internal import Localization
internal import Threads

extension Lake {
    /// Removes the files that nothing refers to any more.
    ///
    /// - Parameters:
    ///   - keeping: the hashes of every original and table in use.
    ///   - date: files that came later stay, for whoever is about to refer to them.
    /// - Returns: how many files went and what they weighed.
    @discardableResult
    package func removeUnreferenced(keeping: Set<ContentHash>, olderThan date: Date) async throws -> (files: Int, bytes: Int64) {
        let stores = [originals, tables]
        let removed = try await OwnThread.run("upkeep") { _ in
            var removed: (files: Int, bytes: Int64) = (0, 0)
            for store in stores {
                for file in try store.contents() where !keeping.contains(file.hash) && file.date < date {
                    let url = store.url(file.hash)
                    do {
                        try FileManager.default.removeItem(at: url)
                    } catch { throw LakeError.wrapping(error, url) }
                    removed = (removed.files + 1, removed.bytes + file.bytes)
                }
            }
            return removed
        }
        engine.hot.evict { !keeping.contains($0) }
        return removed
    }

    /// What the lake's files weigh, in bytes.
    package func size() async throws -> (originals: Int64, tables: Int64) {
        let (originals, tables) = (originals, tables)
        return try await OwnThread.run("upkeep") { _ in
            (try originals.contents().reduce(0) { $0 + $1.bytes }, try tables.contents().reduce(0) { $0 + $1.bytes })
        }
    }

    /// What is kept in memory to answer at once: how many tables, what they weigh and what they may, in bytes.
    package var inMemory: (tables: Int, bytes: Int64, capacity: Int64) {
        let contents = engine.hot.contents
        return (contents.tables, contents.bytes, settings.hotBytes)
    }

    /// - Throws: `LakeError` where a folder of the lake cannot be read and written.
    package func checkFolders() throws {
        for place in [originals.folder, tables.folder, partials] where unsafe access(place.path, R_OK | W_OK | X_OK) != 0 {
            throw LakeError.file(place.path, errno)
        }
    }

    /// - Throws: `LakeError` where the engine does not answer in time.
    package func checkEngine() async throws {
        try await failing { _ = try await engine.pool.run(timeout: .seconds(5)) { try $0.value("SELECT 1") } }
    }

    /// The engine's version, such as `v1.5.5`.
    package var engineVersion: String { engine.database.version }
}

package import DuckDB
package import Foundation
internal import Localization

/// Every version of every file and table, and the answers to questions about them.
///
/// The folder holds `originals/ab/<sha256>` and `tables/ab/<sha256>.parquet`. Nothing there is ever overwritten. The
/// engine that answers questions can read that folder and its own scratch, and nothing else.
package final class Lake: Sendable {
    package let settings: LakeSettings
    let folder: URL
    /// Where files are written before they have a name.
    let partials: URL
    let originals: ContentStore
    let tables: ContentStore
    let workshop: Workshop
    let engine: Engine
    let counts = CountCache()
    let exportPlaces: Places

    /// Opens the lake in `folder`, which is made where there is none.
    ///
    /// - Parameter scratch: for what does not fit in memory; what earlier processes left there is removed.
    /// - Throws: `LakeError`: `lake.engine.missing`, `lake.permission`, `lake.disk.full`, `lake.file`.
    package init(folder: URL, scratch: URL, support: SupportFolder, settings: LakeSettings = LakeSettings()) throws {
        self.settings = settings
        self.folder = folder
        partials = folder.appending(path: "partial")
        originals = ContentStore(folder: folder.appending(path: "originals"), workshop: partials, fileExtension: "")
        tables = ContentStore(folder: folder.appending(path: "tables"), workshop: partials, fileExtension: ".parquet")
        let own = scratch.appending(path: "lake")
        for place in [originals.folder, tables.folder, partials, own] {
            do {
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            } catch { throw LakeError.wrapping(error, place) }
        }
        for place in [partials, own] { Self.sweep(place) }
        exportPlaces = Places(settings.exports)
        workshop = Workshop(support: support, scratch: own, memory: settings.workMemory)
        do {
            engine = try Engine(tables: tables, scratch: own, support: support, settings: settings)
        } catch let error as DuckDBError { throw LakeError(error) }
    }

    /// Where the file with this hash is, or would be.
    package func original(_ hash: ContentHash) -> URL { originals.url(hash) }

    /// Where the Parquet file of a table is, or would be.
    package func tableURL(_ hash: ContentHash) -> URL { tables.url(hash) }

    /// Removes what processes that are no more left half-made. Names begin with the number of their process.
    private static func sweep(_ folder: URL) {
        for file in (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [] {
            guard let process = file.lastPathComponent.split(separator: "-").first.flatMap({ Int32($0) }) else { continue }
            if process != getpid(), kill(process, 0) != 0, errno == ESRCH { try? FileManager.default.removeItem(at: file) }
        }
    }

    /// Runs `body` and says in the lake's words what the engine could not do.
    func failing<R>(isOwnFile: Bool = true, _ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch let error as DuckDBError {
            throw LakeError(error, isOwnFile: isOwnFile)
        }
    }
}

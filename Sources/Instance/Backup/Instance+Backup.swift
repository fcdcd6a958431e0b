import Catalog
import Crypto
import DuckDB
package import Foundation
import Indicators
import Lake
import Localization
import Store
import Threads

extension Instance {
    /// Writes everything of the instance to one new file, an ordinary tar, while others go on working with it.
    ///
    /// The store is copied first; the archive then holds the originals and tables that this copy needs, no more and no
    /// less. Each file of the lake is checked against its name on the way.
    ///
    /// - Parameter progress: told how many bytes are written, and of how many.
    /// - Throws: ``InstanceError`` `backup.exists`, `backup.missing`, `backup.damaged`, `backup.unwritable`.
    package func backup(
        to file: URL, progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws {
        if FileManager.default.fileExists(atPath: file.path) {
            throw InstanceError("backup.exists", ["file": .text(file.path)])
        }
        let workspace = scratch.appendingPathComponent("backup-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: workspace) }

        let copy = workspace.appendingPathComponent("store.sqlite")
        try await store.backup(to: copy)
        let sources = try await [
            (path: BackupPath.settings, file: folder.settings), (path: BackupPath.store, file: copy),
        ] + territoriesFile() + serviceFiles() + lakeFiles(of: copy, in: workspace)

        let partial = file.deletingLastPathComponent()
            .appendingPathComponent(".\(file.lastPathComponent).\(UUID().uuidString.prefix(8))")
        try await OwnThread.run("backup") { isCancelled in
            do {
                try BackupArchive(sources: sources, isCancelled: isCancelled, progress: progress).write(to: partial)
                try DurableFile.rename(partial, to: file)
            } catch {
                try? FileManager.default.removeItem(at: partial)
                throw error
            }
        }
    }

    /// The files of the instance's own services, those that are hidden or links aside.
    private func serviceFiles() throws -> [(path: String, file: URL)] {
        let keys: [URLResourceKey] = [.isRegularFileKey, .isSymbolicLinkKey]
        let walk = FileManager.default.enumerator(at: folder.services, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
        let base = folder.services.standardizedFileURL.path + "/"
        var files: [(path: String, file: URL)] = []
        for case let url as URL in walk ?? FileManager.DirectoryEnumerator() {
            let values = try url.resourceValues(forKeys: Set(keys))
            let path = url.standardizedFileURL.path
            guard values.isRegularFile == true, values.isSymbolicLink != true, path.hasPrefix(base) else { continue }
            files.append((BackupPath.service(String(path.dropFirst(base.count))), url))
        }
        return files.sorted { $0.path < $1.path }
    }

    /// The vintage in use, so that a restored instance knows the same territories, whatever the machine offers.
    private func territoriesFile() -> [(path: String, file: URL)] {
        folder.snapshot(shared: support.root).map { [(path: BackupPath.territories, file: $0)] } ?? []
    }

    /// The files that a copy of the store speaks of.
    private func lakeFiles(of copy: URL, in workspace: URL) async throws -> [(path: String, file: URL)] {
        // Read from a copy of the copy: opening a store may change its file.
        let probe = workspace.appendingPathComponent("probe.sqlite")
        try FileManager.default.copyItem(at: copy, to: probe)
        let store = try SQLiteStore(path: probe)
        defer { try? store.close() }
        let catalog = Catalog(
            store: store, lake: lake, queue: JobQueue(store: store), support: support, scratch: workspace,
            fetcher: Fetcher())
        let figures = Indicators(store: store, lake: lake, definitions: [], tree: TerritoryTree(date: indicators.tree.date, territories: []))
        let hashes = try await catalog.referencedContent().union(figures.referencedContent())
        return try hashes.sorted { $0.hex < $1.hex }.flatMap { hash in
            let candidates = [
                (path: BackupPath.original(hash), file: lake.original(hash)),
                (path: BackupPath.table(hash), file: lake.tableURL(hash)),
            ]
            let found = candidates.filter { FileManager.default.fileExists(atPath: $0.file.path) }
            if found.isEmpty { throw InstanceError("backup.missing", ["hash": .text(hash.hex)]) }
            return found
        }
    }
}

/// The writing of one archive.
struct BackupArchive {
    let sources: [(path: String, file: URL)]
    let isCancelled: @Sendable () -> Bool
    let progress: @Sendable (Int64, Int64) -> Void

    func write(to file: URL) throws {
        let output: FileHandle
        do {
            output = try DurableFile.create(file)
        } catch {
            throw InstanceError("backup.unwritable", ["file": .text(file.path)], underlying: error)
        }
        defer { try? output.close() }
        let tar = TarWriter(output)
        let sizes = try sources.map { try DurableFile.size($0.file) }
        let total = sizes.reduce(0, +)
        var done: Int64 = 0
        var files: [BackupManifest.File] = []
        let now = Date()
        for (source, bytes) in zip(sources, sizes) {
            let input = try FileHandle(forReadingFrom: source.file)
            defer { try? input.close() }
            var hasher = SHA256()
            try tar.append(path: source.path, bytes: bytes, modified: now) {
                if isCancelled() { throw CancellationError() }
                let piece = try input.read(upToCount: 1 << 20) ?? Data()
                hasher.update(data: piece)
                done += Int64(piece.count)
                progress(done, total)
                return piece
            }
            let hash = try ContentHash(hasher.finalize())
            if let promised = BackupPath.promisedHash(source.path), promised != hash {
                throw InstanceError("backup.damaged", ["file": .text(source.file.path)])
            }
            files.append(.init(path: source.path, bytes: bytes, sha256: hash))
        }
        // Last, because only now are all hashes known; a reader takes it wherever it comes.
        let manifest = BackupManifest(createdAt: now.formatted(.iso8601), files: files)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var json = try encoder.encode(manifest)
        try tar.append(path: BackupManifest.path, bytes: Int64(json.count), modified: now) {
            defer { json = Data() }
            return json
        }
        try tar.finish()
        try output.synchronize()
    }
}

extension ContentHash {
    init(_ digest: some Sequence<UInt8>) throws {
        let hex = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        guard let hash = ContentHash(hex: hex) else { throw InstanceError("restore.not_backup") }
        self = hash
    }
}

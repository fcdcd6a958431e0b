import Crypto
package import Foundation
import Lake
import Localization
import Store
import Threads

extension Instance {
    /// Makes an instance again from a backup.
    ///
    /// Everything is unpacked and verified beside `root` first, and moved into place only when all of it is right.
    ///
    /// An archive holds its store as a SQLite file, whatever the engine it came from; where the settings name a
    /// PostgreSQL store, which must be empty, the content goes there.
    ///
    /// - Parameters:
    ///   - root: where there is nothing, or an empty folder.
    ///   - store: what the setting `store` becomes; nil leaves it as the archive has it.
    ///   - environment: where settings and the store's password are looked for.
    ///   - progress: told how many bytes of the archive are read, and of how many.
    /// - Throws: ``InstanceError`` `folder.not_empty`, `store.occupied`, and `restore.…` for what is wrong with the archive.
    package static func restore(
        from file: URL, to root: URL, store: String? = nil, environment: [String: String] = [:],
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws {
        let root = root.standardizedFileURL
        guard try InstanceFolder.isFree(root) else {
            throw InstanceError("folder.not_empty", ["folder": .text(root.path)])
        }
        let staging = root.deletingLastPathComponent()
            .appendingPathComponent(".\(root.lastPathComponent).\(UUID().uuidString.prefix(8))", isDirectory: true)
        do {
            try await OwnThread.run("restore") { isCancelled in
                try Restoration(file: file, staging: staging, isCancelled: isCancelled, progress: progress).run()
            }
            try await settle(InstanceFolder(staging), store: store, environment: environment)
            if FileManager.default.fileExists(atPath: root.path) { try FileManager.default.removeItem(at: root) }
            try DurableFile.rename(staging, to: root)
        } catch {
            try? FileManager.default.removeItem(at: staging)
            throw error
        }
    }
}

extension Instance {
    /// Checks the store of an unpacked archive, and brings it to where the settings want it.
    private static func settle(_ folder: InstanceFolder, store: String?, environment: [String: String]) async throws {
        let unpacked = try SQLiteStore(path: folder.store)
        defer { try? unpacked.close() }
        if let problem = try await unpacked.integrityProblems().first {
            throw InstanceError("restore.store", ["detail": .text(problem)])
        }
        if let store {
            let text = try String(contentsOf: folder.settings, encoding: .utf8)
            try SettingsFile.save(SettingsFile.writing(store, for: .store, in: text), to: folder.settings)
        }
        let settings = try SettingsFile.load(folder.settings, environment: environment)
        let location = try StoreLocation(settings, in: folder, environment: environment)
        guard case .postgres = location else { return }
        let target = try await location.open()
        defer { try? target.close() }
        guard try await StoreTransfer.isEmpty(target) else {
            throw InstanceError("store.occupied", ["store": .text(location.shown)])
        }
        try await StoreTransfer(from: unpacked, to: target).run(migrations)
        try unpacked.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.store.path + suffix) }
    }
}

/// The unpacking of one archive.
struct Restoration {
    let file: URL
    /// A folder that does not exist yet.
    let staging: URL
    let isCancelled: @Sendable () -> Bool
    let progress: @Sendable (Int64, Int64) -> Void

    func run() throws {
        let input: FileHandle
        do {
            input = try FileHandle(forReadingFrom: file)
        } catch {
            throw InstanceError("restore.unreadable", ["file": .text(file.path)], underlying: error)
        }
        defer { try? input.close() }
        try InstanceFolder(staging).prepare()

        let total = try DurableFile.size(file)
        var done: Int64 = 0
        var found: [String: BackupManifest.File] = [:]
        var manifest: BackupManifest?
        var tar = TarReader(input)
        while let entry = try tar.next() {
            // Repacking by hand puts "./" in front, and adds entries for the folders.
            let path = entry.path.hasPrefix("./") ? String(entry.path.dropFirst(2)) : entry.path
            if entry.kind == .folder, path.isEmpty || !path.split(separator: "/").contains("..") { continue }
            try BackupPath.check(path)
            guard entry.kind == .file, found[path] == nil else {
                throw InstanceError("restore.unexpected", ["path": .text(path)])
            }
            if path == BackupManifest.path {
                manifest = try readManifest(&tar, bytes: entry.bytes)
                continue
            }
            let target = staging.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let output = try DurableFile.create(target)
            defer { try? output.close() }
            var hasher = SHA256()
            while case let piece = try tar.read(), !piece.isEmpty {
                if isCancelled() { throw CancellationError() }
                hasher.update(data: piece)
                try output.write(contentsOf: piece)
                done += Int64(piece.count)
                progress(done, total)
            }
            try output.synchronize()
            found[path] = .init(path: path, bytes: entry.bytes, sha256: try ContentHash(hasher.finalize()))
        }
        try verify(found, against: manifest)
    }

    private func readManifest(_ tar: inout TarReader, bytes: Int64) throws -> BackupManifest {
        // A million files take some 200 MB of manifest.
        guard bytes <= 1 << 30 else { throw InstanceError("restore.not_backup") }
        var data = Data()
        while case let piece = try tar.read(), !piece.isEmpty { data += piece }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data),
            manifest.format == "portulan-backup"
        else { throw InstanceError("restore.not_backup") }
        guard manifest.version <= BackupManifest.currentVersion else {
            throw InstanceError(
                "restore.version",
                ["version": .integer(manifest.version), "supported": .integer(BackupManifest.currentVersion)])
        }
        return manifest
    }

    private func verify(_ found: [String: BackupManifest.File], against manifest: BackupManifest?) throws {
        guard let manifest else {
            throw found.isEmpty ? InstanceError("restore.not_backup") : InstanceError("restore.truncated")
        }
        var rest = found
        for expected in manifest.files {
            guard let file = rest.removeValue(forKey: expected.path) else {
                throw InstanceError("restore.missing", ["path": .text(expected.path)])
            }
            guard file == expected, BackupPath.promisedHash(file.path) ?? file.sha256 == file.sha256 else {
                throw InstanceError("restore.damaged", ["path": .text(expected.path)])
            }
        }
        if let extra = rest.keys.min() { throw InstanceError("restore.unexpected", ["path": .text(extra)]) }
        for needed in [BackupPath.settings, BackupPath.store] where found[needed] == nil {
            throw InstanceError("restore.missing", ["path": .text(needed)])
        }
    }
}

import Crypto
package import Foundation
import Lake
import Localization
import Store

extension Instance {
    /// Makes an instance again from a backup.
    ///
    /// Everything is unpacked and verified beside `root` first, and moved into place only when all of it is right.
    ///
    /// - Parameters:
    ///   - root: where there is nothing, or an empty folder.
    ///   - progress: told how many bytes of the archive are read, and of how many.
    /// - Throws: ``InstanceError`` `folder.not_empty`, and `restore.…` for what is wrong with the archive.
    package static func restore(
        from file: URL, to root: URL,
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
            let store = try SQLiteStore(path: InstanceFolder(staging).store)
            let problems = try await store.integrityProblems()
            try store.close()
            if let problem = problems.first {
                throw InstanceError("restore.store", ["detail": .text(problem)])
            }
            if FileManager.default.fileExists(atPath: root.path) { try FileManager.default.removeItem(at: root) }
            try DurableFile.rename(staging, to: root)
        } catch {
            try? FileManager.default.removeItem(at: staging)
            throw error
        }
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

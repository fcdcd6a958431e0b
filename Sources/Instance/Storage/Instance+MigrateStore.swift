package import Foundation
import Localization
package import Store

/// What a move of an instance's store did.
package struct StoreMove: Sendable {
    /// Rows moved and counted on both sides, by table.
    package let counts: [StoreTransfer.Count]
    /// Where the former SQLite file was put aside; nil where the former store was not one.
    package let former: URL?
}

extension Instance {
    /// Moves an instance's store to another engine, all of it or nothing, and writes the new place in `portulan.yaml`.
    ///
    /// - Parameters:
    ///   - target: as the setting `store` is written: `sqlite` or a `postgresql://` address.
    ///   - progress: told how many rows are written, and of how many.
    /// - Throws: ``InstanceError`` `store.same`, `store.running`, `store.occupied`, `store.variable`, those of the
    ///   settings; `StoreError`.
    package static func migrateStore(
        at root: URL, to target: String, environment: [String: String],
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) async throws -> StoreMove {
        let folder = InstanceFolder(root)
        guard folder.exists else { throw InstanceError("folder.missing", ["folder": .text(root.path)]) }
        let variable = Setting.store.environmentName
        guard environment[variable, default: ""].isEmpty else {
            throw InstanceError("store.variable", ["variable": .text(variable)])
        }
        let text = try String(contentsOf: folder.settings, encoding: .utf8)
        let moved = SettingsFile.writing(target, for: .store, in: text)
        let settings = try SettingsFile.parse(moved, file: folder.settings.lastPathComponent, environment: environment)
        let source = try StoreLocation(
            SettingsFile.load(folder.settings, environment: environment), in: folder, environment: environment)
        let destination = try StoreLocation(settings, in: folder, environment: environment)
        guard source != destination else { throw InstanceError("store.same", ["store": .text(source.shown)]) }

        try folder.prepare()
        let scratch = try folder.makeScratch()
        defer { try? FileManager.default.removeItem(at: scratch) }
        if let process = folder.otherProcess(than: scratch) {
            throw InstanceError("store.running", ["process": .integer(Int(process))])
        }

        let from = try await source.open()
        defer { try? from.close() }
        let to = try await destination.open()
        defer { try? to.close() }
        guard try await StoreTransfer.isEmpty(to) else {
            throw InstanceError("store.occupied", ["store": .text(destination.shown)])
        }
        let counts = try await StoreTransfer(from: from, to: to).run(migrations, progress: progress)
        try SettingsFile.save(moved, to: folder.settings)
        guard case .sqlite(let file) = source else { return StoreMove(counts: counts, former: nil) }
        try from.close()
        let stamp = Date().formatted(.iso8601.time(includingFractionalSeconds: false)).replacing(":", with: "")
        let former = file.deletingLastPathComponent().appendingPathComponent("store-\(stamp).sqlite")
        try DurableFile.rename(file, to: former)
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
        return StoreMove(counts: counts, former: former)
    }
}

extension InstanceFolder {
    /// A process that has the instance open, other than the one of `scratch`.
    fileprivate func otherProcess(than scratch: URL) -> Int32? {
        let folders = (try? FileManager.default.contentsOfDirectory(at: temporary, includingPropertiesForKeys: nil)) ?? []
        for folder in folders where folder.lastPathComponent != scratch.lastPathComponent {
            let record = folder.appendingPathComponent("owner.json")
            let owner = (try? Data(contentsOf: record)).flatMap { try? JSONDecoder().decode(LeaseOwner.self, from: $0) }
            if let owner, !owner.isKnownDead() { return owner.process }
        }
        return nil
    }
}

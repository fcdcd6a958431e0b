package import Foundation
import Localization
import Store

/// Where everything of an instance lies. Only its owner may look inside: settings and data may be confidential.
package struct InstanceFolder: Sendable, Hashable {
    /// The folder itself, as a path without `.` and `..`.
    package let root: URL

    package init(_ root: URL) { self.root = root.standardizedFileURL }

    /// `portulan.yaml`.
    package var settings: URL { root.appendingPathComponent("portulan.yaml") }
    /// The transactional store.
    package var store: URL { root.appendingPathComponent("store.sqlite") }
    /// Originals and tables, named by their hash.
    package var lake: URL { root.appendingPathComponent("lake", isDirectory: true) }
    /// Table schemas harvested from a catalogue of schemas; they can be harvested again.
    package var schemas: URL { root.appendingPathComponent("schemas", isDirectory: true) }
    /// The official geographic code that the instance uses, where it has one of its own.
    package var territories: URL { root.appendingPathComponent("territories.snapshot") }
    /// The instance's own services, one folder each.
    package var services: URL { root.appendingPathComponent("services", isDirectory: true) }
    /// Files that live no longer than the process that wrote them.
    package var temporary: URL { root.appendingPathComponent("tmp", isDirectory: true) }
    /// A place for backups; nothing is put there by itself.
    package var backups: URL { root.appendingPathComponent("backups", isDirectory: true) }

    /// Whether there is an instance here.
    package var exists: Bool { FileManager.default.fileExists(atPath: settings.path) }

    /// Makes the folder of a new instance, which may exist already if it is empty.
    ///
    /// - Throws: ``InstanceError`` `folder.exists`, `folder.not_empty`, `folder.unwritable`.
    func create() throws {
        if exists { throw InstanceError("folder.exists", ["folder": .text(root.path)]) }
        if try !Self.isFree(root) { throw InstanceError("folder.not_empty", ["folder": .text(root.path)]) }
        try prepare()
    }

    /// Makes what is missing of the folders; those that exist keep the permissions that their owner gave them.
    func prepare() throws {
        for folder in [root, lake, temporary, backups, services] {
            var isFolder: ObjCBool = false
            if unsafe FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue { continue }
            do {
                try FileManager.default.createDirectory(
                    at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw InstanceError("folder.unwritable", ["folder": .text(folder.path)], underlying: error)
            }
        }
    }

    /// This process's own part of ``temporary``, empty. What dead processes left there is removed; those that live
    /// keep theirs.
    ///
    /// - Throws: ``InstanceError`` `folder.unwritable`.
    func makeScratch(for owner: LeaseOwner = .current) throws -> URL {
        let files = FileManager.default
        for left in (try? files.contentsOfDirectory(at: temporary, includingPropertiesForKeys: nil)) ?? [] {
            let record = left.appendingPathComponent("owner.json")
            let other = (try? Data(contentsOf: record)).flatMap { try? JSONDecoder().decode(LeaseOwner.self, from: $0) }
            // Without a readable record it is what an interrupted start left behind.
            if other?.isKnownDead(to: owner) ?? Self.isOld(left) { try? files.removeItem(at: left) }
        }
        let scratch = temporary.appendingPathComponent("\(owner.process)-\(UUID().uuidString.prefix(8).lowercased())", isDirectory: true)
        do {
            try files.createDirectory(at: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try JSONEncoder().encode(owner).write(to: scratch.appendingPathComponent("owner.json"))
        } catch {
            throw InstanceError("folder.unwritable", ["folder": .text(temporary.path)], underlying: error)
        }
        return scratch
    }

    /// Whether there is nothing at `folder`, or an empty folder.
    static func isFree(_ folder: URL) throws -> Bool {
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else { return true }
        guard isFolder.boolValue else { return false }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty
        } catch {
            throw InstanceError("folder.unreadable", ["folder": .text(folder.path)], underlying: error)
        }
    }

    private static func isOld(_ item: URL) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: item.path)
        return ((attributes?[.modificationDate] as? Date).map { $0.timeIntervalSinceNow < -3600 }) ?? true
    }
}

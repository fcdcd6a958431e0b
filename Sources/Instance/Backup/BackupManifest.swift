import Foundation
import Lake
import Localization

/// The table of contents of a backup, `manifest.json`: what must be there, and the hash of each.
struct BackupManifest: Codable, Hashable {
    struct File: Codable, Hashable {
        let path: String
        let bytes: Int64
        /// SHA-256, in hexadecimal.
        let sha256: ContentHash
    }

    static let path = "manifest.json"
    static let currentVersion = 2

    var format = "portulan-backup"
    /// Goes up when a former program could not restore the archive.
    var version = currentVersion
    /// ISO 8601.
    let createdAt: String
    let files: [File]
}

/// The only paths that a backup holds. Whatever else an archive names is refused, so that none can write elsewhere.
enum BackupPath {
    static let settings = "portulan.yaml"
    static let store = "store.sqlite"
    /// The vintage of the official geographic code, where the instance has one.
    static let territories = "territories.snapshot"

    /// A file of the instance's own services, by its path in their folder.
    static func service(_ path: String) -> String { "services/" + path }

    static func original(_ hash: ContentHash) -> String { "lake/originals/\(hash.hex.prefix(2))/\(hash.hex)" }
    static func table(_ hash: ContentHash) -> String { "lake/tables/\(hash.hex.prefix(2))/\(hash.hex).parquet" }

    /// - Throws: ``InstanceError`` `restore.escape` for a path that leads out, `restore.unexpected` for any other
    ///   that is not an instance's.
    static func check(_ path: String) throws {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if path.hasPrefix("/") || parts.contains("..") { throw InstanceError("restore.escape", ["path": .text(path)]) }
        if [BackupManifest.path, settings, store, territories].contains(path) { return }
        if parts.first == "services", parts.count > 2, parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) { return }
        if parts.count == 4, let hash = ContentHash(hex: String(parts[3].prefix(64))),
            path == original(hash) || path == table(hash)
        {
            return
        }
        throw InstanceError("restore.unexpected", ["path": .text(path)])
    }

    /// The hash that a path of the lake promises; nil for the other files.
    static func promisedHash(_ path: String) -> ContentHash? {
        guard path.hasPrefix("lake/"), let name = path.split(separator: "/").last else { return nil }
        return ContentHash(hex: String(name.prefix(64)))
    }
}

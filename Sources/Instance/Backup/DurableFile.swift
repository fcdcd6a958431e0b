import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Files that are whole or absent after a crash.
enum DurableFile {
    /// A new file for its owner only, open for writing.
    static func create(_ file: URL) throws -> FileHandle {
        guard FileManager.default.createFile(
            atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path]) }
        return try FileHandle(forWritingTo: file)
    }

    static func size(_ file: URL) throws -> Int64 {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes[.size] as? NSNumber)?.int64Value ?? 0
    }

    /// Gives a file or folder its final name, for good when this returns.
    static func rename(_ item: URL, to target: URL) throws {
        try FileManager.default.moveItem(at: item, to: target)
        // The name is in the folder: it is the folder that must reach the disk.
        let folder = unsafe open(target.deletingLastPathComponent().path, O_RDONLY)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}

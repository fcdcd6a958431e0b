import Foundation

#if canImport(Glibc)
import Glibc
private let exchange = unsafe Glibc.rename
#elseif canImport(Musl)
import Musl
private let exchange = unsafe Musl.rename
#elseif canImport(Darwin)
import Darwin
private let exchange = unsafe Darwin.rename
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
        settle(target)
    }

    /// Puts a file in the place of another at once: a reader finds the one or the other, never none.
    static func replace(_ target: URL, with item: URL) throws {
        // Foundation's `replaceItemAt` fails on Linux, saying that the target does not exist.
        guard unsafe exchange(item.path, target.path) == 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: target.path])
        }
        settle(target)
    }

    private static func settle(_ target: URL) {
        // The name is in the folder: it is the folder that must reach the disk.
        let folder = unsafe open(target.deletingLastPathComponent().path, O_RDONLY)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}

internal import Crypto
internal import Foundation
internal import Localization

/// A folder of files that are named by their SHA-256 and never change.
///
/// A file appears whole or not at all, and once it has appeared it survives a power cut: it is written under another
/// name, flushed, renamed, and the folder flushed.
struct ContentStore: Sendable {
    let folder: URL
    /// Where files are written before they have a name: on the same file system.
    let workshop: URL
    let fileExtension: String

    func url(_ hash: ContentHash) -> URL {
        folder.appending(path: String(hash.hex.prefix(2))).appending(path: hash.hex + fileExtension)
    }

    /// Copies a file into the store.
    func keep(copyOf source: URL) throws -> (hash: ContentHash, bytes: Int64) {
        let input = try OpenFile(source.path, O_RDONLY)
        let partial = workshop.appending(path: "\(getpid())-\(UUID().uuidString).partial")
        let output = try OpenFile(partial.path, O_WRONLY | O_CREAT | O_EXCL)
        do {
            var hasher = SHA256()
            var bytes: Int64 = 0
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            while true {
                let count = try input.read(into: &buffer)
                if count == 0 { break }
                hasher.update(data: buffer[..<count])
                try output.write(buffer[..<count])
                bytes += Int64(count)
            }
            try output.flush()
            let hash = ContentHash(digest: hasher.finalize())
            try install(partial, as: hash)
            return (hash, bytes)
        } catch {
            try? FileManager.default.removeItem(at: partial)
            throw error
        }
    }

    /// Takes a file of the workshop into the store.
    func keep(moving file: URL) throws -> (hash: ContentHash, bytes: Int64) {
        let input = try OpenFile(file.path, O_RDONLY)
        var hasher = SHA256()
        var bytes: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try input.read(into: &buffer)
            if count == 0 { break }
            hasher.update(data: buffer[..<count])
            bytes += Int64(count)
        }
        try input.flush()
        let hash = ContentHash(digest: hasher.finalize())
        try install(file, as: hash)
        return (hash, bytes)
    }

    private func install(_ file: URL, as hash: ContentHash) throws {
        let place = url(hash)
        let shelf = place.deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: shelf, withIntermediateDirectories: true)
        } catch { throw LakeError.wrapping(error, shelf) }
        // Renaming over an earlier copy is right: it has the same bytes, or it was damaged.
        guard unsafe rename(file.path, place.path) == 0 else { throw LakeError.file(place.path, errno) }
        try OpenFile(shelf.path, O_RDONLY).flush()
        try OpenFile(folder.path, O_RDONLY).flush()
    }

    /// The hashes of the files there are, with their sizes and when they came.
    func contents() throws -> [(hash: ContentHash, bytes: Int64, date: Date)] {
        let keys: Set<URLResourceKey> = [.fileSizeKey, .contentModificationDateKey]
        var found: [(ContentHash, Int64, Date)] = []
        for shelf in (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [] {
            for file in (try? FileManager.default.contentsOfDirectory(at: shelf, includingPropertiesForKeys: Array(keys))) ?? [] {
                let name = file.lastPathComponent
                guard name.hasSuffix(fileExtension), let hash = ContentHash(hex: String(name.dropLast(fileExtension.count))) else { continue }
                let values = try? file.resourceValues(forKeys: keys)
                found.append((hash, Int64(values?.fileSize ?? 0), values?.contentModificationDate ?? .distantFuture))
            }
        }
        return found
    }
}

/// A file descriptor, closed when it goes out of scope; failures carry the file's name and `errno`.
struct OpenFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(_ path: String, _ flags: Int32) throws {
        descriptor = unsafe open(path, flags | O_CLOEXEC, 0o640)
        self.path = path
        if descriptor < 0 { throw LakeError.file(path, errno) }
    }

    deinit { close(descriptor) }

    func read(into buffer: inout [UInt8]) throws -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            if errno != EINTR { throw LakeError.file(path, errno) }
        }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw LakeError.file(path, errno)
            }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits until what was written is on the disk.
    func flush() throws {
        guard fsync(descriptor) == 0 else { throw LakeError.file(path, errno) }
    }
}

extension LakeError {
    /// What an error of Foundation's file system means.
    static func wrapping(_ error: any Error, _ file: URL) -> LakeError {
        let cocoa = error as NSError
        let underlying = (cocoa.userInfo[NSUnderlyingErrorKey] as? NSError) ?? cocoa
        if underlying.domain == NSPOSIXErrorDomain { return .file(file.path, Int32(underlying.code)) }
        let codes: [Int: Int32] = [NSFileWriteOutOfSpaceError: ENOSPC, NSFileWriteNoPermissionError: EACCES, NSFileReadNoPermissionError: EACCES]
        return .file(file.path, codes[cocoa.code] ?? EIO)
    }
}

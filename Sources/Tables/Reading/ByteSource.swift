import Foundation
import Localization

/// A regular file open for reading at any offset, from any thread.
final class ByteSource: Sendable {
    let size: Int64
    private let descriptor: Int32

    /// - Throws: `tables.file.unreadable` when the file cannot be opened or is not a regular file.
    init(_ path: URL) throws {
        descriptor = unsafe open(path.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Self.unreadable(path, EISDIR)
        }
        size = Int64(status.st_size)
    }

    /// The first `size` bytes of another source.
    init(_ other: ByteSource, size: Int64) throws {
        descriptor = dup(other.descriptor)
        guard descriptor >= 0 else { throw Self.unreadable(nil, errno) }
        self.size = size
    }

    deinit {
        close(descriptor)
    }

    /// Fills `buffer` from `offset`, less only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        var done = 0
        while done < buffer.count {
            let count = unsafe pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset) + off_t(done))
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.unreadable(nil, errno)
            }
            done += count
        }
        return done
    }

    /// At most `count` bytes from `offset`.
    func bytes(at offset: Int64, count: Int) throws -> [UInt8] {
        let wanted = max(0, min(Int64(count), size - offset))
        return try unsafe [UInt8](unsafeUninitializedCapacity: Int(wanted)) { buffer, filled in
            filled = try unsafe read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
    }

    private static func unreadable(_ path: URL?, _ number: Int32) -> TablesError {
        let reason: MessageArgument = switch number {
        case ENOENT: .message("reason.missing")
        case EACCES, EPERM: .message("reason.forbidden")
        case EISDIR: .message("reason.notAFile")
        default: .text(unsafe String(cString: strerror(number)))
        }
        var error = TablesError("file.unreadable", ["reason": reason])
        if let path { error.arguments["file"] = .text(path.lastPathComponent) }
        return error
    }
}

import Foundation
import Localization

/// A folder of its own for one reading, removed at the end of it.
struct Scratch: ~Copyable {
    let folder: URL

    /// - Throws: `tables.scratch.unwritable`.
    init(in parent: URL) throws {
        folder = parent.appending(path: "tables-\(UUID().uuidString)", directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw TablesError("scratch.unwritable", ["folder": .text(parent.path)], underlying: error)
        }
    }

    deinit {
        // What is left behind is in a scratch folder, which its owner empties.
        try? FileManager.default.removeItem(at: folder)
    }

    /// A name in this folder under which `file` can be read. Readers that go by names never see one they could take
    /// for a pattern or another format.
    func link(to file: URL, extension suffix: String) throws -> URL {
        let link = folder.appending(path: "table.\(suffix)")
        try? FileManager.default.removeItem(at: link)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file.absoluteURL.standardizedFileURL)
        return link
    }
}

/// A file being written in a scratch folder.
struct ScratchFile: ~Copyable {
    private let descriptor: Int32
    private(set) var size: Int64 = 0

    init(_ path: URL) throws {
        descriptor = unsafe open(path.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(errno) }
    }

    deinit {
        close(descriptor)
    }

    /// - Throws: `tables.disk.full`, `tables.scratch.unwritable`.
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            let count = unsafe Foundation.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure(errno)
            }
            done += count
        }
        size += Int64(bytes.count)
    }

    private static func failure(_ number: Int32) -> TablesError {
        if number == ENOSPC || number == EDQUOT { return TablesError("disk.full") }
        return TablesError("scratch.unwritable", ["folder": .text(unsafe String(cString: strerror(number)))])
    }
}

import Foundation
import Localization

/// The parts of a workbook that is a zip archive, unpacked into a scratch folder and mapped into memory one at a time.
struct WorkbookParts {
    private let directory: ZipDirectory
    private let entries: [String: ZipDirectory.Entry]
    private let scratch: URL
    private let limits: ArchiveLimits
    private let progress: ProgressObserver?

    /// - Throws: `tables.archive…`.
    init(_ path: URL, limits: ArchiveLimits, scratch: URL, progress: ProgressObserver?) throws {
        directory = try ZipDirectory(ByteSource(path), limits: limits)
        self.scratch = scratch
        self.limits = limits
        self.progress = progress
        // Names of parts are compared without regard to case (ECMA-376, part 2); some programs write backslashes.
        entries = Dictionary(directory.entries.map { (Self.key($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    func has(_ name: String) -> Bool { entries[Self.key(name)] != nil }

    /// Size of a part once unpacked, 0 where there is none.
    func size(_ name: String) -> Int64 { entries[Self.key(name)]?.size ?? 0 }

    /// Lends the bytes of a part; `nil` where the archive has none of that name.
    func withPart<R>(_ name: String, _ body: (ByteView) throws -> R) throws -> R? {
        guard let entry = entries[Self.key(name)] else { return nil }
        let path = scratch.appending(path: "part-\(entry.headerOffset)")
        if !FileManager.default.fileExists(atPath: path.path) {
            try directory.unpack(entry, to: path, limits: limits, progress: progress)
        }
        // The file is ours alone: nobody shortens it while it is mapped.
        let data = try Data(contentsOf: path, options: .alwaysMapped)
        return try unsafe data.withUnsafeBytes { buffer in
            let bytes = unsafe buffer.assumingMemoryBound(to: UInt8.self)
            guard let start = bytes.baseAddress else { return try [UInt8]().withView(body) }
            return try unsafe body(ByteView(start: start, count: bytes.count))
        }
    }

    private static func key(_ name: String) -> String {
        var key = name.lowercased().replacing("\\", with: "/")
        while key.hasPrefix("/") { key.removeFirst() }
        return key
    }
}

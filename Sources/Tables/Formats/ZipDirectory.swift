import Foundation
import Localization

/// The central directory of a zip archive (PKWARE's APPNOTE 6.3.10), read within bounds.
struct ZipDirectory {
    struct Entry {
        /// As the archive has it. Never used as a path.
        let name: String
        let method: UInt16
        let isEncrypted: Bool
        let checksum: UInt32
        let packedSize: Int64
        let size: Int64
        let headerOffset: Int64

        var isFolder: Bool { name.hasSuffix("/") }
        /// The part after the last point, lower case.
        var suffix: String { name.split(separator: "/").last?.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? "" }
        /// Whether the name would lead out of the folder that the archive is unpacked in.
        var isUnsafe: Bool { name.hasPrefix("/") || name.contains("\\") || name.split(separator: "/").contains("..") }
    }

    let entries: [Entry]
    private let source: ByteSource

    /// - Throws: `tables.archive.damaged`, `tables.archive.tooManyEntries`.
    init(_ source: ByteSource, limits: ArchiveLimits) throws {
        self.source = source
        let tailSize = Int(min(source.size, 65_557 + 20))
        let tailOffset = source.size - Int64(tailSize)
        let tail = try source.bytes(at: tailOffset, count: tailSize)
        guard let end = Self.lastIndex(of: [0x50, 0x4B, 0x05, 0x06], in: tail, room: 22) else {
            throw TablesError("archive.truncated")
        }
        var count = Int64(tail.word16(end + 10))
        var size = Int64(tail.word32(end + 12))
        var offset = Int64(tail.word32(end + 16))
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF, end >= 20,
            tail.word32(end - 20) == 0x0706_4B50 {
            // Zip64: a locator points to the wider record.
            let record = try source.bytes(at: Int64(clamping: tail.word64(end - 20 + 8)), count: 56)
            guard record.count == 56, record.word32(0) == 0x0606_4B50 else { throw TablesError("archive.damaged") }
            count = Int64(clamping: record.word64(32))
            size = Int64(clamping: record.word64(40))
            offset = Int64(clamping: record.word64(48))
        }
        guard count <= Int64(limits.entries) else {
            throw TablesError("archive.tooManyEntries", ["count": .integer(Int(count)), "limit": .integer(limits.entries)])
        }
        guard offset >= 0, size >= 0, size <= 64 << 20, offset + size <= source.size else { throw TablesError("archive.damaged") }
        let bytes = try source.bytes(at: offset, count: Int(size))
        var entries: [Entry] = []
        var position = 0
        for _ in 0..<count {
            guard position + 46 <= bytes.count, bytes.word32(position) == 0x0201_4B50 else { throw TablesError("archive.damaged") }
            let nameLength = Int(bytes.word16(position + 28))
            let extraLength = Int(bytes.word16(position + 30))
            let commentLength = Int(bytes.word16(position + 32))
            let nameStart = position + 46
            let extraStart = nameStart + nameLength
            let next = extraStart + extraLength + commentLength
            guard next <= bytes.count else { throw TablesError("archive.damaged") }
            let flags = bytes.word16(position + 8)
            let nameBytes = bytes[nameStart..<extraStart]
            let name = String(validating: nameBytes, as: UTF8.self) ?? SingleByteTable(.codePage850).decode(nameBytes)
            var wide = WideSizes(
                packed: Int64(bytes.word32(position + 20)), size: Int64(bytes.word32(position + 24)),
                offset: Int64(bytes.word32(position + 42)))
            wide.read(bytes[extraStart..<(extraStart + extraLength)])
            entries.append(
                Entry(
                    name: name, method: bytes.word16(position + 10), isEncrypted: flags & 1 != 0,
                    checksum: bytes.word32(position + 16), packedSize: wide.packed, size: wide.size, headerOffset: wide.offset))
            position = next
        }
        self.entries = entries
    }

    /// Unpacks one entry into a new file and checks it.
    ///
    /// - Throws: `tables.archive.encrypted`, `tables.archive.method`, `tables.archive.damaged`, `tables.archive.tooLarge`,
    ///   `tables.archive.bomb`, `tables.disk.full`.
    func unpack(_ entry: Entry, to path: URL, limits: ArchiveLimits, progress: ProgressObserver?) throws {
        guard !entry.isEncrypted else { throw TablesError("archive.encrypted", ["member": .text(entry.name)]) }
        guard entry.size <= limits.totalBytes else { throw TablesError("archive.tooLarge", ["limit": .bytes(limits.totalBytes)]) }
        if entry.size > 50 << 20, entry.size / max(1, entry.packedSize) > limits.ratio {
            throw TablesError("archive.bomb", ["ratio": .integer(Int(limits.ratio))])
        }
        let header = try source.bytes(at: entry.headerOffset, count: 30)
        guard header.count == 30, header.word32(0) == 0x0403_4B50 else { throw TablesError("archive.damaged") }
        let start = entry.headerOffset + 30 + Int64(header.word16(26)) + Int64(header.word16(28))
        guard start + entry.packedSize <= source.size else { throw TablesError("archive.truncated") }
        var file = try ScratchFile(path)
        let inflation = Inflation(limits: limits, progress: progress)
        switch entry.method {
        case 0:
            var copied: Int64 = 0
            while copied < entry.packedSize {
                let bytes = try source.bytes(at: start + copied, count: Int(min(1 << 20, entry.packedSize - copied)))
                guard !bytes.isEmpty else { throw TablesError("archive.truncated") }
                try unsafe bytes.withUnsafeBytes { try unsafe file.write($0) }
                copied += Int64(bytes.count)
            }
        case 8:
            let checksum = try inflation.run(source, at: start, count: entry.packedSize, .raw, into: &file)
            guard checksum == UInt(entry.checksum), file.size == entry.size else { throw TablesError("archive.damaged") }
        default:
            throw TablesError("archive.method", ["member": .text(entry.name)])
        }
    }

    private static func lastIndex(of magic: [UInt8], in bytes: [UInt8], room: Int) -> Int? {
        guard bytes.count >= room else { return nil }
        return (0...(bytes.count - room)).reversed().first { bytes[$0..<($0 + magic.count)].elementsEqual(magic) }
    }
}

/// Sizes that may stand in an entry's Zip64 extra field.
private struct WideSizes {
    var packed: Int64
    var size: Int64
    var offset: Int64

    init(packed: Int64, size: Int64, offset: Int64) {
        self.packed = packed
        self.size = size
        self.offset = offset
    }

    mutating func read(_ extra: ArraySlice<UInt8>) {
        let bytes = Array(extra)
        var position = 0
        while position + 4 <= bytes.count {
            let length = Int(bytes.word16(position + 2))
            if bytes.word16(position) == 1 {
                var field = position + 4
                let end = min(bytes.count, field + length)
                for path in [\WideSizes.size, \WideSizes.packed, \WideSizes.offset] where self[keyPath: path] == 0xFFFF_FFFF {
                    guard field + 8 <= end else { return }
                    self[keyPath: path] = Int64(clamping: bytes.word64(field))
                    field += 8
                }
                return
            }
            position += 4 + length
        }
    }
}

extension [UInt8] {
    /// Little-endian words; the caller has checked that they are there.
    func word16(_ index: Int) -> UInt16 { UInt16(self[index]) | UInt16(self[index + 1]) << 8 }
    func word32(_ index: Int) -> UInt32 { UInt32(word16(index)) | UInt32(word16(index + 2)) << 16 }
    func word64(_ index: Int) -> UInt64 { UInt64(word32(index)) | UInt64(word32(index + 4)) << 32 }
}

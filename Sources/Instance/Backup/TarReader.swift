import Foundation

/// Reads a tar archive as a stream: POSIX.1-1988 and -2001 headers, and the base-256 sizes of GNU tar.
struct TarReader {
    struct Entry {
        enum Kind { case file, folder, other }
        let path: String
        let kind: Kind
        let bytes: Int64
    }

    private let input: FileHandle
    /// What is left of the present entry, and the padding after it.
    private var left: Int64 = 0
    private var padding: Int64 = 0

    init(_ input: FileHandle) { self.input = input }

    /// The next entry, or nil at the end of the archive. What was not read of the present one is skipped.
    ///
    /// - Throws: ``InstanceError`` `restore.not_backup` when this is no tar, `restore.truncated` when it stops short.
    mutating func next() throws -> Entry? {
        try skip(left + padding)
        var attributes: [String: String] = [:]
        while true {
            let block = try input.read(upToCount: 512) ?? Data()
            // Some tars are cut right after the last file.
            if block.isEmpty || block.allSatisfy({ $0 == 0 }) { return nil }
            guard block.count == 512 else { throw InstanceError("restore.truncated") }
            let header = Array(block)
            guard Self.checksum(header) == Self.number(header[148..<156]) else { throw InstanceError("restore.not_backup") }
            guard let size = attributes["size"].flatMap({ Int64($0) }) ?? Self.number(header[124..<136]), size >= 0
            else { throw InstanceError("restore.not_backup") }
            left = size
            padding = (512 - size % 512) % 512
            switch header[156] {
            case UInt8(ascii: "x") where size <= 1 << 20:
                attributes.merge(Self.records(try contents(size))) { _, later in later }
                try skip(padding)
            case UInt8(ascii: "g"): try skip(left + padding)
            case let type:
                let prefix = Self.text(header[345..<500])
                let name = Self.text(header[0..<100])
                let kind: Entry.Kind =
                    switch type {
                    case 0, UInt8(ascii: "0"): .file
                    case UInt8(ascii: "5"): .folder
                    default: .other
                    }
                return Entry(path: attributes["path"] ?? (prefix.isEmpty ? name : prefix + "/" + name), kind: kind, bytes: size)
            }
        }
    }

    /// The next piece of the present entry, empty at its end.
    mutating func read() throws -> Data {
        guard left > 0 else { return Data() }
        let piece = try input.read(upToCount: Int(min(left, 1 << 20))) ?? Data()
        guard !piece.isEmpty else { throw InstanceError("restore.truncated") }
        left -= Int64(piece.count)
        return piece
    }

    private mutating func contents(_ size: Int64) throws -> Data {
        var data = Data()
        while left > 0 { data += try read() }
        return data
    }

    private mutating func skip(_ bytes: Int64) throws {
        var rest = bytes
        while rest > 0 {
            let piece = try input.read(upToCount: Int(min(rest, 1 << 20))) ?? Data()
            guard !piece.isEmpty else { throw InstanceError("restore.truncated") }
            rest -= Int64(piece.count)
        }
        left = 0
        padding = 0
    }

    private static func checksum(_ header: [UInt8]) -> Int64 {
        header.enumerated().reduce(0) { $0 + Int64((148..<156).contains($1.offset) ? 0x20 : $1.element) }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits, or base 256 where the first bit is set.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        if let first = bytes.first, first & 0x80 != 0 {
            guard bytes.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
            return bytes.suffix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        }
        let digits = text(bytes).trimmingCharacters(in: .whitespaces)
        return digits.isEmpty ? 0 : Int64(digits, radix: 8)
    }

    private static func records(_ data: Data) -> [String: String] {
        var records: [String: String] = [:]
        var rest = data[...]
        while let space = rest.firstIndex(of: 0x20), let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
            length > space - rest.startIndex, length <= rest.count
        {
            let end = rest.startIndex + length
            let pair = String(decoding: rest[(space + 1)..<(end - 1)], as: UTF8.self).split(separator: "=", maxSplits: 1)
            if pair.count == 2 { records[String(pair[0])] = String(pair[1]) }
            rest = rest[end...]
        }
        return records
    }
}

import Foundation
import Localization

/// Writes a tar archive as a stream, in the pax interchange format (POSIX.1-2001): the 1988 header, and an extended
/// header before files of 8 GiB and more, whose size it cannot hold.
struct TarWriter {
    private let output: FileHandle

    init(_ output: FileHandle) { self.output = output }

    /// Adds one file.
    ///
    /// - Parameters:
    ///   - path: relative, at most 100 bytes.
    ///   - bytes: exactly how many `content` gives.
    ///   - content: the next piece of the file, empty at its end.
    func append(path: String, bytes: Int64, modified: Date, content: () throws -> Data) throws {
        if bytes >= 1 << 33 {
            let record = Self.paxRecord("size", "\(bytes)")
            try output.write(contentsOf: Self.header(
                path: "pax/size", bytes: Int64(record.count), modified: modified, type: "x"))
            try output.write(contentsOf: record + Self.padding(Int64(record.count)))
        }
        try output.write(contentsOf: Self.header(path: path, bytes: bytes, modified: modified, type: "0"))
        var left = bytes
        while true {
            let piece = try content()
            if piece.isEmpty { break }
            left -= Int64(piece.count)
            // A file that grows while it is read must not run over the next one's header.
            guard left >= 0 else { throw InstanceError("backup.changed", ["file": .text(path)]) }
            try output.write(contentsOf: piece)
        }
        guard left == 0 else { throw InstanceError("backup.changed", ["file": .text(path)]) }
        try output.write(contentsOf: Self.padding(bytes))
    }

    /// Ends the archive: two empty blocks.
    func finish() throws {
        try output.write(contentsOf: Data(count: 1024))
    }

    private static func padding(_ bytes: Int64) -> Data { Data(count: Int((512 - bytes % 512) % 512)) }

    /// `length key=value\n`, where the length counts itself.
    private static func paxRecord(_ key: String, _ value: String) -> Data {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count
        while "\(length)".utf8.count + rest.utf8.count != length { length = "\(length)".utf8.count + rest.utf8.count }
        return Data("\(length)\(rest)".utf8)
    }

    private static func header(path: String, bytes: Int64, modified: Date, type: String) -> Data {
        precondition(path.utf8.count <= 100, "the paths of an instance are short")
        var block = Data(count: 512)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: Data(text.utf8))
        }
        func octal(_ value: Int64, digits: Int) -> String {
            let text = String(max(value, 0), radix: 8)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        put(path, at: 0)
        put("0000600", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(bytes < 1 << 33 ? bytes : 0, digits: 11), at: 124)
        put(octal(Int64(modified.timeIntervalSince1970), digits: 11), at: 136)
        put("        ", at: 148)
        put(type, at: 156)
        put("ustar\0" + "00", at: 257)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, digits: 6) + "\0 ", at: 148)
        return block
    }
}

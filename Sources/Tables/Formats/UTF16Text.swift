import Foundation
import Localization

/// Writes UTF-16 text anew as UTF-8, in constant memory. Lines keep their numbers.
enum UTF16Text {
    static func transcode(_ source: ByteSource, skipping mark: Int, bigEndian: Bool, to path: URL) throws {
        var file = try ScratchFile(path)
        var offset = Int64(mark)
        var high: UInt32 = 0
        var out: [UInt8] = []
        while offset < source.size {
            let bytes = try source.bytes(at: offset, count: 1 << 20)
            guard !bytes.isEmpty else { break }
            offset += Int64(bytes.count)
            out.removeAll(keepingCapacity: true)
            var index = 0
            while index + 1 < bytes.count {
                let unit = bigEndian
                    ? UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1]) : UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index])
                index += 2
                if high != 0 {
                    if (0xDC00...0xDFFF).contains(unit) {
                        append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &out)
                        high = 0
                        continue
                    }
                    append(0xFFFD, to: &out)
                    high = 0
                }
                switch unit {
                case 0xD800...0xDBFF: high = unit
                case 0xDC00...0xDFFF: append(0xFFFD, to: &out)
                default: append(unit, to: &out)
                }
            }
            try unsafe out.withUnsafeBytes { try unsafe file.write($0) }
        }
    }

    private static func append(_ scalar: UInt32, to out: inout [UInt8]) {
        switch scalar {
        case 0..<0x80: out.append(UInt8(scalar))
        case 0x80..<0x800:
            out.append(UInt8(0xC0 | scalar >> 6))
            out.append(UInt8(0x80 | scalar & 0x3F))
        case 0x800..<0x10000:
            out.append(UInt8(0xE0 | scalar >> 12))
            out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(0x80 | scalar & 0x3F))
        default:
            out.append(UInt8(0xF0 | scalar >> 18))
            out.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
}

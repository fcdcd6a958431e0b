package import DuckDB

/// JSON (RFC 8259) written straight as bytes.
package enum JSONText {
    /// Appends a value: numbers as numbers, NaN and infinities as null, everything else as `CellText` says it.
    package static func append(_ value: Value, isZoned: Bool = false, to out: inout [UInt8]) {
        switch value {
        case .null: out.append(contentsOf: null)
        case .bool, .int: CellText.append(value, to: &out)
        case .double(let number):
            if number.isFinite { CellText.append(value, to: &out) } else { out.append(contentsOf: null) }
        case .text(var text): text.withUTF8 { unsafe append(quoted: $0, to: &out) }
        case .list(let values):
            out.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                append(value, isZoned: isZoned, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .date, .time, .timestamp, .blob:
            out.append(UInt8(ascii: "\""))
            CellText.append(value, isZoned: isZoned, to: &out)
            out.append(UInt8(ascii: "\""))
        }
    }

    static let null = Array("null".utf8)
    private static let digits = Array("0123456789abcdef".utf8)

    /// Appends a string between quotes; what the grammar does not allow inside is escaped.
    package static func append(quoted text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { unsafe append(quoted: $0, to: &out) }
    }

    static func append(quoted text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var start = 0
        for index in text.indices {
            let byte = unsafe text[index]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
            unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
            start = index + 1
            out.append(UInt8(ascii: "\\"))
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(byte)
            case 0x0a: out.append(UInt8(ascii: "n"))
            case 0x0d: out.append(UInt8(ascii: "r"))
            case 0x09: out.append(UInt8(ascii: "t"))
            default:
                out.append(contentsOf: "u00".utf8)
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            }
        }
        unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        out.append(UInt8(ascii: "\""))
    }
}

package import DuckDB
import Localization

/// Values as text, the same in every format: ISO 8601 dates, a dot before decimals, `true` and `false`.
package enum CellText {
    /// Appends a value's text; nothing for a missing one, nor for what is not a finite number.
    package static func append(_ value: Value, isZoned: Bool = false, to out: inout [UInt8]) {
        switch value {
        case .null: break
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): append(value, to: &out)
        case .double(let value): append(value, to: &out)
        case .text(let text): out.append(contentsOf: text.utf8)
        case .date(let days): ISO8601.append(day: Int(days), to: &out)
        case .time(let microseconds): ISO8601.append(timeOfDay: microseconds, to: &out)
        case .timestamp(let microseconds): ISO8601.append(timestamp: microseconds, isZoned: isZoned, to: &out)
        case .blob(let bytes):
            let digits = Array("0123456789abcdef".utf8)
            for byte in bytes { out.append(digits[Int(byte >> 4)]); out.append(digits[Int(byte & 15)]) }
        case .list(let values):
            out.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { out.append(contentsOf: ", ".utf8) }
                append(value, isZoned: isZoned, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        }
    }

    /// The value as a person would write it in a filter; nil for a missing one.
    static func operand(_ value: Value) -> String? {
        if value.isNull { return nil }
        var text: [UInt8] = []
        append(value, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    static func append(_ value: Int64, to out: inout [UInt8]) {
        var digits: (UInt64, UInt64, UInt32) = (0, 0, 0) // 20 digits at most
        var count = 0
        var rest = value.magnitude
        unsafe withUnsafeMutableBytes(of: &digits) { digits in
            repeat {
                unsafe digits[19 - count] = UInt8(48 + rest % 10)
                rest /= 10
                count += 1
            } while rest > 0
            if value < 0 { out.append(UInt8(ascii: "-")) }
            unsafe out.append(contentsOf: digits[(20 - count)..<20])
        }
    }

    /// Appends the shortest text that reads back as `value`; whole numbers without a point.
    static func append(_ value: Double, to out: inout [UInt8]) {
        guard value.isFinite else { return }
        if value == value.rounded(), abs(value) < 1e15 {
            append(Int64(value), to: &out)
        } else {
            out.append(contentsOf: value.description.utf8)
        }
    }
}

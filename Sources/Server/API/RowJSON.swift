package import DuckDB

/// Rows written as JSON objects, straight from the values. The names are escaped once for all rows.
package struct RowJSON {
    private let keys: [[UInt8]]

    package init(columns: [String]) { keys = columns.map(JSONBytes.escapedKey) }

    package func write(_ row: [Value], to out: inout JSONBytes) {
        out.object { out in
            for (index, value) in row.enumerated() {
                out.rawKey(keys[index])
                Self.write(value, to: &out)
            }
        }
    }

    /// Dates and times follow ISO 8601, binary is hexadecimal.
    package static func write(_ value: Value, to out: inout JSONBytes) {
        switch value {
        case .null: out.null()
        case .bool(let value): out.boolean(value)
        case .int(let value): out.integer(value)
        case .double(let value): out.number(value)
        case .text(let value): out.string(value)
        case .date(let days): out.plainString(ISODate.date(days: Int(days)))
        case .time(let microseconds): out.plainString(ISODate.time(microseconds: microseconds))
        case .timestamp(let microseconds): out.plainString(ISODate.timestamp(microseconds: microseconds))
        case .blob(let bytes): out.plainString(hexadecimal(bytes))
        case .list(let values): out.array { out in for value in values { write(value, to: &out) } }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}

/// ISO 8601 without Foundation, for the values of tables: proleptic Gregorian, no time zone.
package enum ISODate {
    /// - Parameter days: since 1970-01-01. The algorithm counts from 0000-03-01 in eras of 400 years (146,097 days).
    package static func date(days: Int) -> [UInt8] {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        var text: [UInt8] = []
        text.reserveCapacity(10)
        if year < 0 { text.append(UInt8(ascii: "-")) }
        append(abs(year), width: 4, to: &text)
        text.append(UInt8(ascii: "-"))
        append(month, width: 2, to: &text)
        text.append(UInt8(ascii: "-"))
        append(day, width: 2, to: &text)
        return text
    }

    /// - Parameter microseconds: since midnight.
    package static func time(microseconds: Int64) -> [UInt8] {
        let seconds = Int(microseconds / 1_000_000)
        let fraction = Int(microseconds % 1_000_000)
        var text: [UInt8] = []
        text.reserveCapacity(15)
        append(seconds / 3600, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, width: 2, to: &text)
        text.append(UInt8(ascii: ":"))
        append(seconds % 60, width: 2, to: &text)
        if fraction != 0 {
            text.append(UInt8(ascii: "."))
            append(fraction, width: 6, to: &text)
        }
        return text
    }

    /// - Parameter microseconds: since 1970-01-01T00:00:00.
    package static func timestamp(microseconds: Int64) -> [UInt8] {
        let perDay: Int64 = 86_400_000_000
        let day = microseconds >= 0 ? microseconds / perDay : (microseconds - perDay + 1) / perDay
        return date(days: Int(day)) + [UInt8(ascii: "T")] + time(microseconds: microseconds - day * perDay)
    }

    private static func append(_ value: Int, width: Int, to text: inout [UInt8]) {
        let digits = String(value).utf8
        for _ in 0..<max(0, width - digits.count) { text.append(UInt8(ascii: "0")) }
        text.append(contentsOf: digits)
    }
}

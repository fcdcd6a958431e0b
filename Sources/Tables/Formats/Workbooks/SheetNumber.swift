import Foundation

/// The numbers of sheets: binary64 written in decimal, days counted from 1900 or 1904.
enum SheetNumber {
    /// Microseconds in a day.
    static let perDay: Int64 = 86_400_000_000

    /// Appends a number with the fifteen digits that spreadsheets show at most: `12.300000000000001` is `12.3`.
    static func append(_ digits: ArraySlice<UInt8>, hundredfold: Bool = false, to out: inout [UInt8]) {
        let isPlain = digits.count <= 15 && digits.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
        if isPlain, !hundredfold {
            out.append(contentsOf: digits)
            return
        }
        guard let number = value(digits), number.isFinite else {
            out.append(contentsOf: digits)
            return
        }
        let value = hundredfold ? number * 100 : number
        if value == value.rounded(), abs(value) < 1e15 {
            out.append(contentsOf: String(Int64(value)).utf8)
        } else {
            out.append(contentsOf: String(format: "%.15g", value).utf8)
        }
    }

    static func value(_ digits: some Collection<UInt8>) -> Double? {
        Double(String(decoding: digits, as: UTF8.self))
    }

    /// Microseconds since 1970 of a serial number: days and the fraction of one, to the nearest millisecond, which is as
    /// far as fifteen digits reach. The day 60 of the 1900 count is 29 February 1900, which never was: days before it
    /// are one further.
    ///
    /// `nil` outside the years 1900 to 9999.
    static func microseconds(serial: Double, from1904: Bool) -> Int64? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        let milliseconds = Int64((serial * 86_400_000).rounded())
        let day = milliseconds / 86_400_000
        let epoch: Int64 = from1904 ? -24_107 : day < 60 ? -25_568 : -25_569
        return (milliseconds + epoch * 86_400_000) * 1_000
    }

    static func day(_ microseconds: Int64) -> Int64 {
        microseconds >= 0 ? microseconds / perDay : (microseconds - perDay + 1) / perDay
    }
}

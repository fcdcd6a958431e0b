import Foundation

/// The numbers of sheets: binary64 written in decimal, days counted from 1900 or 1904.
enum SheetNumber {
    /// Microseconds in a day.
    static let perDay: Int64 = 86_400_000_000

    /// Digits that a spreadsheet shows at most: `12.300000000000001` is `12.3`.
    private static let mostDigits = 15

    /// Appends a number rounded to the digits that the sheet shows at most, times one hundred where it is a percentage.
    static func append(_ written: ArraySlice<UInt8>, hundredfold: Bool = false, to out: inout [UInt8]) {
        if !hundredfold, written.count <= mostDigits, written.allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) {
            out.append(contentsOf: written)
            return
        }
        // In decimal, because most numbers are; those with an exponent are rare.
        var digits: [UInt8] = []
        var point: Int?
        var exponent = hundredfold ? 2 : 0
        var index = written.startIndex
        let isNegative = written.first == UInt8(ascii: "-")
        if isNegative { index += 1 }
        while index < written.endIndex {
            switch written[index] {
            case 0x30...0x39:
                if digits.isEmpty, written[index] == 0x30 {
                    if point != nil { exponent -= 1 }
                } else {
                    digits.append(written[index] & 0xF)
                    if point != nil { exponent -= 1 }
                }
            case UInt8(ascii: ".") where point == nil: point = index
            case UInt8(ascii: "E"), UInt8(ascii: "e"):
                guard let power = Int(String(decoding: written[(index + 1)...], as: UTF8.self)), abs(power) < 400 else {
                    out.append(contentsOf: written)
                    return
                }
                exponent += power
                index = written.endIndex - 1
            default:
                out.append(contentsOf: written)
                return
            }
            index += 1
        }
        round(&digits, &exponent)
        if digits.isEmpty {
            out.append(0x30)
            return
        }
        if isNegative { out.append(UInt8(ascii: "-")) }
        write(digits, exponent, to: &out)
    }

    /// Rounds digits that stand for `digits × 10^exponent`, without zeros at their end.
    private static func round(_ digits: inout [UInt8], _ exponent: inout Int) {
        if digits.count > mostDigits {
            let roundsUp = digits[mostDigits] >= 5
            exponent += digits.count - mostDigits
            digits.removeLast(digits.count - mostDigits)
            if roundsUp {
                var index = digits.count - 1
                while index >= 0, digits[index] == 9 {
                    digits[index] = 0
                    index -= 1
                }
                if index >= 0 { digits[index] += 1 } else { digits.insert(1, at: 0) }
            }
        }
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
    }

    private static func write(_ digits: [UInt8], _ exponent: Int, to out: inout [UInt8]) {
        let whole = digits.count + exponent
        if exponent >= 0, whole <= 40 {
            for digit in digits { out.append(digit | 0x30) }
            out.append(contentsOf: repeatElement(0x30, count: exponent))
        } else if whole > 0, exponent < 0 {
            for (index, digit) in digits.enumerated() {
                if index == whole { out.append(UInt8(ascii: ".")) }
                out.append(digit | 0x30)
            }
        } else if whole > -20, exponent < 0 {
            out.append(contentsOf: "0.".utf8)
            out.append(contentsOf: repeatElement(0x30, count: -whole))
            for digit in digits { out.append(digit | 0x30) }
        } else {
            for (index, digit) in digits.enumerated() {
                out.append(digit | 0x30)
                if index == 0 { out.append(UInt8(ascii: ".")) }
            }
            if digits.count == 1 { out.append(0x30) }
            out.append(contentsOf: "e\(whole > 0 ? "+" : "-")\(abs(whole - 1))".utf8)
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

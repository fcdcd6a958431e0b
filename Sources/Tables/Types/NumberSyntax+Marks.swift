import Foundation

extension NumberSyntax {
    /// The marks between groups of digits, in the order in which they stand.
    private struct Segments {
        enum Kind: UInt64 { case dot = 1, comma = 2, space = 3 }

        /// Two bits per mark, four per run of digits; twelve runs hold any number that fits.
        var kinds: UInt64 = 0
        var lengths: UInt64 = 0
        var marks = 0

        func kind(_ index: Int) -> UInt64 { kinds >> UInt64(index * 2) & 3 }
        func length(_ index: Int) -> Int { Int(lengths >> UInt64(index * 4) & 15) }

        mutating func countDigit() -> Bool {
            let shift = UInt64(marks * 4)
            if lengths >> shift & 15 == 15 { return false }
            lengths += 1 << shift
            return true
        }

        mutating func close(_ kind: Kind) -> Bool {
            if marks == 11 { return false }
            kinds |= kind.rawValue << UInt64(marks * 2)
            marks += 1
            return true
        }

        /// Digits behind the decimal mark when read so, or `nil` where the marks do not stand as the format wants.
        func decimals(decimal: Kind, grouping: Kind) -> Int? {
            if marks == 0 { return 0 }
            var hasDecimal = false
            for index in 0..<marks {
                if kind(index) == decimal.rawValue {
                    if index != marks - 1 || length(marks) == 0 { return nil }
                    hasDecimal = true
                } else if kind(index) == grouping.rawValue {
                    if length(index + 1) != 3 || length(index) > 3 || length(0) == 0 { return nil }
                } else {
                    return nil
                }
            }
            return hasDecimal ? length(marks) : 0
        }

        func integerDigits(decimals: Int) -> Int {
            var digits = 0
            for index in 0...marks { digits += length(index) }
            return digits - decimals
        }
    }

    /// The general way: sign, unit before or behind, thousands, decimals, exponent.
    @inline(never)
    static func readMarked(_ bytes: ByteView, mask: UInt16) -> NumberReading {
        var reading = NumberReading()
        if bytes.count > 48 || mask & (ByteClass.slash | ByteClass.colon | ByteClass.at | ByteClass.bar | ByteClass.control) != 0 { return reading }
        var index = 0
        var isPositive = false
        var unit = NumberFormat.Unit.none

        func skipSpace() {
            while let width = spaceWidth(bytes, index) { index += width }
        }
        if bytes.first == UInt8(ascii: "-") {
            reading.isNegative = true
            index = 1
        } else if bytes.first == UInt8(ascii: "+") {
            isPositive = true
            index = 1
        } else if bytes.count > 3, bytes[0] == 0xE2, bytes[1] == 0x88, bytes[2] == 0x92 {  // U+2212, the minus sign
            reading.isNegative = true
            index = 3
        }
        if let (found, width) = currency(bytes, index) {
            unit = found
            index += width
            skipSpace()
        }

        var segments = Segments()
        var digits = 0
        var mantissa: UInt64 = 0
        var overflow = false
        var firstDigit: UInt8 = 0
        scan: while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39:
                if !segments.countDigit() { overflow = true; break scan }
                if digits == 0 { firstDigit = byte }
                digits += 1
                let (tens, high) = mantissa.multipliedReportingOverflow(by: 10)
                let (sum, carry) = tens.addingReportingOverflow(UInt64(byte & 0xF))
                if high || carry { overflow = true } else { mantissa = sum }
                index += 1
            case UInt8(ascii: "."):
                if !segments.close(.dot) { return NumberReading() }
                index += 1
            case UInt8(ascii: ","):
                if !segments.close(.comma) { return NumberReading() }
                index += 1
            default:
                // A space counts as a thousands mark only between digits.
                guard let width = spaceWidth(bytes, index, apostrophe: true), index + width < bytes.count,
                    bytes[index + width] &- 0x30 < 10, digits > 0
                else { break scan }
                if !segments.close(.space) { return NumberReading() }
                index += width
            }
        }
        if digits == 0 { return NumberReading() }
        if overflow || digits > 19 { return readLong(bytes, mask: mask) }

        let hasMark = segments.marks > 0
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e"), bytes.isExponent(at: index) {
            let from = index + 1
            let isSigned = bytes[from] == UInt8(ascii: "-") || bytes[from] == UInt8(ascii: "+")
            // `1E5` alone could be a code; a mark or a signed exponent says number.
            if !hasMark && !isSigned { return NumberReading() }
            var power = 0
            var at = isSigned ? from + 1 : from
            while at < bytes.count, bytes[at] &- 0x30 < 10, power < 1000 {
                power = power * 10 + Int(bytes[at] & 0xF)
                at += 1
            }
            if power > 280 { return NumberReading() }
            reading.exponent = bytes[from] == UInt8(ascii: "-") ? -power : power
            index = at
            reading.traits = .exactInDouble
        }
        let isScientific = !reading.traits.isEmpty
        skipSpace()
        if unit == .none, index < bytes.count {
            if bytes[index] == UInt8(ascii: "%") {
                unit = .percent
                index += 1
            } else if let (found, width) = currency(bytes, index) {
                unit = found
                index += width
            }
        }
        if index != bytes.count { return NumberReading() }
        // `+33612345678` is a telephone.
        if isPositive && !hasMark && digits > 6 { return NumberReading() }

        var traits = TypeTraits.unit(Self.index(of: unit))
        for marks in 0..<4 {
            // The order of NumberFormat.Marks.
            let decimal = marks == 0 || marks == 3 ? Segments.Kind.dot : .comma
            let grouping = marks < 2 ? Segments.Kind.space : marks == 2 ? .dot : .comma
            guard let decimals = segments.decimals(decimal: decimal, grouping: grouping) else { continue }
            let integerDigits = segments.integerDigits(decimals: decimals)
            if firstDigit == 0x30 && integerDigits > 1 { continue }
            if decimals > 0 && integerDigits > 15 { continue }
            traits.insert(.number(marks))
            reading.decimals |= UInt32(decimals) << UInt32(marks * 8)
            if decimals == 0 && !isScientific && !(reading.isNegative && mantissa == 0) && mantissa <= UInt64(Int64.max) {
                traits.insert(.whole(marks))
            }
        }
        if traits.intersection(.numbers).isEmpty {
            return segments.marks == 0 && firstDigit == 0x30 ? with(.leadingZero) : NumberReading()
        }
        if mantissa <= 1 << 53 || reading.decimals != 0 { traits.insert(.exactInDouble) }
        if segments.marks == 1, segments.length(1) == 3, (1...3).contains(segments.length(0)), firstDigit != 0x30,
            segments.kind(0) != Segments.Kind.space.rawValue
        {
            traits.insert(.thousandsLike)
        }
        reading.mantissa = mantissa
        reading.traits = traits
        return reading
    }

    private static func index(of unit: NumberFormat.Unit) -> Int {
        switch unit {
        case .none: 0
        case .percent: 1
        case .euro: 2
        case .otherCurrency: 3
        }
    }

    private static func with(_ traits: TypeTraits) -> NumberReading {
        var reading = NumberReading()
        reading.traits = traits
        return reading
    }

    /// Decimals with more digits than 64 bits hold, such as `0.30000000000000004441`; long integers stay text.
    private static func readLong(_ bytes: ByteView, mask: UInt16) -> NumberReading {
        if mask & ~ByteClass.plainNumber != 0 { return with(.tooLong) }
        let decimal = mask & ByteClass.comma != 0 ? UInt8(ascii: ",") : UInt8(ascii: ".")
        guard mask & (ByteClass.comma | ByteClass.dot) != ByteClass.comma | ByteClass.dot else { return with(.tooLong) }
        var text: [UInt8] = []
        var integerDigits = 0
        var marks = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte == decimal {
                marks += 1
                text.append(UInt8(ascii: "."))
            } else {
                if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
                    if index > 0 { return NumberReading() }
                } else if marks == 0 {
                    integerDigits += 1
                }
                text.append(byte)
            }
        }
        guard marks == 1, integerDigits > 0, integerDigits <= 15, bytes.last != decimal else { return with(.tooLong) }
        let start = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? 1 : 0
        if integerDigits > 1 && bytes[start] == 0x30 { return with(.leadingZero) }
        var reading = with([.number(decimal == UInt8(ascii: ",") ? 1 : 0), .unitNone, .exactInDouble])
        if decimal == UInt8(ascii: ",") { reading.traits.insert(.number(2)) } else { reading.traits.insert(.number(3)) }
        text.append(0)
        reading.longValue = unsafe text.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { unsafe strtod($0.baseAddress!, nil) }
        }
        return reading
    }

    /// Bytes of the space at `index`: plain, no-break (U+00A0), thin (U+2009), narrow no-break (U+202F), apostrophe.
    private static func spaceWidth(_ bytes: ByteView, _ index: Int, apostrophe: Bool = false) -> Int? {
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case 0x20: return 1
        case UInt8(ascii: "'"): return apostrophe ? 1 : nil
        case 0xC2: return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : nil
        case 0xE2:
            guard index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return nil }
            return bytes[index + 2] == 0xAF || bytes[index + 2] == 0x89 ? 3 : nil
        default: return nil
        }
    }

    private static func currency(_ bytes: ByteView, _ index: Int) -> (NumberFormat.Unit, Int)? {
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "$"): return (.otherCurrency, 1)
        case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA3: return (.otherCurrency, 2)  // £
        case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x82 && bytes[index + 2] == 0xAC: return (.euro, 3)
        case UInt8(ascii: "E"), UInt8(ascii: "e"):
            let rest = bytes.count - index
            guard rest >= 3, rest <= 5, Recognizer.starts(bytes.slice(from: index), "eur") else { return nil }
            if rest == 3 { return (.euro, 3) }
            return Recognizer.starts(bytes.slice(from: index), rest == 4 ? "euro" : "euros") ? (.euro, rest) : nil
        default: return nil
        }
    }
}

extension ByteView {
    /// Whether an exponent follows the `e` at `index`: an optional sign and one to three digits up to the end or a space.
    func isExponent(at index: Int) -> Bool {
        var at = index + 1
        if at < count, self[at] == UInt8(ascii: "-") || self[at] == UInt8(ascii: "+") { at += 1 }
        let from = at
        while at < count, self[at] &- 0x30 < 10 { at += 1 }
        return at > from && at - from <= 3
    }
}

import CScan

/// The forms and keys of French codes, on bytes. Lengths are checked by the caller.
enum CodeChecks {
    /// Nine digits with Luhn's key (Code de commerce, R123-220).
    @inline(__always)
    static func isSIREN(_ digits: ByteView) -> Bool { unsafe cell_luhn_9(digits.start) % 10 == 0 && digits.word8(0) != 0x3030_3030_3030_3030 }

    /// Fourteen digits with Luhn's key; the establishments of La Poste (SIREN 356000000) may instead add up to a
    /// multiple of five, as INSEE documents.
    @inline(__always)
    static func isSIRET(_ digits: ByteView) -> Bool {
        if unsafe cell_luhn_14(digits.start) % 10 == 0 { return digits.word8(0) != 0x3030_3030_3030_3030 }
        guard digits.word8(0) == 0x3030_3030_3036_3533, digits[8] == 0x30 else { return false }
        var sum = 0
        for index in 0..<14 { sum += Int(digits[index] & 0xF) }
        return sum % 5 == 0
    }

    /// Whether a département's number opens the code: 01…95 without 20, 2A, 2B, 971…978, 984, 986…989.
    @inline(__always)
    static func hasDepartement(_ code: ByteView) -> Bool {
        let tens = code[0] &- 0x30
        let ones = code[1]
        if tens > 9 { return false }
        if ones &- 0x30 > 9 { return tens == 2 && (ones == UInt8(ascii: "A") || ones == UInt8(ascii: "B")) }
        let number = Int(tens) * 10 + Int(ones & 0xF)
        if number >= 1 && number <= 95 { return number != 20 }
        guard code.count > 2 else { return false }
        if number == 97 { return code[2] >= 0x31 && code[2] <= 0x38 }
        return number == 98 && (code[2] == 0x34 || code[2] >= 0x36 && code[2] <= 0x39)
    }

    /// Five characters: a département, then the commune's number in it (INSEE, code officiel géographique). Communes of
    /// 1943 and since, so Corsica before 1976 (20…) passes too.
    @inline(__always)
    static func isCommune(_ code: ByteView) -> Bool {
        guard code[2] &- 0x30 < 10, code[3] &- 0x30 < 10, code[4] &- 0x30 < 10 else { return false }
        return hasDepartement(code) && !(code[2] == 0x30 && code[3] == 0x30 && code[4] == 0x30)
    }

    /// Five digits: a département's first two (20 for Corsica, 97 and 98 overseas), 00 for the army and Cedex.
    @inline(__always)
    static func isPostal(_ digits: ByteView) -> Bool {
        let number = Int(digits[0] & 0xF) * 10 + Int(digits[1] & 0xF)
        return number >= 1 && (number <= 95 || number == 97 || number == 98)
    }

    /// Seven digits and a letter, the rest of the division by 23 among the letters without I, O and Q (décret 2020-1524,
    /// répertoire académique et ministériel des établissements).
    static func isUAI(_ code: ByteView) -> Bool {
        var number = 0
        for index in 0..<7 {
            let digit = code[index] &- 0x30
            if digit > 9 { return false }
            number = number * 10 + Int(digit)
        }
        let letters: StaticString = "ABCDEFGHJKLMNPRSTUVWXYZ"
        return unsafe letters.utf8Start[number % 23] == code[7] & 0xDF
    }

    /// Thirteen or fifteen characters: sex, year, month, département, commune, order, and the key 97 − (n mod 97), with
    /// Corsica's 2A and 2B counted as 19 and 18 (décret 82-103). Without a key the fields alone are checked.
    static func isNIR(_ code: ByteView) -> Bool {
        guard code[0] >= 0x31 && code[0] <= 0x38, code[0] != 0x35, code[0] != 0x36 else { return false }
        var number: UInt64 = 0
        for index in 0..<13 {
            var digit = UInt64(code[index] &- 0x30)
            if digit > 9 {
                guard index == 6, code[5] == 0x32 else { return false }
                if code[6] == UInt8(ascii: "A") { digit = 9 } else if code[6] == UInt8(ascii: "B") { digit = 8 } else { return false }
                number = number - 2 + 1  // 2A is counted as 19, 2B as 18
            }
            number = number * 10 + digit
        }
        guard let month = DateSyntax.number(code, 3, 2), month >= 1, month <= 12 || month >= 20 && month <= 42 || month >= 50
        else { return false }
        let department = code.slice(5, 8)
        guard hasDepartement(department) || department[0] == 0x39 && department[1] == 0x39 || department[0] == 0x32 && department[1] == 0x30
        else { return false }
        if code.count == 13 { return true }
        guard let key = DateSyntax.number(code, 13, 2) else { return false }
        return UInt64(key) == 97 - number % 97
    }

    /// `01.11Z` or `0111Z` (NAF rév. 2, décret 2007-1888).
    static func isAPE(_ code: ByteView) -> Bool {
        let hasDot = code.count == 6
        if hasDot && code[2] != UInt8(ascii: ".") { return false }
        guard let division = DateSyntax.number(code, 0, 2), DateSyntax.number(code, hasDot ? 3 : 2, 2) != nil else { return false }
        let letter = code.last
        return division >= 1 && division <= 99 && letter >= 0x41 && letter <= 0x5A
    }

    /// `W`, the département and seven digits (arrêté du 14 octobre 2009, répertoire national des associations).
    static func isRNA(_ code: ByteView) -> Bool {
        guard code[0] | 0x20 == UInt8(ascii: "w"), code[1] &- 0x30 < 10 else { return false }
        // The third character is a letter in Corsica and overseas.
        return code[2] &- 0x30 < 10 || code[2] &- 0x41 < 26 ? DateSyntax.number(code, 3, 7) != nil : false
    }

    /// Eight, four, four, four and twelve hexadecimal digits (RFC 9562).
    static func isUUID(_ text: ByteView) -> Bool {
        unsafe cell_is_uuid(text.start)
    }

    @inline(__always)
    static func isHex(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }

    /// INSEE's codes of regions, those before 2016 included.
    static func isRegion(_ number: Int) -> Bool {
        switch number {
        case 1...6, 11, 21...28, 31, 32, 41...44, 52...54, 72...76, 82...84, 91, 93, 94: true
        default: false
        }
    }
}

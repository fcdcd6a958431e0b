/// Telephone numbers as French agents write them: ten digits, an international number, or a short one.
enum PhoneNumber {
    /// Country codes of the world (ITU-T E.164, list of 2016) but for +33 and those of France overseas, in whole.
    private static let countries: Set<Int> = Set([
        1, 7, 20, 27, 30, 31, 32, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66,
        81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98, 211, 212, 213, 216, 218,
    ] + Array(220...258) + [260, 261, 263, 264, 265, 266, 267, 268, 269, 290, 291, 297, 298, 299] + Array(350...359)
        + [370, 371, 372, 373, 374, 375, 376, 377, 378, 380, 381, 382, 383, 385, 386, 387, 389, 420, 421, 423] + Array(500...507)
        + [509, 591, 592, 593, 595, 597, 598, 599, 670, 672, 673, 674, 675, 676, 677, 678, 679, 680, 682, 683, 685, 686, 688]
        + [690, 691, 692, 800, 808, 850, 852, 853, 855, 856, 870, 880, 881, 882, 883, 886, 888, 960, 961, 962, 963, 964, 965, 966, 967, 968]
        + [970, 971, 972, 973, 974, 975, 976, 977, 979, 992, 993, 994, 995, 996, 998])

    static func isValid(_ cell: ByteView) -> Bool {
        var digits: [UInt8] = []
        var isInternational = false
        let bytes = cell.trimmed
        // Digits, and the marks that people put between groups; a no-break space is one too.
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39: digits.append(byte & 0xF)
            case UInt8(ascii: "+") where index == 0: isInternational = true
            case 0x20, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"): break
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: index += 1
            default: return false
            }
            index += 1
        }
        if !isInternational, digits.starts(with: [0, 0]) {
            isInternational = true
            digits.removeFirst(2)
        }
        return isInternational ? isInternationalNumber(digits) : isNational(digits) || isShort(digits)
    }

    /// Ten digits, the second one not zero (plan national de numérotation, Arcep).
    private static func isNational(_ digits: [UInt8]) -> Bool { digits.count == 10 && digits[0] == 0 && digits[1] != 0 }

    /// Emergency and public service numbers, 10 and 3 followed by digits, 118 and three digits.
    private static func isShort(_ digits: [UInt8]) -> Bool {
        let number = digits.reduce(0) { min(10_000_000, $0 * 10 + Int($1)) }
        switch digits.count {
        case 2: return [15, 17, 18].contains(number)
        case 3: return [110, 112, 114, 115, 119, 191, 196, 197].contains(number)
        case 4: return digits[0] == 3 || digits[0] == 1 && digits[1] == 0
        case 6: return number / 1000 == 118 || number / 1000 == 116
        default: return false
        }
    }

    private static func isInternationalNumber(_ digits: [UInt8]) -> Bool {
        guard digits.count >= 6, digits.count <= 15, digits[0] != 0 else { return false }
        let code: (Int) -> Int = { length in digits.prefix(length).reduce(0) { $0 * 10 + Int($1) } }
        if code(2) == 33 {
            // `+33 (0)1…` is a common slip that every telephone refuses.
            return digits.count == 11 && digits[2] != 0
        }
        switch code(3) {
        case 262, 590, 594, 596: return digits.count == 12
        case 508, 681, 687: return digits.count == 9
        case 689: return digits.count == 11
        default: break
        }
        return (1...3).contains { length in countries.contains(code(length)) && digits.count - length >= 4 }
    }
}

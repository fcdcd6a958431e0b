import Foundation

/// What a character does in a text, and the letters that stand for it once case or accents are set aside.
enum Letters {
    enum Class: UInt8 {
        case other, letter, digit
        /// `'` and its typographic forms, between the parts of an elision.
        case apostrophe
        case hyphen
        /// `.`, `_`, `/`, `,` and `&`: what they part depends on what stands around.
        case joint
        case space
        /// An accent written apart from its letter.
        case mark
    }

    /// Scalars below this are looked up; those above are asked of the Unicode tables.
    static let tabled: UInt32 = 0x250

    static let classes: [Class] = (0..<tabled).map { Unicode.Scalar($0).map(computedClass) ?? .other }
    static let lower: [[UInt8]] = (0..<tabled).map { Unicode.Scalar($0).map(computedLower) ?? [] }
    static let folded: [[UInt8]] = (0..<tabled).map { Unicode.Scalar($0).map(computedFolded) ?? [] }

    static func classOf(_ scalar: Unicode.Scalar) -> Class {
        scalar.value < tabled ? classes[Int(scalar.value)] : computedClass(scalar)
    }

    static func isUpper(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? (65...90).contains(scalar.value) : scalar.properties.isUppercase
    }

    /// The scalar in lower case, ligatures opened (`Œ` gives `oe`), accents kept; UTF-8.
    static func appendLower(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        if scalar.value < 0x80 {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            bytes.append((65...90).contains(byte) ? byte | 0x20 : byte)
        } else {
            bytes += scalar.value < tabled ? lower[Int(scalar.value)] : computedLower(scalar)
        }
    }

    /// Whether a text holds characters that must be written in their usual form before it is read: accents apart from
    /// their letters, exponents and indices, ligatures of typography, full-width letters.
    static func wantsNormalization(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x36F, 0x2070...0x209F, 0x2100...0x218F, 0xFB00...0xFB06, 0xFF00...0xFFEF, 0x1D400...0x1D7FF: true
        default: false
        }
    }

    /// A word in lower case without its accents.
    static func fold(_ form: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var hasOthers = false
        for byte in form {
            bytes.append(byte)
            hasOthers = hasOthers || byte >= 0x80
        }
        guard hasOthers else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar.isASCII {
                result.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                result += scalar.value < tabled ? folded[Int(scalar.value)] : computedFolded(scalar)
            }
        }
        return result
    }

    private static func computedClass(_ scalar: Unicode.Scalar) -> Class {
        switch scalar.value {
        case 0x27, 0x60, 0xB4, 0x2BC, 0x2018, 0x2019, 0x201B, 0x2032: return .apostrophe
        case 0x2D, 0x2010, 0x2011: return .hyphen
        case 0x2E, 0x5F, 0x2F, 0x2C, 0x26: return .joint
        case 0x20, 0xA0, 0x202F, 0x2009: return .space
        case 0xB2, 0xB3, 0xB9: return .digit
        default: break
        }
        switch scalar.properties.generalCategory {
        case .decimalNumber: return .digit
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return .letter
        case .nonspacingMark, .spacingMark: return .mark
        default: return .other
        }
    }

    private static func computedLower(_ scalar: Unicode.Scalar) -> [UInt8] {
        switch scalar.value {
        case 0xB2: [0x32]
        case 0xB3: [0x33]
        case 0xB9: [0x31]
        case 0x152, 0x153: Array("oe".utf8)
        case 0xC6, 0xE6: Array("ae".utf8)
        case 0xDF, 0x1E9E: Array("ss".utf8)
        default: Array(scalar.properties.lowercaseMapping.utf8)
        }
    }

    private static func computedFolded(_ scalar: Unicode.Scalar) -> [UInt8] {
        switch scalar.value {
        case 0xF8: return Array("o".utf8)
        case 0x142: return Array("l".utf8)
        case 0x111, 0xF0: return Array("d".utf8)
        case 0xFE: return Array("th".utf8)
        case 0x131: return Array("i".utf8)
        default: break
        }
        let parts = String(String.UnicodeScalarView(computedLowerScalars(scalar))).decomposedStringWithCompatibilityMapping
        return parts.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
            .flatMap { Array(String($0).utf8) }
    }

    private static func computedLowerScalars(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        Array(String(decoding: computedLower(scalar), as: UTF8.self).unicodeScalars)
    }
}

/// Names reduced to what a person types when looking for them: lower case, no accent, one space for any other mark.
package enum FoldedName {
    /// Latin letters of the names of French territories; anything else is a space. No space begins or ends it.
    static func bytes(_ name: String) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(name.utf8.count)
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: folded.append(UInt8(scalar.value))
            case 0x41...0x5A: folded.append(UInt8(scalar.value) | 0x20)
            // Combining marks: what is left of a letter written in two.
            case 0x300...0x36F: break
            case 0x00...0xBF: mark(&folded)
            default:
                guard let letters = letters(scalar) else { mark(&folded); continue }
                folded.append(contentsOf: letters.utf8)
            }
        }
        if folded.last == 0x20 { folded.removeLast() }
        return folded
    }

    /// The folded name as text: what lists of names are sorted by.
    package static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    private static func mark(_ folded: inout [UInt8]) {
        if let last = folded.last, last != 0x20 { folded.append(0x20) }
    }

    private static func letters(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "À", "Á", "Â", "Ã", "Ä", "Å", "à", "á", "â", "ã", "ä", "å", "ā": "a"
        case "Ç", "ç": "c"
        case "È", "É", "Ê", "Ë", "è", "é", "ê", "ë", "ē": "e"
        case "Ì", "Í", "Î", "Ï", "ì", "í", "î", "ï", "ī": "i"
        case "Ñ", "ñ": "n"
        case "Ò", "Ó", "Ô", "Õ", "Ö", "ò", "ó", "ô", "õ", "ö", "ō": "o"
        case "Ù", "Ú", "Û", "Ü", "ù", "ú", "û", "ü", "ū": "u"
        case "Ý", "Ÿ", "ý", "ÿ": "y"
        case "Œ", "œ": "oe"
        case "Æ", "æ": "ae"
        default: nil
        }
    }
}

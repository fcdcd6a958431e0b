/// Text reduced to what headers and names are compared by: lower case, no accent, one space for any other mark.
enum FoldedText {
    static func of(_ text: String) -> String { String(decoding: bytes(text.utf8), as: UTF8.self) }

    static func bytes(_ text: some Sequence<UInt8>) -> [UInt8] {
        var folded: [UInt8] = []
        var lead: UInt8 = 0
        func mark() {
            if let last = folded.last, last != 0x20 { folded.append(0x20) }
        }
        for byte in text {
            if lead == 0xC3 {
                lead = 0
                let letters = latin(byte)
                if letters.0 != 0 { folded.append(letters.0) }
                if letters.1 != 0 { folded.append(letters.1) }
                continue
            }
            if lead == 0xC5 {
                lead = 0
                if byte == 0x93 || byte == 0x92 { folded.append(contentsOf: Array("oe".utf8)) } else { mark() }
                continue
            }
            switch byte {
            case 0x61...0x7A, 0x30...0x39: folded.append(byte)
            case 0x41...0x5A: folded.append(byte | 0x20)
            case 0xC3, 0xC5: lead = byte
            case 0x80...0xBF: break
            default: mark()
            }
        }
        if folded.last == 0x20 { folded.removeLast() }
        return folded
    }

    /// The second byte of U+00C0…U+00FF in UTF-8, without its accent: one letter or two, 0 for none.
    @inline(__always)
    static func latin(_ byte: UInt8) -> (UInt8, UInt8) {
        switch byte | 0x20 {
        case 0xA0...0xA5: (UInt8(ascii: "a"), 0)
        case 0xA6: (UInt8(ascii: "a"), UInt8(ascii: "e"))
        case 0xA7: (UInt8(ascii: "c"), 0)
        case 0xA8...0xAB: (UInt8(ascii: "e"), 0)
        case 0xAC...0xAF: (UInt8(ascii: "i"), 0)
        case 0xB1: (UInt8(ascii: "n"), 0)
        case 0xB2...0xB6, 0xB8: (UInt8(ascii: "o"), 0)
        case 0xB9...0xBC: (UInt8(ascii: "u"), 0)
        case 0xBD, 0xBF: (UInt8(ascii: "y"), 0)
        default: (0, 0)
        }
    }
}

/// The characters of a single-byte encoding as UTF-8, for the bytes 0x80…0xFF.
struct SingleByteTable: Sendable {
    /// For each byte, up to three bytes of UTF-8 in the low bytes and their number in the highest one.
    private let packed: [UInt32]

    init(_ encoding: TextEncoding) {
        let scalars = Self.upperHalf(encoding)
        packed = scalars.map { scalar in
            var word: UInt32 = 0
            var count: UInt32 = 0
            for byte in String(scalar).utf8 {
                word |= UInt32(byte) << (8 * count)
                count += 1
            }
            return word | count << 24
        }
    }

    /// Appends the UTF-8 of `byte` at `out`; the number of bytes written, at most 3.
    @inline(__always)
    func write(_ byte: UInt8, to out: UnsafeMutablePointer<UInt8>) -> Int {
        if byte < 0x80 {
            unsafe out.pointee = byte
            return 1
        }
        let word = packed[Int(byte & 0x7F)]
        unsafe out[0] = UInt8(truncatingIfNeeded: word)
        unsafe out[1] = UInt8(truncatingIfNeeded: word >> 8)
        unsafe out[2] = UInt8(truncatingIfNeeded: word >> 16)
        return Int(word >> 24)
    }

    /// The text of `bytes`, all of which are taken for this encoding.
    func decode(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        for byte in bytes {
            if byte < 0x80 {
                out.append(byte)
            } else {
                let word = packed[Int(byte & 0x7F)]
                for index in 0..<(word >> 24) { out.append(UInt8(truncatingIfNeeded: word >> (8 * index))) }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The 128 characters from 0x80. Bytes that an encoding leaves undefined keep their C1 control character, as the
    /// WHATWG Encoding Standard has it for Windows-1252.
    static func upperHalf(_ encoding: TextEncoding) -> [Unicode.Scalar] {
        switch encoding {
        case .macRoman: return Array(macRoman.unicodeScalars)
        case .codePage850: return Array(codePage850.unicodeScalars)
        case .windows1250: return zip(latin1, windows1250.unicodeScalars).map { $1 == "\u{FFFD}" ? $0 : $1 }
        case .latin9:
            var scalars = latin1
            let replaced: [(Int, Unicode.Scalar)] = [
                (0xA4, "€"), (0xA6, "Š"), (0xA8, "š"), (0xB4, "Ž"), (0xB8, "ž"), (0xBC, "Œ"), (0xBD, "œ"), (0xBE, "Ÿ"),
            ]
            for (byte, scalar) in replaced { scalars[byte - 0x80] = scalar }
            return scalars
        default:
            var scalars = latin1
            for (index, scalar) in windows1252.unicodeScalars.enumerated() where scalar != "\u{FFFD}" { scalars[index] = scalar }
            return scalars
        }
    }

    private static var latin1: [Unicode.Scalar] { (0x80...0xFF).map { Unicode.Scalar(UInt8($0)) } }
    /// 0x80…0x9F; U+FFFD marks the five bytes without a character.
    private static let windows1252 = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ"
    private static let windows1250 =
        "€\u{FFFD}‚\u{FFFD}„…†‡\u{FFFD}‰Š‹ŚŤŽŹ\u{FFFD}‘’“”•–—\u{FFFD}™š›śťžź\u{A0}ˇ˘Ł¤Ą¦§¨©Ş«¬\u{AD}®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"
    private static let macRoman =
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"
    private static let codePage850 =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}"
}

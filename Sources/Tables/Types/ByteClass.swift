/// What kinds of bytes a cell is made of, as a bit mask: one pass over a cell tells which recognisers need to look at it.
enum ByteClass {
    static var digit: UInt16 { 1 << 0 }
    static var upper: UInt16 { 1 << 1 }
    static var lower: UInt16 { 1 << 2 }
    /// Space, tab, line ends.
    static var space: UInt16 { 1 << 3 }
    static var dot: UInt16 { 1 << 4 }
    static var comma: UInt16 { 1 << 5 }
    static var dash: UInt16 { 1 << 6 }
    static var slash: UInt16 { 1 << 7 }
    static var colon: UInt16 { 1 << 8 }
    static var at: UInt16 { 1 << 9 }
    /// A byte of a character beyond ASCII.
    static var wide: UInt16 { 1 << 10 }
    static var plus: UInt16 { 1 << 11 }
    /// `;` or `|`.
    static var bar: UInt16 { 1 << 12 }
    /// `%`, `$`.
    static var sign: UInt16 { 1 << 13 }
    static var other: UInt16 { 1 << 14 }
    static var control: UInt16 { 1 << 15 }

    static var letters: UInt16 { upper | lower }
    /// Bytes of which numbers without a unit are made.
    static var plainNumber: UInt16 { digit | dot | comma | dash | plus }

    /// The class of each byte. Never freed: one table for the life of the process.
    static let table: ByteClassTable = {
        let table = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)
        for byte in 0..<256 { unsafe table[byte] = classOf(UInt8(byte)) }
        return unsafe ByteClassTable(classes: UnsafePointer(table))
    }()

    private static func classOf(_ byte: UInt8) -> UInt16 {
        switch byte {
        case 0x30...0x39: digit
        case 0x41...0x5A: upper
        case 0x61...0x7A: lower
        case 0x09, 0x0A, 0x0D, 0x20: space
        case UInt8(ascii: "."): dot
        case UInt8(ascii: ","): comma
        case UInt8(ascii: "-"): dash
        case UInt8(ascii: "/"): slash
        case UInt8(ascii: ":"): colon
        case UInt8(ascii: "@"): at
        case UInt8(ascii: "+"): plus
        case UInt8(ascii: ";"), UInt8(ascii: "|"): bar
        case UInt8(ascii: "%"), UInt8(ascii: "$"): sign
        case 0x80...0xFF: wide
        case 0x00...0x1F, 0x7F: control
        default: other
        }
    }
}

/// The table, as a pointer that loops keep in a register.
///
/// Unchecked: the memory is written once, before the value exists, and only read afterwards.
@safe
struct ByteClassTable: @unchecked Sendable {
    fileprivate let classes: UnsafePointer<UInt16>

    /// The classes of all bytes of the cell, joined.
    @inline(__always)
    func scan(_ bytes: ByteView) -> UInt16 {
        var mask: UInt16 = 0
        var index = 0
        while index + 4 <= bytes.count {
            let word = bytes.word4(index)
            unsafe mask |= classes[Int(word & 0xFF)] | classes[Int(word >> 8 & 0xFF)]
                | classes[Int(word >> 16 & 0xFF)] | classes[Int(word >> 24)]
            index += 4
        }
        while index < bytes.count {
            unsafe mask |= classes[Int(bytes[index])]
            index += 1
        }
        return mask
    }
}

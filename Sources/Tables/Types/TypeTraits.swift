/// The forms of physical types that one value fits, as bits. A column has a type when one form remains in all its values.
///
/// Bits below 56 are forms; the others are oddities, of which one occurrence is enough.
struct TypeTraits: OptionSet, Hashable, Sendable {
    var rawValue: UInt64
    init(rawValue: UInt64) { self.rawValue = rawValue }

    // Pairs of words that say yes and no; see BooleanWords.
    static let booleans = TypeTraits(rawValue: 0xFF)

    // Numbers: one bit per NumberFormat.Marks that can read the value, one more where it is then whole.
    static let numbers = TypeTraits(rawValue: 0xF << 8)
    static let wholes = TypeTraits(rawValue: 0xF << 12)
    static let units = TypeTraits(rawValue: 0xF << 16)
    static func number(_ marks: Int) -> TypeTraits { TypeTraits(rawValue: 1 << UInt64(8 + marks)) }
    static func whole(_ marks: Int) -> TypeTraits { TypeTraits(rawValue: 1 << UInt64(12 + marks)) }
    static func unit(_ unit: Int) -> TypeTraits { TypeTraits(rawValue: 1 << UInt64(16 + unit)) }
    static let unitNone = TypeTraits(rawValue: 1 << 16)

    // Dates: one bit per DateFormat, in the order of its cases.
    static let dates = TypeTraits(rawValue: 0x1F_FFFF << 20)
    static func date(_ index: Int) -> TypeTraits { TypeTraits(rawValue: 1 << UInt64(20 + index)) }
    static let dayOnly = TypeTraits(rawValue: 1 << 41)
    static let withTime = TypeTraits(rawValue: 1 << 42)
    static let zoned = TypeTraits(rawValue: 1 << 43)
    static let unzoned = TypeTraits(rawValue: 1 << 44)
    static let timeOnly = TypeTraits(rawValue: 1 << 45)
    static let json = TypeTraits(rawValue: 1 << 46)
    /// The value is the same as a binary64: needed of whole values in a column of decimals.
    static let exactInDouble = TypeTraits(rawValue: 1 << 47)
    /// Digits and an optional minus alone, as in most numeric columns.
    static let plainInteger = TypeTraits(rawValue: 1 << 48)
    /// One mark with three digits behind: decimals or thousands.
    static let thousandsLike = TypeTraits(rawValue: 1 << 49)

    static let forms = TypeTraits(rawValue: 1 << 56 - 1)

    // Oddities.
    static let padded = TypeTraits(rawValue: 1 << 56)
    static let replacementCharacter = TypeTraits(rawValue: 1 << 57)
    static let mojibake = TypeTraits(rawValue: 1 << 58)
    static let controlCharacter = TypeTraits(rawValue: 1 << 59)
    /// Day and month differ and could be exchanged.
    static let exchangeableDay = TypeTraits(rawValue: 1 << 60)
    /// Digits behind a leading zero.
    static let leadingZero = TypeTraits(rawValue: 1 << 61)
    /// More than one line of text.
    static let multiline = TypeTraits(rawValue: 1 << 62)
    /// More digits than the type can hold.
    static let tooLong = TypeTraits(rawValue: 1 << 63)
    static let oddities = TypeTraits(rawValue: 0xFF << 56)
}

/// One value read as every physical type that it could be.
struct ValueReading {
    var types: TypeTraits
    var number = NumberReading()
    var date = DateReading()
    /// Microseconds since midnight, where `types` holds `.timeOnly`.
    var time: Int64 = 0

    /// A value that is a number and nothing else.
    @inline(__always)
    init(_ number: NumberReading) {
        types = number.traits
        self.number = number
    }

    /// - Parameters:
    ///   - value: trimmed, not empty.
    ///   - mask: its `ByteClass`.
    ///   - readsWords: whether words that say yes and no are looked for.
    @inline(__always)
    init(_ value: ByteView, mask: UInt16, readsWords: Bool) {
        types = []
        if mask & ByteClass.digit != 0 {
            number = NumberSyntax.read(value, mask: mask)
            types = number.traits
            if types.intersection(.numbers).isEmpty || value.count == 8 && mask == ByteClass.digit {
                date = DateSyntax.read(value, mask: mask)
                types.formUnion(date.traits)
                if date.traits.isEmpty, value.count >= 4, value.count <= 15, let found = DateSyntax.timeOfDay(value) {
                    time = found
                    types.insert(.timeOnly)
                }
            }
        } else if readsWords, mask & ~ByteClass.letters == 0, let word = BooleanWords.read(value) {
            types = word.pairs
        }
        if mask & (ByteClass.wide | ByteClass.control | ByteClass.other) != 0 { readRare(value, mask: mask) }
    }

    /// What only a few values show: JSON, and text damaged by a wrong encoding.
    @inline(never)
    private mutating func readRare(_ value: ByteView, mask: UInt16) {
        if mask & ByteClass.control != 0 { types.insert(.controlCharacter) }
        if value.first == UInt8(ascii: "{") || value.first == UInt8(ascii: "[") {
            if JSONSyntax.isContainer(value) { types.insert(.json) }
        }
        if mask & ByteClass.wide == 0 || value.count < 3 { return }
        for index in 0..<(value.count - 2) {
            let byte = value[index]
            if byte == 0xEF && value[index + 1] == 0xBF && value[index + 2] == 0xBD {
                types.insert(.replacementCharacter)
            } else if byte == 0xC3 && index + 3 < value.count {
                // UTF-8 read as Windows-1252: `Ã©`, `Â°`, `â€™`.
                let second = value[index + 1]
                if (second == 0x83 || second == 0x82) && value[index + 2] == 0xC2 && value[index + 3] >= 0xA0
                    || second == 0xA2 && value[index + 2] == 0xE2 && value[index + 3] == 0x82
                {
                    types.insert(.mojibake)
                }
            }
        }
    }
}

/// The shapes of values: `9` for a digit, `A` and `a` for letters, other characters as they are.
///
/// A column with more than 512 shapes has none worth showing, and the tally gives up for good, in whatever order the
/// values came.
struct PatternTally: Sendable {
    private static var limit: Int { 512 }
    /// Longer values are prose, not codes.
    private static var longest: Int { 24 }

    private var counts: [[UInt8]: Int64] = [:]
    private var longCount: Int64 = 0
    private var isOverrun = false

    mutating func add(_ value: ByteView, _ count: Int64) {
        if isOverrun { return }
        if value.count > Self.longest {
            longCount += count
            return
        }
        counts[Self.pattern(value), default: 0] += count
        giveUpIfOverrun()
    }

    mutating func merge(_ other: PatternTally) {
        longCount += other.longCount
        isOverrun = isOverrun || other.isOverrun
        counts.merge(other.counts) { $0 + $1 }
        giveUpIfOverrun()
    }

    private mutating func giveUpIfOverrun() {
        if isOverrun || counts.count > Self.limit {
            isOverrun = true
            counts = [:]
        }
    }

    /// Most frequent first; empty where the values have no common shape.
    func top(_ limit: Int) -> [ColumnProfile.ValueCount] {
        let total = counts.values.reduce(longCount, +)
        if counts.isEmpty || longCount * 2 > total { return [] }
        let sorted = counts.sorted { ($0.value, $1.key.lexicographicallyPrecedes($0.key) ? 0 : 1) > ($1.value, $0.key.lexicographicallyPrecedes($1.key) ? 0 : 1) }
        return sorted.prefix(limit).map { .init(value: String(decoding: $0.key, as: UTF8.self), count: $0.value) }
    }

    private static func pattern(_ value: ByteView) -> [UInt8] {
        var pattern: [UInt8] = []
        pattern.reserveCapacity(value.count)
        var index = 0
        while index < value.count {
            let byte = value[index]
            switch byte {
            case 0x30...0x39: pattern.append(UInt8(ascii: "9"))
            case 0x41...0x5A: pattern.append(UInt8(ascii: "A"))
            case 0x61...0x7A: pattern.append(UInt8(ascii: "a"))
            case 0xC3 where index + 1 < value.count:
                pattern.append(value[index + 1] < 0x9F ? UInt8(ascii: "A") : UInt8(ascii: "a"))
                index += 1
            default: pattern.append(byte)
            }
            index += 1
        }
        return pattern
    }
}

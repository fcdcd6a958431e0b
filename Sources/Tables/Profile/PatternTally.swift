/// The shapes of values: `9` for a digit, `A` and `a` for letters, other characters as they are.
///
/// A column with more than 512 shapes has none worth showing, and the tally gives up for good, in whatever order the
/// values came.
struct PatternTally: Sendable {
    private static var limit: Int { 512 }
    /// Longer values are prose, not codes.
    private static var longest: Int { 24 }

    /// A shape in 24 bytes, zeros at the end.
    private struct Pattern: Hashable, Sendable {
        var a: UInt64 = 0
        var b: UInt64 = 0
        var c: UInt64 = 0

        @inline(__always)
        mutating func append(_ byte: UInt8, at index: Int) {
            let shifted = UInt64(byte) << UInt64((index & 7) * 8)
            if index < 8 { a |= shifted } else if index < 16 { b |= shifted } else { c |= shifted }
        }

        func hash(into hasher: inout Hasher) { hasher.combine(ByteHash.fold(a ^ 0x9E37_79B9_7F4A_7C15, ByteHash.fold(b | 1, c ^ 0x243F_6A88_85A3_08D3))) }

        var text: String {
            var bytes: [UInt8] = []
            for word in [a, b, c] {
                for index in 0..<8 where word >> UInt64(index * 8) & 0xFF != 0 { bytes.append(UInt8(word >> UInt64(index * 8) & 0xFF)) }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private var counts: [Pattern: Int64] = [:]
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
        let shown = counts.map { ColumnProfile.ValueCount(value: $0.key.text, count: $0.value) }
        return Array(shown.sorted { ($0.count, $1.value) > ($1.count, $0.value) }.prefix(limit))
    }

    private static func pattern(_ value: ByteView) -> Pattern {
        var pattern = Pattern()
        var at = 0
        var index = 0
        while index < value.count {
            var byte = value[index]
            if byte &- 0x30 < 10 {
                byte = UInt8(ascii: "9")
            } else if byte &- 0x41 < 26 {
                byte = UInt8(ascii: "A")
            } else if byte &- 0x61 < 26 {
                byte = UInt8(ascii: "a")
            } else if byte == 0xC3 && index + 1 < value.count {
                index += 1
                byte = value[index] < 0x9F ? UInt8(ascii: "A") : UInt8(ascii: "a")
            }
            pattern.append(byte, at: at)
            at += 1
            index += 1
        }
        return pattern
    }
}

/// The figures of a column whose values are too many to be remembered.
struct Sketches: Sendable {
    private(set) var distinct: HyperLogLog
    private(set) var heavy: HeavyHitters
    private(set) var minInteger = Int64.max
    private(set) var maxInteger = Int64.min
    // The two that most columns of numbers feed stand alone, within reach of the loop.
    /// Numbers that all formats read alike.
    private var plain: NumberSketch
    /// Numbers with a decimal dot.
    private var dotted: NumberSketch
    /// See `Scale`.
    private var scales: [NumberSketch]

    /// - Parameter distinctLimit: how many values the column was allowed to remember; a table of so many columns that this
    ///   is little gets coarser sketches too, of some 10 kB rather than 100.
    init(distinctLimit: Int) {
        let isCoarse = distinctLimit < 8_192
        distinct = HyperLogLog(precision: isCoarse ? 11 : 14)
        heavy = HeavyHitters(slotCount: isCoarse ? 64 : 512)
        let sketch = NumberSketch(bins: isCoarse ? 512 : 4_096)
        plain = sketch
        dotted = sketch
        scales = [NumberSketch](repeating: sketch, count: Scale.count)
    }

    /// Which values a sketch holds. A mark that may stand for decimals or thousands gives one value to each reading,
    /// and the decision at the end picks the sketches that belong to the format.
    private enum Scale {
        /// 0…3: values that only this NumberFormat.Marks reads so.
        /// Numbers with a decimal comma.
        static var withComma: Int { 4 }
        /// Days, or seconds where there is a time: day or year first, month first, short year first.
        static var days: Int { 5 }
        static var monthFirst: Int { 6 }
        static var yearFirst: Int { 7 }
        /// Seconds since midnight.
        static var time: Int { 8 }
        static var count: Int { 9 }
    }

    @inline(__always)
    mutating func add(_ raw: ByteView, hash: UInt64, count: Int64, line: Int64, _ reading: ValueReading?, remaining: TypeTraits) {
        distinct.add(hash)
        // One cell in eight, drawn by its line, is enough to find the values that stand out; a value handed over with
        // its count is worth as many cells.
        if count > 8 {
            heavy.add(raw, hash: hash, count: count)
        } else if (UInt64(bitPattern: line) &* 0x9E37_79B9_7F4A_7C15) >> 61 == 0 {
            heavy.add(raw, hash: hash, count: count &* 8)
        }
        guard let reading, !remaining.isDisjoint(with: .measurable) else { return }
        if !remaining.isDisjoint(with: .numbers) { add(reading.number, count, remaining) }
        if !remaining.isDisjoint(with: .dates) { add(reading.date, count, remaining) }
        if remaining.contains(.timeOnly) { scales[Scale.time].add(Double(reading.time) / 1e6, count) }
    }

    /// A value of which only the text counts.
    mutating func addText(_ raw: ByteView, hash: UInt64, count: Int64) {
        distinct.add(hash)
        heavy.add(raw, hash: hash, count: count)
    }

    @inline(__always)
    private mutating func add(_ number: NumberReading, _ count: Int64, _ remaining: TypeTraits) {
        if number.isSameInAllFormats {
            let integer = number.integer
            if integer < minInteger { minInteger = integer }
            if integer > maxInteger { maxInteger = integer }
            plain.add(Double(integer), mantissa: number.mantissa, isNegative: number.isNegative, decimals: 0, count)
        } else if number.traits.isDisjoint(with: .wholes) && number.traits.intersection(.numbers) == [.number(0), .number(3)] {
            let decimals = Int(number.decimals & 0xFF)
            if decimals <= ExactSum.mostDecimals && number.exponent == 0 && number.longValue == nil {
                dotted.add(number.value(0), mantissa: number.mantissa, isNegative: number.isNegative, decimals: decimals, count)
            } else {
                dotted.add(number.value(0), count)
            }
        } else if number.traits.isDisjoint(with: .wholes) && number.traits.intersection(.numbers) == [.number(1), .number(2)] {
            scales[Scale.withComma].add(number.value(1), count)
        } else {
            for marks in 0..<4 where remaining.contains(.number(marks)) { scales[marks].add(number.value(marks), count) }
        }
    }

    @inline(__always)
    private mutating func add(_ date: DateReading, _ count: Int64, _ remaining: TypeTraits) {
        let isTimed = date.traits.contains(.withTime)
        let time = Double(date.microseconds) / 1e6
        func position(_ days: Int64) -> Double { isTimed ? Double(days) * 86_400 + time : Double(days) }
        scales[Scale.days].add(position(date.days), count)
        if !remaining.isDisjoint(with: .monthFirst) { scales[Scale.monthFirst].add(position(date.monthFirstDays), count) }
        if !remaining.isDisjoint(with: .shortYearFirst) { scales[Scale.yearFirst].add(position(date.yearFirstDays), count) }
    }

    mutating func merge(_ other: Sketches) {
        distinct.merge(other.distinct)
        heavy.merge(other.heavy)
        minInteger = Swift.min(minInteger, other.minInteger)
        maxInteger = Swift.max(maxInteger, other.maxInteger)
        plain.merge(other.plain)
        dotted.merge(other.dotted)
        for index in scales.indices { scales[index].merge(other.scales[index]) }
    }

    /// The numbers as that format reads them.
    func numbers(_ format: NumberFormat) -> NumberSketch {
        let marks = NumberFormat.Marks.allCases.firstIndex(of: format.marks) ?? 0
        var numbers = plain
        numbers.merge(scales[marks])
        let isComma = format.marks == .commaDecimal || format.marks == .commaDecimalDotGrouping
        numbers.merge(isComma ? scales[Scale.withComma] : dotted)
        return numbers
    }

    /// The days, or seconds since 1970, as that format reads them.
    func dates(_ format: DateFormat) -> NumberSketch {
        switch format {
        case .monthDayYearSlash, .monthDayYearDash, .monthDayYearDot, .monthDayShortYearSlash, .monthDayShortYearDash:
            scales[Scale.monthFirst]
        case .yearMonthDayShortSlash, .yearMonthDayShortDash: scales[Scale.yearFirst]
        default: scales[Scale.days]
        }
    }

    var times: NumberSketch { scales[Scale.time] }
}

extension TypeTraits {
    /// Forms with a position on a scale.
    static let measurable: TypeTraits = [.numbers, .dates, .timeOnly]
    static let monthFirst: TypeTraits = [
        .date(DateSyntax.monthFirstSlash), .date(DateSyntax.monthFirstDash), .date(DateSyntax.monthFirstDot),
        .date(DateSyntax.monthShortSlash), .date(DateSyntax.monthShortDash),
    ]
    static let shortYearFirst: TypeTraits = [.date(DateSyntax.yearShortSlash), .date(DateSyntax.yearShortDash)]
}

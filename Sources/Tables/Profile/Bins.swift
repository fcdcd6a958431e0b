/// Where a rank falls in a histogram.
struct BinBounds {
    var lower: Double
    var upper: Double
    /// Values in the bin, and in all bins below it.
    var count: Double
    var before: Double
}

/// A bounded number of bins of equal width 2^k whose edges are multiples of that width, so that the bins depend on the values
/// alone and not on their order.
struct LinearBins: Sendable {
    /// The finest width is about 10^-9.
    private static var finest: Int { -30 }

    private let capacity: Int
    private var exponent = LinearBins.finest
    private var scale = 0x1p30
    /// The bin of `counts[0]`, as a multiple of the width.
    private var first = 0
    private var counts: [Int64] = []

    /// - Parameter capacity: most bins; those that merge have the same.
    init(capacity: Int) { self.capacity = capacity }

    @inline(__always)
    mutating func add(_ value: Double, _ weight: Int64) {
        let place = value * scale
        if abs(place) < 0x1p52 {
            // Rounded down without a call.
            var position = Int(place)
            if Double(position) > place { position &-= 1 }
            let offset = position &- first
            if offset >= 0 && offset < counts.count {
                unsafe counts.withUnsafeMutableBufferPointer { unsafe $0[offset] &+= weight }
                return
            }
        }
        makeRoom(value)
        counts[Int((value * scale).rounded(.down)) - first] &+= weight
    }

    /// Widens the bins until the value fits among them.
    @inline(never)
    private mutating func makeRoom(_ value: Double) {
        while abs(value * scale) > 0x1p52 { widen() }
        while true {
            let position = Int((value * scale).rounded(.down))
            if counts.isEmpty {
                first = position
                counts = [0]
                return
            }
            let from = Swift.min(first, position)
            let to = Swift.max(first + counts.count - 1, position)
            if to - from < capacity {
                if from < first {
                    counts.insert(contentsOf: repeatElement(0, count: first - from), at: 0)
                    first = from
                }
                if to - first >= counts.count { counts.append(contentsOf: repeatElement(0, count: to - first + 1 - counts.count)) }
                return
            }
            widen()
        }
    }

    private mutating func widen() {
        exponent += 1
        scale /= 2
        if counts.isEmpty { return }
        let newFirst = first >> 1
        let newLast = (first + counts.count - 1) >> 1
        var wider = [Int64](repeating: 0, count: newLast - newFirst + 1)
        for (index, count) in counts.enumerated() { wider[((first + index) >> 1) - newFirst] += count }
        counts = wider
        first = newFirst
    }

    mutating func merge(_ other: LinearBins) {
        if other.counts.isEmpty { return }
        var theirs = other
        while theirs.exponent < exponent { theirs.widen() }
        while exponent < theirs.exponent { widen() }
        if counts.isEmpty {
            self = theirs
            return
        }
        while true {
            let from = Swift.min(first, theirs.first)
            let to = Swift.max(first + counts.count, theirs.first + theirs.counts.count)
            if to - from <= capacity {
                var joined = [Int64](repeating: 0, count: to - from)
                for (index, count) in counts.enumerated() { joined[first + index - from] += count }
                for (index, count) in theirs.counts.enumerated() { joined[theirs.first + index - from] += count }
                counts = joined
                first = from
                return
            }
            widen()
            theirs.widen()
        }
    }

    func bounds(of rank: Double) -> BinBounds {
        var before = 0.0
        for (index, count) in counts.enumerated() where count > 0 {
            if before + Double(count) > rank {
                return BinBounds(
                    lower: Double(first + index) / scale, upper: Double(first + index + 1) / scale, count: Double(count), before: before)
            }
            before += Double(count)
        }
        return BinBounds(lower: -.infinity, upper: .infinity, count: 0, before: before)
    }

    /// At most `bars` bars of a width that is a power of two, between the least and the greatest value.
    func histogram(bars: Int, min: Double, max: Double) -> [ColumnProfile.Bin] {
        var coarse = self
        while coarse.counts.count > bars { coarse.widen() }
        var result: [ColumnProfile.Bin] = []
        for (index, count) in coarse.counts.enumerated() {
            let lower = Double(coarse.first + index) / coarse.scale
            let upper = Double(coarse.first + index + 1) / coarse.scale
            result.append(.init(lower: Swift.max(min, lower), upper: Swift.min(max, upper), count: count))
        }
        return result
    }
}

/// Bins whose edges grow by 1/64 of a power of two: the upper bits of a binary64 are the bin.
struct RatioBins: Sendable {
    private static var shift: UInt64 { 46 }
    /// Magnitudes below 2^-40 count as zero, above 2^70 as 2^70.
    private static var lowest: UInt64 { UInt64(1023 - 40) << 6 }
    private static var highest: UInt64 { UInt64(1023 + 70) << 6 }

    private var positive = Side()
    private var negative = Side()
    private var zeros: Int64 = 0

    private struct Side: Sendable {
        var first = 0
        var counts: [Int64] = []

        @inline(__always)
        mutating func add(_ bin: Int, _ weight: Int64) {
            if bin < first || bin >= first + counts.count { makeRoom(bin, bin) }
            unsafe counts.withUnsafeMutableBufferPointer { unsafe $0[bin - first] &+= weight }
        }

        @inline(never)
        mutating func makeRoom(_ low: Int, _ high: Int) {
            if counts.isEmpty { first = low }
            if low < first {
                counts.insert(contentsOf: repeatElement(0, count: first - low), at: 0)
                first = low
            }
            if high >= first + counts.count { counts.append(contentsOf: repeatElement(0, count: high + 1 - first - counts.count)) }
        }

        mutating func merge(_ other: Side) {
            if other.counts.isEmpty { return }
            makeRoom(other.first, other.first + other.counts.count - 1)
            for (index, count) in other.counts.enumerated() { counts[other.first + index - first] += count }
        }
    }

    @inline(__always)
    mutating func add(_ value: Double, _ weight: Int64) {
        let magnitude = value.bitPattern & 0x7FFF_FFFF_FFFF_FFFF
        let bin = magnitude >> Self.shift
        if bin < Self.lowest {
            zeros &+= weight
        } else {
            let index = Int(Swift.min(bin, Self.highest))
            if value > 0 { positive.add(index, weight) } else { negative.add(index, weight) }
        }
    }

    mutating func merge(_ other: RatioBins) {
        positive.merge(other.positive)
        negative.merge(other.negative)
        zeros += other.zeros
    }

    private static func edge(_ bin: Int) -> Double { Double(bitPattern: UInt64(bin) << shift) }

    func bounds(of rank: Double) -> BinBounds {
        var before = 0.0
        for (index, count) in negative.counts.enumerated().reversed() where count > 0 {
            let bin = negative.first + index
            if before + Double(count) > rank {
                return BinBounds(lower: -Self.edge(bin + 1), upper: -Self.edge(bin), count: Double(count), before: before)
            }
            before += Double(count)
        }
        if zeros > 0 {
            if before + Double(zeros) > rank { return BinBounds(lower: 0, upper: 0, count: Double(zeros), before: before) }
            before += Double(zeros)
        }
        for (index, count) in positive.counts.enumerated() where count > 0 {
            let bin = positive.first + index
            if before + Double(count) > rank {
                return BinBounds(lower: Self.edge(bin), upper: Self.edge(bin + 1), count: Double(count), before: before)
            }
            before += Double(count)
        }
        return BinBounds(lower: -.infinity, upper: .infinity, count: 0, before: before)
    }
}

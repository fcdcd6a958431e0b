import Foundation

/// Values of one kind side by side in a segment's memory.
///
/// Every access is within bounds or stops the program: a segment's file is checked before it is used, and no offset
/// found in it is followed blindly.
@safe struct Column<Element: BitwiseCopyable>: @unchecked Sendable {
    // Sendable: the memory is never written once the segment is made, and the segment keeps it alive.
    private let start: UnsafePointer<Element>?
    let count: Int

    init() {
        unsafe start = nil
        count = 0
    }

    /// - Precondition: `bytes` is aligned for the element, a whole number of them long, and outlives the column.
    init(_ bytes: UnsafeRawBufferPointer) {
        count = bytes.count / MemoryLayout<Element>.stride
        unsafe start = bytes.baseAddress.map { unsafe $0.assumingMemoryBound(to: Element.self) }
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "outside the column")
        return unsafe start.unsafelyUnwrapped[index]
    }

    /// Runs `body` on a part of the column; the inner loops of search read it without further checks.
    @inline(__always)
    func withPart<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the column")
        guard let start = unsafe start else { return unsafe body(UnsafeBufferPointer(start: nil, count: 0)) }
        return unsafe body(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
    }
}

extension Column where Element: Comparable {
    /// First index in `range` whose value is not below `value`; the values of `range` increase.
    ///
    /// Gallops from the start of `range`: near values are found in few steps.
    func firstIndex(in range: Range<Int>, notBelow value: Element) -> Int {
        var low = range.lowerBound
        var step = 1
        while low + step < range.upperBound, self[low + step] < value {
            low += step
            step *= 2
        }
        var high = min(low + step, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Strings side by side in a segment's memory.
struct ByteTable: Sendable {
    private let ends: Column<UInt32>
    private let bytes: Column<UInt8>

    init() {
        ends = Column()
        bytes = Column()
    }

    /// - Parameter ends: the end of each string in `bytes`.
    init(ends: Column<UInt32>, bytes: Column<UInt8>) {
        self.ends = ends
        self.bytes = bytes
    }

    var count: Int { ends.count }

    func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    subscript(index: Int) -> [UInt8] {
        unsafe bytes.withPart(range(index)) { unsafe Array($0) }
    }

    func string(_ index: Int) -> String {
        unsafe bytes.withPart(range(index)) { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Runs `body` on the bytes of one string.
    @inline(__always)
    func withBytes<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        unsafe bytes.withPart(range(index), body)
    }

    /// Where `key` stands against string `index`: below 0 where it comes after.
    func compare(_ index: Int, _ key: [UInt8]) -> Int {
        unsafe bytes.withPart(range(index)) { own in
            unsafe key.withUnsafeBufferPointer { other in unsafe Self.compare(own, other) }
        }
    }

    static func compare(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        let shared = min(left.count, right.count)
        if shared > 0 {
            let order = unsafe memcmp(left.baseAddress.unsafelyUnwrapped, right.baseAddress.unsafelyUnwrapped, shared)
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }

    func hasPrefix(_ index: Int, _ prefix: [UInt8]) -> Bool {
        let range = range(index)
        guard range.count >= prefix.count else { return false }
        return unsafe bytes.withPart(range) { own in
            for place in prefix.indices where unsafe own[place] != prefix[place] { return false }
            return true
        }
    }

    /// First string not before `key`; strings are in order.
    func lowerBound(_ key: [UInt8]) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if compare(middle, key) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The index of `key`; strings are in order.
    func find(_ key: [UInt8]) -> Int? {
        let place = lowerBound(key)
        return place < count && compare(place, key) == 0 ? place : nil
    }

    /// The strings that begin with `prefix`; strings are in order.
    func range(prefix: [UInt8]) -> Range<Int> {
        let start = lowerBound(prefix)
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if hasPrefix(middle, prefix) { low = middle + 1 } else { high = middle }
        }
        return start..<low
    }
}

/// A pattern as a table of states over bytes: one look-up a byte, whatever the pattern.
///
/// Sendable, unchecked: the table is written once, before the value exists, and only read afterwards.
@safe
final class ByteAutomaton: @unchecked Sendable {
    /// For each state a row of `classes` successors, as the offset of the successor's row; row 0 refuses everything.
    private let table: UnsafeMutablePointer<UInt16>
    /// The class of each byte.
    private let classOf: UnsafeMutablePointer<UInt8>
    private let accepting: [Bool]
    private let classes: Int
    private let start: UInt16
    /// Values beyond ASCII must be asked of PCRE2.
    let isOpen: Bool

    /// Of states times classes.
    private static let largest = 60_000
    private static let mostNodes = 20_000

    /// `nil` where the pattern is beyond an automaton, or its table would be too large.
    init?(_ pattern: String) {
        guard let syntax = PatternParser.parse(pattern) else { return nil }
        var builder = NodeBuilder()
        guard let entry = builder.add(syntax, then: 0, limit: Self.mostNodes) else { return nil }
        let byteClasses = builder.byteClasses()
        guard let rows = Self.determinize(builder.nodes, entry: entry, byteClasses, largest: Self.largest) else { return nil }
        isOpen = builder.isOpen
        classes = byteClasses.count
        accepting = rows.accepting
        start = UInt16(rows.start * classes)
        unsafe table = .allocate(capacity: rows.successors.count * classes)
        for (state, successors) in rows.successors.enumerated() {
            for (index, successor) in successors.enumerated() { unsafe table[state * classes + index] = UInt16(successor * classes) }
        }
        unsafe classOf = .allocate(capacity: 256)
        for byte in 0..<256 { unsafe classOf[byte] = UInt8(byteClasses.firstIndex { $0.contains(UInt8(byte)) } ?? 0) }
    }

    deinit {
        unsafe table.deallocate()
        unsafe classOf.deallocate()
    }

    @inline(__always)
    func matches(_ value: ByteView) -> Bool {
        var state = Int(start)
        var index = 0
        while index < value.count {
            state = unsafe Int(table[state &+ Int(classOf[Int(value[index])])])
            index &+= 1
        }
        return accepting[state / classes]
    }

    /// Whether only PCRE2 can tell of this value.
    @inline(__always)
    func isBeyond(_ value: ByteView) -> Bool {
        guard isOpen else { return false }
        var all: UInt64 = 0
        var index = 0
        while index &+ 8 <= value.count {
            all |= value.word8(index)
            index &+= 8
        }
        while index < value.count {
            all |= UInt64(value[index])
            index &+= 1
        }
        return all & 0x8080_8080_8080_8080 != 0
    }
}

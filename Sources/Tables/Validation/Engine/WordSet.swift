/// A set of byte strings that answers without allocating.
struct WordSet: Sendable {
    /// The words, end to end, and where each starts; the last one is the end.
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    /// Open addressing: index plus one, 0 is empty.
    private var slots: [UInt32]
    private var lengths: UInt64 = 0

    init(_ words: some Collection<String>) {
        var size = 8
        while size < words.count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for word in words { insert(Array(word.utf8)) }
    }

    private mutating func insert(_ word: [UInt8]) {
        if word.withView({ contains($0) }) { return }
        var slot = Int(truncatingIfNeeded: word.withView { ByteHash.of($0) }) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        bytes += word
        starts.append(bytes.count)
        slots[slot] = UInt32(starts.count - 1)
        lengths |= 1 << UInt64(min(word.count, 63))
    }

    /// Different words.
    var count: Int { starts.count - 1 }

    var containsEmpty: Bool { lengths & 1 != 0 }

    @inline(__always)
    func contains(_ value: ByteView) -> Bool {
        if lengths & (1 << UInt64(Swift.min(value.count, 63))) == 0 { return false }
        return isFound(value)
    }

    private func isFound(_ value: ByteView) -> Bool {
        var slot = Int(truncatingIfNeeded: ByteHash.of(value)) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot])
            let start = starts[index - 1]
            if starts[index] - start == value.count, bytes.withView(from: start, count: value.count, { $0.equals(value) }) { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }
}

/// Words numbered from 0 in the order in which they came, found by their bytes.
///
/// Open addressing over one arena of bytes: a text of a million words makes no object a word.
struct WordTable: Sendable {
    private var arena: [UInt8] = []
    private var ends: [UInt32] = []
    private var hashes: [UInt32] = []
    /// Number + 1 of a word, 0 where free; a power of two.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)

    var count: Int { ends.count }

    /// The bytes of word `number`.
    subscript(number: Int) -> ArraySlice<UInt8> {
        arena[start(number)..<Int(ends[number])]
    }

    private func start(_ number: Int) -> Int { number == 0 ? 0 : Int(ends[number - 1]) }

    /// The number of a word; `nil` where it never came.
    func find(_ word: Span<UInt8>) -> Int? {
        let slot = slots[place(word, Self.hash(word))]
        return slot == 0 ? nil : Int(slot) - 1
    }

    /// The number of a word, a new one where it never came.
    mutating func insert(_ word: Span<UInt8>) -> (number: Int, isNew: Bool) {
        let hash = Self.hash(word)
        let place = place(word, hash)
        if slots[place] != 0 { return (Int(slots[place]) - 1, false) }
        for index in word.indices { arena.append(word[index]) }
        ends.append(UInt32(arena.count))
        hashes.append(hash)
        slots[place] = UInt32(ends.count)
        if ends.count * 2 > slots.count { grow() }
        return (ends.count - 1, true)
    }

    private func place(_ word: Span<UInt8>, _ hash: UInt32) -> Int {
        let mask = slots.count - 1
        var place = Int(hash) & mask
        while slots[place] != 0 {
            let number = Int(slots[place]) - 1
            if hashes[number] == hash, equals(number, word) { break }
            place = (place + 1) & mask
        }
        return place
    }

    private func equals(_ number: Int, _ word: Span<UInt8>) -> Bool {
        let start = start(number)
        guard Int(ends[number]) - start == word.count else { return false }
        for index in word.indices where arena[start + index] != word[index] { return false }
        return true
    }

    private mutating func grow() {
        var wider = [UInt32](repeating: 0, count: slots.count * 4)
        let mask = wider.count - 1
        for number in ends.indices {
            var place = Int(hashes[number]) & mask
            while wider[place] != 0 { place = (place + 1) & mask }
            wider[place] = UInt32(number + 1)
        }
        slots = wider
    }

    /// FNV-1a, folded to 32 bits. Words come from texts that anybody publishes: a flood of colliding words only slows
    /// its own indexing down, within the limits on lengths.
    private static func hash(_ word: Span<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in word.indices { hash = (hash ^ UInt64(word[index])) &* 0x100_0000_01B3 }
        return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
    }
}

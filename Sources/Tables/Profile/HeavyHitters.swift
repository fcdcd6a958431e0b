/// The values that stand out in a column of many: each hash slot keeps the value that wins its majority vote
/// (Boyer and Moore 1981), so a value that fills more than about one cell in half as many slots is found.
///
/// It is fed with one cell in eight, counted eight times, so counts are estimates. Merging compares slot by slot; unlike
/// the rest of a profile, the counts of values that barely stand out may then differ a little.
struct HeavyHitters: Sendable {
    /// Longer values are cut: they are shown, never compared.
    private static var width: Int { 80 }

    private struct Slot: Sendable {
        var hash: UInt64 = 0
        var votes: Int64 = 0
        var count: Int64 = 0
        var length: Int = 0
    }

    private var slots: [Slot]
    private var bytes: [UInt8]

    /// - Parameter slotCount: a power of two; those that merge have the same.
    init(slotCount: Int) {
        slots = [Slot](repeating: Slot(), count: slotCount)
        bytes = [UInt8](repeating: 0, count: slotCount * Self.width)
    }

    @inline(__always)
    mutating func add(_ value: ByteView, hash: UInt64, count: Int64) {
        let index = Int(hash & UInt64(slots.count - 1))
        unsafe slots.withUnsafeMutableBufferPointer { slots in
            let slot = unsafe slots.baseAddress! + index
            if unsafe slot.pointee.hash == hash {
                unsafe slot.pointee.votes &+= count
                unsafe slot.pointee.count &+= count
            } else if unsafe slot.pointee.votes > count {
                unsafe slot.pointee.votes &-= count
            } else {
                let length = Swift.min(value.count, Self.width)
                unsafe slot.pointee = Slot(hash: hash, votes: count - slot.pointee.votes, count: count, length: length)
                unsafe bytes.withUnsafeMutableBufferPointer {
                    unsafe ($0.baseAddress! + index * Self.width).update(from: value.start, count: length)
                }
            }
        }
    }

    mutating func merge(_ other: HeavyHitters) {
        for index in slots.indices {
            let theirs = other.slots[index]
            if theirs.votes == 0 { continue }
            if slots[index].hash == theirs.hash {
                slots[index].votes += theirs.votes
                slots[index].count += theirs.count
            } else if slots[index].votes > theirs.votes
                || slots[index].votes == theirs.votes && slots[index].hash > theirs.hash
            {
                slots[index].votes -= theirs.votes
            } else {
                let votes = theirs.votes - slots[index].votes
                slots[index] = theirs
                slots[index].votes = votes
                let from = index * Self.width
                bytes.replaceSubrange(from..<from + Self.width, with: other.bytes[from..<from + Self.width])
            }
        }
    }

    /// Values seen more than once in the sample, most frequent first.
    func top(_ limit: Int) -> [ColumnProfile.ValueCount] {
        let order = slots.indices.filter { slots[$0].count > 8 }.sorted {
            (slots[$0].count, slots[$1].hash) > (slots[$1].count, slots[$0].hash)
        }
        return order.prefix(limit).map { index in
            let length = slots[index].length
            return bytes.withView(from: index * Self.width, count: length) {
                ColumnProfile.ValueCount(value: $0.text() + (length == Self.width ? "…" : ""), count: slots[index].count)
            }
        }
    }
}

/// The different values of a column with how often and where first each occurs, as long as there are few.
///
/// This is what makes profiling cheap: a cell whose value is known costs a hash and a comparison; everything else about
/// a value is worked out once, when the profile is asked for. Two dictionaries merge into the same one, in any order.
struct ValueDictionary: Sendable {
    struct Entry: Sendable {
        var hash: UInt64
        /// The first eight bytes: most comparisons end here.
        var prefix: UInt64
        var offset: UInt32
        var length: UInt32
        var count: Int64
        var firstLine: Int64
    }

    private(set) var entries: [Entry] = []
    /// The bytes of all values, end to end.
    private(set) var bytes: [UInt8] = []
    /// Open addressing: the hash's upper half and the entry's index plus one; 0 is empty.
    private var slots: [UInt64]
    private let limit: Int
    private let byteLimit: Int

    init(limit: Int) {
        self.limit = limit
        byteLimit = limit * 48
        slots = Array(repeating: 0, count: 64)
    }

    /// Counts cells from `start` on until the limit is passed; returns the first that was not counted.
    @inline(__always)
    mutating func add(_ cells: UnsafeBufferPointer<Cell>, from start: Int, firstLine: Int64, empty: inout Int64) -> Int {
        var index = start
        while index < cells.count {
            index = unsafe countKnown(cells, from: index, empty: &empty)
            if index == cells.count { break }
            let value = unsafe ByteView(cells[index])
            if !insert(value, hash: ByteHash.of(value), count: 1, line: firstLine + Int64(index)) { return index }
            index += 1
        }
        return index
    }

    /// The hot loop: stops at the first value that is new.
    @inline(__always)
    private mutating func countKnown(_ cells: UnsafeBufferPointer<Cell>, from start: Int, empty: inout Int64) -> Int {
        let mask = UInt64(slots.count - 1)
        var missing: Int64 = 0
        let stop = unsafe slots.withUnsafeBufferPointer { slots in
            unsafe entries.withUnsafeMutableBufferPointer { entries in
                unsafe bytes.withUnsafeBufferPointer { bytes in
                    var index = start
                    while index < cells.count {
                        let value = unsafe ByteView(cells[index])
                        if value.count == 0 {
                            missing += 1
                            index += 1
                            continue
                        }
                        let prefix = value.prefix8
                        let hash = value.count <= 8 ? ByteHash.short(prefix, count: value.count) : ByteHash.of(value)
                        var slot = hash & mask
                        var found = -1
                        while true {
                            let content = unsafe slots[Int(slot)]
                            if content == 0 { break }
                            if content >> 32 == hash >> 32 {
                                let candidate = Int(content & 0xFFFF_FFFF) - 1
                                let entry = unsafe entries[candidate]
                                if entry.prefix == prefix && Int(entry.length) == value.count {
                                    if value.count <= 8 { found = candidate; break }
                                    let stored = unsafe ByteView(start: bytes.baseAddress! + Int(entry.offset), count: Int(entry.length))
                                    if stored.equals(value) { found = candidate; break }
                                }
                            }
                            slot = (slot + 1) & mask
                        }
                        if found < 0 { return index }
                        unsafe entries[found].count &+= 1
                        index += 1
                    }
                    return index
                }
            }
        }
        empty += missing
        return stop
    }

    /// Adds `count` of one value; `false` when there are too many values already and it is a new one.
    @inline(never)
    mutating func insert(_ value: ByteView, hash: UInt64, count: Int64, line: Int64) -> Bool {
        let prefix = value.prefix8
        let mask = UInt64(slots.count - 1)
        var slot = hash & mask
        while slots[Int(slot)] != 0 {
            let content = slots[Int(slot)]
            if content >> 32 == hash >> 32 {
                let candidate = Int(content & 0xFFFF_FFFF) - 1
                if entries[candidate].prefix == prefix && Int(entries[candidate].length) == value.count
                    && withBytes(of: candidate, { $0.equals(value) })
                {
                    entries[candidate].count += count
                    entries[candidate].firstLine = Swift.min(entries[candidate].firstLine, line)
                    return true
                }
            }
            slot = (slot + 1) & mask
        }
        if entries.count >= limit || bytes.count + value.count > byteLimit { return false }
        entries.append(
            Entry(
                hash: hash, prefix: prefix, offset: UInt32(bytes.count), length: UInt32(value.count), count: count, firstLine: line))
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: value.start, count: value.count))
        slots[Int(slot)] = (hash & ~0xFFFF_FFFF) | UInt64(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        let mask = UInt64(slots.count - 1)
        for (index, entry) in entries.enumerated() {
            var slot = entry.hash & mask
            while slots[Int(slot)] != 0 { slot = (slot + 1) & mask }
            slots[Int(slot)] = (entry.hash & ~0xFFFF_FFFF) | UInt64(index + 1)
        }
    }

    @inline(__always)
    func withBytes<R>(of index: Int, _ body: (ByteView) throws -> R) rethrows -> R {
        try bytes.withView(from: Int(entries[index].offset), count: Int(entries[index].length), body)
    }

    /// Every entry with its value.
    @inline(__always)
    func forEach(_ body: (Entry, ByteView) -> Void) {
        bytes.withView { all in
            for entry in entries {
                body(entry, all.slice(Int(entry.offset), Int(entry.offset) + Int(entry.length)))
            }
        }
    }

    /// Takes in all of another; `false`, with this one left incomplete, when the union passes the limit.
    mutating func merge(_ other: ValueDictionary) -> Bool {
        var fits = true
        other.bytes.withView { all in
            for entry in other.entries where fits {
                let value = all.slice(Int(entry.offset), Int(entry.offset) + Int(entry.length))
                fits = insert(value, hash: entry.hash, count: entry.count, line: entry.firstLine)
            }
        }
        return fits
    }
}

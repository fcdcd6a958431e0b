/// The different values of a column with how often and where first each occurs, as long as there are few.
///
/// This is what makes profiling cheap: a cell whose value is known costs a hash and a comparison; everything else about
/// a value is worked out once, when the profile is asked for. Two dictionaries merge into the same one, in any order.
struct ValueDictionary: Sendable {
    /// What counting touches: half a cache line. The two ends of a value are all of it up to sixteen bytes, so that most
    /// comparisons never follow `offset`.
    struct Entry: Sendable {
        var prefix: UInt64
        var suffix: UInt64
        var count: Int64
        var offset: UInt32
        var length: UInt32
    }

    private struct Origin: Sendable {
        var hash: UInt64
        var firstLine: Int64
    }

    private(set) var entries: [Entry] = []
    private var origins: [Origin] = []
    /// The bytes of all values, end to end.
    private var bytes: [UInt8] = []
    /// Open addressing: the hash's upper half and the entry's index plus one; 0 is empty.
    private var slots: [UInt64]
    private let limit: Int
    private let byteLimit: Int

    init(limit: Int) {
        self.limit = limit
        byteLimit = limit * 48
        slots = Array(repeating: 0, count: 64)
    }

    func firstLine(_ index: Int) -> Int64 { origins[index].firstLine }

    /// Counts cells from `start` on until the limit is passed; returns the first that was not counted.
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

    @inline(__always)
    private static func suffix(_ value: ByteView) -> UInt64 { value.count > 8 ? value.word8(value.count - 8) : 0 }

    private static var batch: Int { 16 }

    /// The hot loop: stops at the first value that is new.
    ///
    /// Hashes and slots of a batch are fetched before any is followed, so that the waits for memory overlap.
    @inline(__always)
    private mutating func countKnown(_ cells: UnsafeBufferPointer<Cell>, from start: Int, empty: inout Int64) -> Int {
        let mask = UInt64(slots.count - 1)
        var missing: Int64 = 0
        let stop = unsafe slots.withUnsafeBufferPointer { slots in
            unsafe entries.withUnsafeMutableBufferPointer { entries in
                unsafe bytes.withUnsafeBufferPointer { bytes in
                    unsafe withUnsafeTemporaryAllocation(of: (hash: UInt64, slot: UInt64).self, capacity: Self.batch) { batch in
                        var from = start
                        while from < cells.count {
                            let size = Swift.min(Self.batch, cells.count - from)
                            for offset in 0..<size {
                                let value = unsafe ByteView(cells[from + offset])
                                let hash = ByteHash.of(value)
                                unsafe batch[offset] = unsafe (hash, slots[Int(hash & mask)])
                            }
                            for offset in 0..<size {
                                let value = unsafe ByteView(cells[from + offset])
                                if value.count == 0 {
                                    missing += 1
                                    continue
                                }
                                let hash = unsafe batch[offset].hash
                                var content = unsafe batch[offset].slot
                                var slot = hash & mask
                                let prefix = value.prefix8
                                let suffix = Self.suffix(value)
                                while true {
                                    if content == 0 { return from + offset }
                                    if content >> 32 == hash >> 32 {
                                        let candidate = Int(content & 0xFFFF_FFFF) - 1
                                        let entry = unsafe entries.baseAddress! + candidate
                                        if unsafe entry.pointee.prefix == prefix && entry.pointee.suffix == suffix
                                            && Int(entry.pointee.length) == value.count
                                        {
                                            let isSame = unsafe value.count <= 16
                                                || ByteView(start: bytes.baseAddress! + Int(entry.pointee.offset), count: value.count).equals(value)
                                            if isSame {
                                                unsafe entry.pointee.count &+= 1
                                                break
                                            }
                                        }
                                    }
                                    slot = (slot + 1) & mask
                                    content = unsafe slots[Int(slot)]
                                }
                            }
                            from += size
                        }
                        return from
                    }
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
        let suffix = Self.suffix(value)
        let mask = UInt64(slots.count - 1)
        var slot = hash & mask
        while slots[Int(slot)] != 0 {
            let content = slots[Int(slot)]
            if content >> 32 == hash >> 32 {
                let candidate = Int(content & 0xFFFF_FFFF) - 1
                let entry = entries[candidate]
                if entry.prefix == prefix && entry.suffix == suffix && Int(entry.length) == value.count
                    && (value.count <= 16 || withBytes(of: candidate, { $0.equals(value) }))
                {
                    entries[candidate].count += count
                    origins[candidate].firstLine = Swift.min(origins[candidate].firstLine, line)
                    return true
                }
            }
            slot = (slot + 1) & mask
        }
        if entries.count >= limit || bytes.count + value.count > byteLimit { return false }
        entries.append(Entry(prefix: prefix, suffix: suffix, count: count, offset: UInt32(bytes.count), length: UInt32(value.count)))
        origins.append(Origin(hash: hash, firstLine: line))
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: value.start, count: value.count))
        slots[Int(slot)] = (hash & ~0xFFFF_FFFF) | UInt64(entries.count)
        if entries.count * 10 > slots.count * 7 { grow() }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = UInt64(slots.count - 1)
        for (index, origin) in origins.enumerated() {
            var slot = origin.hash & mask
            while slots[Int(slot)] != 0 { slot = (slot + 1) & mask }
            slots[Int(slot)] = (origin.hash & ~0xFFFF_FFFF) | UInt64(index + 1)
        }
    }

    @inline(__always)
    func withBytes<R>(of index: Int, _ body: (ByteView) throws -> R) rethrows -> R {
        try bytes.withView(from: Int(entries[index].offset), count: Int(entries[index].length), body)
    }

    /// Every value with its hash, its count and its first line.
    @inline(__always)
    func forEach(_ body: (_ value: ByteView, _ hash: UInt64, _ count: Int64, _ firstLine: Int64) -> Void) {
        bytes.withView { all in
            for index in entries.indices {
                let entry = entries[index]
                body(all.slice(Int(entry.offset), Int(entry.offset) + Int(entry.length)), origins[index].hash, entry.count, origins[index].firstLine)
            }
        }
    }

    /// Takes in all of another; `false`, with this one left incomplete, when the union passes the limit.
    mutating func merge(_ other: ValueDictionary) -> Bool {
        var fits = true
        other.forEach { value, hash, count, line in
            if fits { fits = insert(value, hash: hash, count: count, line: line) }
        }
        return fits
    }
}

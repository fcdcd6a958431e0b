import CScan

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

    /// Those of `successor()` may have a count of 0.
    private(set) var entries: [Entry] = []
    private var origins: [Origin] = []
    /// The bytes of all values, end to end.
    private var bytes: [UInt8] = []
    /// Open addressing: the hash's upper half and the entry's index plus one; 0 is empty.
    private var slots: [UInt64]
    private let limit: Int
    private let byteLimit: Int
    /// How many entries, from the first, were taken over from the dictionary that this one succeeds.
    private(set) var inherited = 0

    init(limit: Int) {
        self.limit = limit
        byteLimit = limit * 48
        slots = Array(repeating: 0, count: 64)
    }

    /// The same values, none of them counted yet: most of those to come are found, and merging adds up two lists.
    func successor() -> ValueDictionary {
        var next = self
        next.inherited = entries.count
        for index in next.entries.indices {
            next.entries[index].count = 0
            next.origins[index].firstLine = .max
        }
        return next
    }

    func firstLine(_ index: Int) -> Int64 { origins[index].firstLine }

    private static var batch: Int { 64 }

    /// Counts cells from `start` on until the limit is passed; returns the first that was not counted. Their hashes are
    /// in the digest, and their indices are put there.
    ///
    /// Slots and entries of a batch are asked for before any is looked at, so that the waits for memory overlap.
    mutating func add(
        _ cells: UnsafeBufferPointer<Cell>, from start: Int, empty: inout Int64, _ digest: inout BlockDigest
    ) -> Int {
        var from = start
        while from < cells.count {
            let to = Swift.min(cells.count, from + Self.batch)
            unsafe prefetch(from, to, digest.hashes)
            var at = from
            while true {
                at = unsafe count(cells, at, to, digest, empty: &empty)
                if at == to { break }
                let value = unsafe ByteView(cells[at])
                guard let entry = unsafe insert(value, hash: digest.hashes[at], count: 1, line: digest.lines[at]) else {
                    digest.indexed = at
                    return at
                }
                unsafe digest.entries[at] = UInt32(entry)
                at += 1
            }
            from = to
        }
        digest.indexed = cells.count
        return cells.count
    }

    @inline(__always)
    private static func suffix(_ value: ByteView) -> UInt64 { unsafe cell_suffix(value.start, value.count) }

    private func prefetch(_ from: Int, _ to: Int, _ hashes: UnsafeMutablePointer<UInt64>) {
        // What fits the first-level cache is there already.
        if entries.count < 512 { return }
        let mask = UInt64(slots.count - 1)
        unsafe slots.withUnsafeBufferPointer { slots in
            unsafe entries.withUnsafeBufferPointer { entries in
                for index in from..<to { unsafe cell_prefetch(slots.baseAddress! + Int(hashes[index] & mask)) }
                for index in from..<to {
                    let content = unsafe slots[Int(hashes[index] & mask)]
                    if content != 0 { unsafe cell_prefetch(entries.baseAddress! + Int(content & 0xFFFF_FFFF) - 1) }
                }
            }
        }
    }

    /// Counts the known values among some cells; stops at the first that is new.
    private mutating func count(
        _ cells: UnsafeBufferPointer<Cell>, _ from: Int, _ to: Int, _ digest: borrowing BlockDigest, empty: inout Int64
    ) -> Int {
        let (hashes, found, lines) = unsafe (digest.hashes, digest.entries, digest.lines)
        let mask = UInt64(slots.count - 1)
        return unsafe slots.withUnsafeBufferPointer { slots in
            unsafe entries.withUnsafeMutableBufferPointer { entries in
                unsafe bytes.withUnsafeBufferPointer { bytes in
                    for index in from..<to {
                        let value = unsafe ByteView(cells[index])
                        if value.count == 0 {
                            empty &+= 1
                            unsafe found[index] = BlockDigest.empty
                            continue
                        }
                        let hash = unsafe hashes[index]
                        var slot = hash & mask
                        let prefix = value.prefix8
                        let suffix = Self.suffix(value)
                        while true {
                            let content = unsafe slots[Int(slot)]
                            if content == 0 { return index }
                            if content >> 32 == hash >> 32 {
                                let position = Int(content & 0xFFFF_FFFF) - 1
                                let entry = unsafe entries.baseAddress! + position
                                if unsafe entry.pointee.prefix == prefix && entry.pointee.suffix == suffix
                                    && Int(entry.pointee.length) == value.count
                                {
                                    let isSame = unsafe value.count <= 16
                                        || ByteView(start: bytes.baseAddress! + Int(entry.pointee.offset), count: value.count).equals(value)
                                    if isSame {
                                        if unsafe entry.pointee.count == 0 { origins[position].firstLine = unsafe lines[index] }
                                        unsafe entry.pointee.count &+= 1
                                        unsafe found[index] = UInt32(truncatingIfNeeded: position)
                                        break
                                    }
                                }
                            }
                            slot = (slot + 1) & mask
                        }
                    }
                    return to
                }
            }
        }
    }

    /// Adds `count` of one value; its index, or `nil` when there are too many values already and it is a new one.
    @inline(never)
    mutating func insert(_ value: ByteView, hash: UInt64, count: Int64, line: Int64) -> Int? {
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
                    return candidate
                }
            }
            slot = (slot + 1) & mask
        }
        if entries.count >= limit || bytes.count + value.count > byteLimit { return nil }
        entries.append(Entry(prefix: prefix, suffix: suffix, count: count, offset: UInt32(bytes.count), length: UInt32(value.count)))
        origins.append(Origin(hash: hash, firstLine: line))
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: value.start, count: value.count))
        slots[Int(slot)] = (hash & ~0xFFFF_FFFF) | UInt64(entries.count)
        if entries.count * 10 > slots.count * 7 { grow() }
        return entries.count - 1
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

    /// Every value from `start` on that was counted, with its hash, its count and its first line.
    @inline(__always)
    func forEach(from start: Int = 0, _ body: (_ value: ByteView, _ hash: UInt64, _ count: Int64, _ firstLine: Int64) -> Void) {
        bytes.withView { all in
            for index in start..<entries.count {
                let entry = entries[index]
                if entry.count == 0 { continue }
                body(all.slice(Int(entry.offset), Int(entry.offset) + Int(entry.length)), origins[index].hash, entry.count, origins[index].firstLine)
            }
        }
    }

    /// Whether what the other has inherited stands here under the same indices.
    private func isSucceeded(by other: ValueDictionary) -> Bool {
        let last = other.inherited - 1
        return last >= 0 && last < origins.count && origins[last].hash == other.origins[last].hash && origins[0].hash == other.origins[0].hash
    }

    /// Takes in the values of another; returns the first that no longer fits, or their number.
    mutating func merge(_ other: ValueDictionary) -> Int {
        let known = isSucceeded(by: other) ? other.inherited : 0
        for index in 0..<known where other.entries[index].count > 0 {
            entries[index].count += other.entries[index].count
            origins[index].firstLine = Swift.min(origins[index].firstLine, other.origins[index].firstLine)
        }
        for index in known..<other.entries.count {
            let entry = other.entries[index]
            if entry.count == 0 { continue }
            let origin = other.origins[index]
            let fits = other.withBytes(of: index) { insert($0, hash: origin.hash, count: entry.count, line: origin.firstLine) }
            if fits == nil { return index }
        }
        return other.entries.count
    }
}

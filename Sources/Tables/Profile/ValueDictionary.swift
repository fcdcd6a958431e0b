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

    private static var batch: Int { 16 }

    /// Counts cells from `start` on until the limit is passed; returns the first that was not counted.
    ///
    /// Hashes and slots of a batch are fetched before any is followed, so that the waits for memory overlap.
    mutating func add(_ cells: UnsafeBufferPointer<Cell>, from start: Int, firstLine: Int64, empty: inout Int64) -> Int {
        unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.batch * 2) { batch in
            let hashes = unsafe UnsafeMutableBufferPointer(rebasing: batch[..<Self.batch])
            let contents = unsafe UnsafeMutableBufferPointer(rebasing: batch[Self.batch...])
            var from = start
            while from < cells.count {
                let some = unsafe UnsafeBufferPointer(rebasing: cells[from..<Swift.min(cells.count, from + Self.batch)])
                unsafe fetch(some, hashes, contents)
                var at = unsafe count(some, from: 0, hashes, contents, empty: &empty)
                while at < some.count {
                    let value = unsafe ByteView(some[at])
                    if unsafe !insert(value, hash: hashes[at], count: 1, line: firstLine + Int64(from + at)) { return from + at }
                    at += 1
                    // The insertion may have moved slots: those of the rest of the batch are fetched again.
                    if at < some.count {
                        unsafe refetch(at, some.count, hashes, contents)
                        at = unsafe count(some, from: at, hashes, contents, empty: &empty)
                    }
                }
                from += some.count
            }
            return cells.count
        }
    }

    @inline(__always)
    private static func suffix(_ value: ByteView) -> UInt64 { value.count > 8 ? value.word8(value.count - 8) : 0 }

    @inline(__always)
    private func fetch(
        _ cells: UnsafeBufferPointer<Cell>, _ hashes: UnsafeMutableBufferPointer<UInt64>, _ contents: UnsafeMutableBufferPointer<UInt64>
    ) {
        let mask = UInt64(slots.count - 1)
        unsafe slots.withUnsafeBufferPointer { slots in
            for index in 0..<cells.count {
                let hash = unsafe ByteHash.of(ByteView(cells[index]))
                unsafe hashes[index] = hash
                unsafe contents[index] = unsafe slots[Int(hash & mask)]
            }
        }
    }

    @inline(__always)
    private func refetch(
        _ from: Int, _ to: Int, _ hashes: UnsafeMutableBufferPointer<UInt64>, _ contents: UnsafeMutableBufferPointer<UInt64>
    ) {
        let mask = UInt64(slots.count - 1)
        unsafe slots.withUnsafeBufferPointer { slots in
            for index in from..<to { unsafe contents[index] = unsafe slots[Int(hashes[index] & mask)] }
        }
    }

    /// Counts the known values of a batch; stops at the first that is new.
    @inline(__always)
    private mutating func count(
        _ cells: UnsafeBufferPointer<Cell>, from start: Int, _ hashes: UnsafeMutableBufferPointer<UInt64>,
        _ contents: UnsafeMutableBufferPointer<UInt64>, empty: inout Int64
    ) -> Int {
        let mask = UInt64(slots.count - 1)
        return unsafe slots.withUnsafeBufferPointer { slots in
            unsafe entries.withUnsafeMutableBufferPointer { entries in
                unsafe bytes.withUnsafeBufferPointer { bytes in
                    for index in start..<cells.count {
                        let value = unsafe ByteView(cells[index])
                        if value.count == 0 {
                            empty &+= 1
                            continue
                        }
                        let hash = unsafe hashes[index]
                        var content = unsafe contents[index]
                        var slot = hash & mask
                        let prefix = value.prefix8
                        let suffix = Self.suffix(value)
                        while true {
                            if content == 0 { return index }
                            if content >> 32 == hash >> 32 {
                                let entry = unsafe entries.baseAddress! + (Int(content & 0xFFFF_FFFF) - 1)
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
                    return cells.count
                }
            }
        }
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

    /// Every value from `start` on, with its hash, its count and its first line.
    @inline(__always)
    func forEach(from start: Int = 0, _ body: (_ value: ByteView, _ hash: UInt64, _ count: Int64, _ firstLine: Int64) -> Void) {
        bytes.withView { all in
            for index in start..<entries.count {
                let entry = entries[index]
                body(all.slice(Int(entry.offset), Int(entry.offset) + Int(entry.length)), origins[index].hash, entry.count, origins[index].firstLine)
            }
        }
    }

    /// Takes in the values of another from `start` on; returns the first that no longer fits, or their number.
    mutating func merge(_ other: ValueDictionary, from start: Int = 0) -> Int {
        for index in start..<other.entries.count {
            let entry = other.entries[index]
            let origin = other.origins[index]
            let fits = other.withBytes(of: index) { insert($0, hash: origin.hash, count: entry.count, line: origin.firstLine) }
            if !fits { return index }
        }
        return other.entries.count
    }
}

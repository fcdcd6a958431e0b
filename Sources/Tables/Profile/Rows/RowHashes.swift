/// The hashes of something that each row has one of (the row itself, or a key), in the file's order, in bounded memory.
///
/// Past the bound only those stay whose lowest bits are zero, so that equal ones stay or go together: repetitions can
/// then be estimated, no longer found.
struct RowHashes: Sendable {
    /// One stretch's hashes, and the lines of its rows.
    private struct Chunk: Sendable {
        var hashes: [UInt64] = []
        /// Where rows do not follow the one before line by line: the row's index and its line.
        var runs: [(row: Int, line: Int64)] = []

        func line(_ row: Int) -> Int64 {
            var low = 0
            var high = runs.count
            while high - low > 1 {
                let middle = (low + high) / 2
                if runs[middle].row <= row { low = middle } else { high = middle }
            }
            return runs.isEmpty ? 0 : runs[low].line + Int64(row - runs[low].row)
        }
    }

    private var chunks = [Chunk()]
    /// Hashes with one of so many low bits set are left out.
    private var level: UInt64 = 0
    private var count = 0

    var isExact: Bool { level == 0 }

    /// Takes in the hashes of some rows, whose lines grow along the file.
    mutating func add(_ hashes: UnsafePointer<UInt64>, rows: Int, lines: UnsafePointer<Int64>) {
        if rows == 0 { return }
        let start = chunks[0].hashes.count
        unsafe chunks[0].hashes.append(contentsOf: UnsafeBufferPointer(start: hashes, count: rows))
        count += rows
        var expected = chunks[0].runs.last.map { $0.line + Int64(start - $0.row) } ?? -1
        // Most blocks go on line by line: their two ends tell.
        if unsafe lines[0] == expected, unsafe lines[rows - 1] == expected + Int64(rows - 1) { return }
        for row in 0..<rows {
            if unsafe lines[row] != expected {
                unsafe chunks[0].runs.append((start + row, lines[row]))
                expected = unsafe lines[row]
            }
            expected += 1
        }
    }

    /// Takes in what follows in the file, and keeps at most `limit` hashes.
    mutating func merge(_ later: RowHashes, limit: Int) {
        count += later.count
        level = Swift.max(level, later.level)
        chunks += later.chunks.filter { !$0.hashes.isEmpty }
        if level > 0 || count > limit { thin(to: limit) }
    }

    private mutating func thin(to limit: Int) {
        while true {
            let mask = (1 << level) - 1 as UInt64
            if level > 0 {
                for index in chunks.indices {
                    chunks[index].hashes.removeAll { $0 & mask != 0 }
                    chunks[index].runs = []
                }
                count = chunks.reduce(0) { $0 + $1.hashes.count }
            }
            if count <= limit { return }
            level += 1
        }
    }

    private static var partBits: Int { 6 }

    /// How many rows have the hash of an earlier one, and the first `examples` of them with the lines of both.
    ///
    /// The hashes are sorted into parts by their highest bits; each part is then small enough for a cache.
    func repetitions(threads: Int, examples: Int) -> (count: Int64, first: [(line: Int64, firstLine: Int64)]) {
        let parts = 1 << Self.partBits
        let shift = UInt64(64 - Self.partBits)
        var starts = [Int](repeating: 0, count: parts + 1)
        for chunk in chunks {
            for hash in chunk.hashes { starts[Int(hash >> shift) + 1] += 1 }
        }
        for part in 0..<parts { starts[part + 1] += starts[part] }
        var next = starts
        let sorted = unsafe [UInt64](unsafeUninitializedCapacity: count) { buffer, filled in
            for chunk in chunks {
                for hash in chunk.hashes {
                    let part = Int(hash >> shift)
                    unsafe buffer[next[part]] = hash
                    next[part] += 1
                }
            }
            filled = count
        }
        let bounds = starts
        let found = concurrentMap(parts, threads: threads) { part in
            Self.repeated(sorted[bounds[part]..<bounds[part + 1]], keeping: examples)
        }
        let total = found.reduce(0) { $0 + $1.count }
        return (Int64(total) << Int64(level), isExact && total > 0 ? lines(of: Set(found.flatMap(\.first)), examples) : [])
    }

    /// Elements equal to an earlier one, and the first few such values.
    private static func repeated(_ hashes: ArraySlice<UInt64>, keeping: Int) -> (count: Int, first: [UInt64]) {
        var size = 64
        while size < hashes.count * 2 { size *= 2 }
        let mask = UInt64(size - 1)
        var slots = [UInt64](repeating: 0, count: size)
        var count = 0
        var first: [UInt64] = []
        var hasZero = false
        for hash in hashes {
            if hash == 0 {
                // 0 marks a slot that is free.
                if hasZero { count += 1 }
                hasZero = true
                continue
            }
            var slot = hash & mask
            while slots[Int(slot)] != 0 && slots[Int(slot)] != hash { slot = (slot + 1) & mask }
            if slots[Int(slot)] == hash {
                count += 1
                if first.count < keeping { first.append(hash) }
            } else {
                slots[Int(slot)] = hash
            }
        }
        return (count, first)
    }

    private func lines(of wanted: Set<UInt64>, _ limit: Int) -> [(line: Int64, firstLine: Int64)] {
        // One bit for each value of some bits, so that most rows need no look into the set.
        var filter = [UInt64](repeating: 0, count: 1_024)
        for hash in wanted { filter[Int(hash & 0x3FF)] |= 1 << (hash >> 10 & 63) }
        var seen: [UInt64: Int64] = [:]
        var result: [(line: Int64, firstLine: Int64)] = []
        for chunk in chunks {
            for (row, hash) in chunk.hashes.enumerated() {
                guard filter[Int(hash & 0x3FF)] >> (hash >> 10 & 63) & 1 == 1, wanted.contains(hash) else { continue }
                let line = chunk.line(row)
                if let firstLine = seen[hash] {
                    result.append((line, firstLine))
                    if result.count == limit { return result }
                } else {
                    seen[hash] = line
                }
            }
        }
        return result
    }
}

/// What is gathered about the rows of a stretch as wholes, from the hashes of their cells; merges in the file's order.
struct RowAccumulator: Sendable {
    /// A column, or a pair, that may identify the rows.
    fileprivate struct Key: Sendable {
        let columns: [Int]
        var hashes: RowHashes
        /// Whether an empty cell or a repetition has shown that it does not.
        var isRefuted = false
    }

    /// Hashes kept at most, of rows and of keys together: 96 MB, and as much again while repetitions are looked for.
    private static var mostHashes: Int { 12 << 20 }

    private var rows = RowHashes()
    private var keys: [Key]
    private var emptiness: Emptiness
    /// The joined hashes of each key, of the block being read.
    private var joined: [UInt64] = []
    private let capacity: Int

    /// - Parameters:
    ///   - columns: of the table.
    ///   - capacity: most rows of a block.
    init(columns: Int, keys: KeyCandidates, capacity: Int) {
        self.capacity = capacity
        self.keys = keys.keys.map { Key(columns: $0, hashes: RowHashes()) }
        emptiness = Emptiness(columns: columns)
    }

    /// Begins a block of so many rows.
    mutating func begin(rows: Int) {
        joined.removeAll(keepingCapacity: true)
        joined.append(contentsOf: repeatElement(0, count: capacity * keys.count))
    }

    /// Takes in the cells of one column, whose hashes are in the digest.
    mutating func add(_ cells: UnsafeBufferPointer<Cell>, column: Int, hasEmpty: Bool, _ digest: borrowing BlockDigest) {
        if hasEmpty { unsafe emptiness.add(cells, column: column) }
        unsafe joined.withUnsafeMutableBufferPointer { joined in
            for (index, key) in keys.enumerated() where !key.isRefuted && key.columns.contains(column) {
                let start = index * capacity
                for row in 0..<cells.count { unsafe joined[start + row] = ByteHash.join(joined[start + row], digest.hashes[row]) }
            }
        }
        if hasEmpty {
            for index in keys.indices where keys[index].columns.contains(column) { keys[index].refute() }
        }
    }

    /// Takes in the block once the digest has joined all its columns.
    mutating func end(rows count: Int, _ digest: borrowing BlockDigest) {
        emptiness.endBlock(rows: count)
        unsafe rows.add(digest.rows, rows: count, lines: digest.lines)
        unsafe joined.withUnsafeBufferPointer { joined in
            guard let start = joined.baseAddress else { return }
            for index in keys.indices where !keys[index].isRefuted {
                unsafe keys[index].hashes.add(start + index * capacity, rows: count, lines: digest.lines)
            }
        }
    }

    /// Drops the keys that repeat within this stretch, so that the stretches to come need not follow them.
    mutating func refuteKeys() {
        for index in keys.indices where !keys[index].isRefuted {
            if keys[index].hashes.repetitions(threads: 1, examples: 0).count > 0 { keys[index].refute() }
        }
    }

    /// An empty accumulator for another stretch, which follows the keys that are not refuted here.
    func successor() -> RowAccumulator {
        var next = RowAccumulator(columns: emptiness.columns, keys: KeyCandidates(), capacity: capacity)
        next.keys = keys.map { Key(columns: $0.columns, hashes: RowHashes(), isRefuted: $0.isRefuted) }
        return next
    }

    mutating func merge(_ later: RowAccumulator) {
        emptiness.merge(later.emptiness)
        for index in keys.indices where keys[index].isRefuted || later.keys[index].isRefuted { keys[index].refute() }
        let followed = keys.indices.filter { !keys[$0].isRefuted }
        let limit = Self.mostHashes / (followed.count + 1)
        rows.merge(later.rows, limit: limit)
        for index in followed { keys[index].hashes.merge(later.keys[index].hashes, limit: limit) }
    }

    /// - Parameters:
    ///   - names: of all columns.
    ///   - line: the line of the file, from 1, for what the digests told.
    func profile(names: [String], threads: Int, line: (Int64) -> Int64) -> RowProfile {
        let proven = keys.filter { !$0.isRefuted && emptiness.rows > 1 && $0.hashes.repetitions(threads: threads, examples: 0).count == 0 }
        // What identifies rows tells them apart.
        let isUnique = proven.contains { $0.hashes.isExact }
        let repetitions = isUnique || emptiness.rows < 2 ? (count: 0, first: []) : rows.repetitions(threads: threads, examples: 10)
        return RowProfile(
            repeated: repetitions.count, repeatedIsExact: isUnique || rows.isExact,
            repetitions: repetitions.first.map { .init(line: line($0.line), firstLine: line($0.firstLine)) },
            keys: proven.map { $0.columns.map { names[$0] } }, keysAreExact: proven.allSatisfy { $0.hashes.isExact },
            emptyTogether: emptiness.groups(atLeast: 0.95).map { group in
                .init(columns: group.columns.map { names[$0] }, rows: group.rows, correlation: group.correlation)
            })
    }
}

extension RowAccumulator.Key {
    fileprivate mutating func refute() {
        isRefuted = true
        hashes = RowHashes()
    }
}

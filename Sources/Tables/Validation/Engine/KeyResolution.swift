/// Finds the values that come twice, and those that are found nowhere, from the hashes of all rows; then reads again the
/// rows in question, because equal hashes prove nothing.
struct KeyResolution {
    let plan: ValidationPlan
    let source: ByteSource
    let grammar: Grammar
    let stretches: [SegmentedPass.Stretch]

    func run(into found: inout FoundRecords) throws {
        for index in plan.keys.indices {
            let key = plan.keys[index]
            if case .foreign = key.kind { try foreign(index, key, into: &found) } else { try unique(index, key, into: &found) }
        }
    }

    private func unique(_ index: Int, _ key: KeyCheck, into found: inout FoundRecords) throws {
        var table = HashTable(count: stretches.reduce(0) { $0 + $1.hashes[index].count })
        var repeated = Set<UInt64>()
        for stretch in stretches {
            for hash in stretch.hashes[index] where hash != KeyCheck.absent && !table.insert(hash) { repeated.insert(hash) }
        }
        guard !repeated.isEmpty else { return }
        // The first row of each different value.
        var firsts: [UInt64: [(bytes: [UInt8], line: Int64)]] = [:]
        try visit(index, where: { repeated.contains($0) }) { hash, row, line, cell in
            let bytes = KeyCheck.bytes(key.columns, plan.columns, cell)
            if let first = firsts[hash]?.first(where: { $0.bytes == bytes }) {
                let shown = shown(key, cell)
                shown.withView { found.add(group: key.group, row: row, line: line, cell: $0, otherLine: first.line) }
            } else {
                firsts[hash, default: []].append((bytes, line))
            }
        }
    }

    private func foreign(_ index: Int, _ key: KeyCheck, into found: inout FoundRecords) throws {
        var table = HashTable(count: stretches.reduce(0) { $0 + $1.otherHashes[index].count })
        for stretch in stretches {
            for hash in stretch.otherHashes[index] where hash != KeyCheck.absent { _ = table.insert(hash) }
        }
        // A value whose hash is nowhere is nowhere. That two different values have one hash of 64 bits, so that one is
        // taken for found, happens once in billions of files.
        try visit(index, where: { $0 != KeyCheck.absent && !table.contains($0) }) { _, row, line, cell in
            let shown = shown(key, cell)
            shown.withView { found.add(group: key.group, row: row, line: line, cell: $0) }
        }
    }

    private func shown(_ key: KeyCheck, _ cell: (Int) -> ByteView) -> [UInt8] {
        Array(key.columns.map { cell($0).array }.joined(separator: Array(" · ".utf8)))
    }

    /// Reads again the stretches that hold rows whose hash is wanted, in the file's order.
    private func visit(
        _ index: Int, where isWanted: (UInt64) -> Bool,
        _ body: (_ hash: UInt64, _ row: Int64, _ line: Int64, _ cell: (Int) -> ByteView) -> Void
    ) throws {
        var scanner = RowScanner(source, grammar)
        for stretch in stretches {
            let hashes = stretch.hashes[index]
            guard hashes.contains(where: isWanted) else { continue }
            scanner.start(at: stretch.start, limit: stretch.end)
            while let block = try scanner.nextBlock() {
                for row in 0..<block.rows {
                    let place = Int(block.firstRow) + row
                    guard place < hashes.count else { throw TablesError("file.changed") }
                    guard isWanted(hashes[place]) else { continue }
                    body(hashes[place], stretch.rowsBefore + Int64(place) + 1, stretch.linesBefore + block.line(ofRow: row) + 1) {
                        unsafe ByteView(block.column($0)[row])
                    }
                }
            }
        }
    }
}

/// A set of hashes by open addressing: the hash itself tells the slot.
private struct HashTable {
    private var slots: [UInt64]

    init(count: Int) {
        var size = 64
        while size < count * 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
    }

    /// Whether the hash, which is never 0, is new.
    mutating func insert(_ hash: UInt64) -> Bool {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 7) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return false }
            slot = (slot + 1) & mask
        }
        slots[slot] = hash
        return true
    }

    func contains(_ hash: UInt64) -> Bool {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash >> 7) & mask
        while slots[slot] != 0 {
            if slots[slot] == hash { return true }
            slot = (slot + 1) & mask
        }
        return false
    }
}

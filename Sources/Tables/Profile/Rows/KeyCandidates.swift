/// Which columns, or pairs of columns, could identify the rows, judged on the first rows of the table.
struct KeyCandidates: Sendable {
    /// Each of one column or two.
    let keys: [[Int]]

    /// Candidates that are followed through the whole file: each costs eight bytes a row.
    private static var most: Int { 2 }
    /// Rows that the choice is made on.
    static var sampleRows: Int { 1_024 }

    /// None.
    init() { keys = [] }

    /// - Parameters:
    ///   - columns: the hashes of the sample's cells; `nil` for a column with an empty cell, which identifies nothing.
    ///   - rank: how likely a column is a key by its header: the higher, the more.
    init(columns: [[UInt64]?], rank: (Int) -> Int) {
        guard let rows = columns.compactMap({ $0?.count }).first, rows >= 2 else {
            keys = []
            return
        }
        let complete = columns.indices.filter { columns[$0] != nil }
        let distinct = Dictionary(uniqueKeysWithValues: complete.map { ($0, Set(columns[$0] ?? []).count) })
        let single = complete.filter { distinct[$0] == rows }
        if !single.isEmpty {
            let ordered = single.sorted { (rank($0), $1) > (rank($1), $0) }
            keys = ordered.prefix(Self.most).sorted().map { [$0] }
            return
        }
        // Two columns identify rows only if both vary; those that vary most are tried first.
        let varied = complete.filter { (distinct[$0] ?? 0) > 1 }
            .sorted { (rank($0), distinct[$0] ?? 0, $1) > (rank($1), distinct[$1] ?? 0, $0) }.prefix(24)
        var pairs: [[Int]] = []
        search: for (index, a) in varied.enumerated() {
            for b in varied.dropFirst(index + 1) where (distinct[a] ?? 0) * (distinct[b] ?? 0) >= rows {
                guard let first = columns[a], let second = columns[b] else { continue }
                if Set(zip(first, second).map { ByteHash.join($0, $1) }).count == rows { pairs.append([a, b].sorted()) }
                if pairs.count == Self.most { break search }
            }
        }
        keys = pairs.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    }
}

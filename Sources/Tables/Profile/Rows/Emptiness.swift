/// In how many rows each column is empty, and each two of them together. Merging is adding.
struct Emptiness: Sendable {
    /// Columns beyond these are not compared.
    private static var mostColumns: Int { 128 }

    let columns: Int
    private(set) var rows: Int64 = 0
    /// Rows in which two columns are both empty, at `a * columns + b` with a ≤ b.
    private var both: [Int64]
    /// Of the block being read: a bit for each row, column after column.
    private var bits: [UInt64] = []
    /// The columns with a bit set.
    private var touched: [Int] = []

    init(columns: Int) {
        self.columns = Swift.min(columns, Self.mostColumns)
        both = Array(repeating: 0, count: self.columns * self.columns)
    }

    /// Notes which cells of one column of the block are empty.
    mutating func add(_ cells: UnsafeBufferPointer<Cell>, column: Int) {
        let words = (cells.count + 63) / 64
        if column >= columns { return }
        let start = touched.count * words
        if bits.count < start + words { bits += Array(repeating: 0, count: start + words - bits.count) }
        unsafe bits.withUnsafeMutableBufferPointer { bits in
            for word in 0..<words {
                var mask: UInt64 = 0
                for row in word * 64..<Swift.min(cells.count, word * 64 + 64) where unsafe cells[row].count == 0 { mask |= 1 << UInt64(row & 63) }
                unsafe bits[start + word] = mask
            }
        }
        touched.append(column)
    }

    /// Counts the block once all its columns are noted.
    mutating func endBlock(rows count: Int) {
        rows += Int64(count)
        let words = (count + 63) / 64
        unsafe bits.withUnsafeBufferPointer { bits in
            for (first, a) in touched.enumerated() {
                for second in first..<touched.count {
                    var shared = 0
                    for word in 0..<words { unsafe shared += (bits[first * words + word] & bits[second * words + word]).nonzeroBitCount }
                    both[a * columns + touched[second]] += Int64(shared)
                }
            }
        }
        touched.removeAll(keepingCapacity: true)
    }

    mutating func merge(_ other: Emptiness) {
        rows += other.rows
        for index in both.indices { both[index] += other.both[index] }
    }

    /// Groups of columns of which each has, with another of its group, a correlation of at least `least`; those that are
    /// empty in hardly a row, or in hardly not one, tell nothing.
    func groups(atLeast least: Double) -> [(columns: [Int], rows: Int64, correlation: Double)] {
        let few = Swift.max(3, rows / 1_000)
        let candidates = (0..<columns).filter { both[$0 * columns + $0] >= few && rows - both[$0 * columns + $0] >= few }
        var group = Dictionary(uniqueKeysWithValues: candidates.map { ($0, $0) })
        func root(_ column: Int) -> Int {
            var column = column
            while let next = group[column], next != column { column = next }
            return column
        }
        var weakest: [Int: Double] = [:]
        for (index, a) in candidates.enumerated() {
            for b in candidates[(index + 1)...] {
                let phi = correlation(a, b)
                guard phi >= least else { continue }
                let (first, second) = (root(a), root(b))
                let (low, high) = (Swift.min(first, second), Swift.max(first, second))
                group[high] = low
                weakest[low] = Swift.min(weakest[low] ?? 1, weakest[high] ?? 1, phi)
            }
        }
        let members = Dictionary(grouping: candidates) { root($0) }
        return members.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }.map { columns in
            (columns, both[columns[0] * self.columns + columns[0]], weakest[root(columns[0])] ?? 1)
        }
    }

    /// φ, Pearson's correlation of two columns that are each empty or not.
    private func correlation(_ a: Int, _ b: Int) -> Double {
        let n = Double(rows)
        let (x, y) = (Double(both[a * columns + a]), Double(both[b * columns + b]))
        let together = Double(both[a * columns + b])
        let spread = (x * (n - x) * y * (n - y)).squareRoot()
        return spread == 0 ? 0 : (n * together - x * y) / spread
    }
}

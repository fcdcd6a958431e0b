internal import DuckDB
internal import Tables

extension TableIndex {
    /// The groups of one column at most, with their figures, or nil for more columns.
    func groups(_ query: TableQuery, _ plan: PagePlan, _ predicate: RankPredicate) -> RowPage? {
        guard query.groupBy.count <= 1, case .offset(let offset, let size) = query.page else { return nil }
        var group: ColumnIndex?
        if let name = query.groupBy.first {
            group = column(name)
            if group == nil { return nil }
        }
        let mask = predicate.isEverything ? nil : mask(predicate, query)
        let count = group.map { Int($0.missing) + 1 } ?? 1
        // A group that no row is in is no group; without groups, there is one row of figures whatever the rows.
        var isThere = [Bool](repeating: group == nil, count: count)
        if let group { for row in 0..<rowCount where mask?[row] != 0 { isThere[Int(group.ranks[row])] = true } }
        var figures: [GroupFigures] = []
        for aggregate in query.aggregates {
            guard let index = column(aggregate.column), let made = GroupFigures(aggregate.function, index, group, count, mask, rowCount) else { return nil }
            figures.append(made)
        }
        var places = isThere.indices.filter { isThere[$0] }
        if !query.sort.isEmpty {
            let names = plan.schema.map(\.name)
            var keys: [(key: SortKey, figure: GroupFigures?)] = []
            for key in query.sort {
                guard let place = names.firstIndex(of: key.column) else { return nil }
                keys.append((key, group != nil && place == 0 ? nil : figures[place - (group == nil ? 0 : 1)]))
            }
            places.sort { Self.isBefore($0, $1, keys, missing: count - 1) }
        }
        let rows = places.dropFirst(offset).prefix(size).map { place in
            (group.map { [$0.missing == UInt32(place) ? Value.null : $0.values[place]] } ?? []) + figures.map { $0.value(place) }
        }
        return RowPage(columns: plan.schema.map(\.name), schema: plan.schema, rows: Array(rows), total: places.count, nextCursor: nil)
    }

    private static func isBefore(_ a: Int, _ b: Int, _ keys: [(key: SortKey, figure: GroupFigures?)], missing: Int) -> Bool {
        for (key, figure) in keys {
            // The group itself sorts by its rank.
            let x = figure.map { $0.position(a) } ?? (a == missing ? nil : Double(a))
            let y = figure.map { $0.position(b) } ?? (b == missing ? nil : Double(b))
            if x == y { continue }
            guard let x else { return false }
            guard let y else { return true }
            return (x < y) != key.descending
        }
        return a < b
    }
}

/// One figure for each group.
struct GroupFigures {
    private enum Kind {
        case counts
        /// The ranks of least or greatest values.
        case ranks([UInt32], ColumnIndex)
        case wholeSums([Int64])
        case sums([Double])
        case means([Double])
    }

    private let kind: Kind
    /// Values present in each group.
    private let counts: [Int]

    /// Nil where a sum of whole numbers would not fit 64 bits.
    init?(_ function: Aggregate.Function, _ index: ColumnIndex, _ group: ColumnIndex?, _ groupCount: Int, _ mask: [UInt8]?, _ rowCount: Int) {
        let (ranks, missing) = (index.ranks, index.missing)
        var counts = [Int](repeating: 0, count: groupCount)
        /// Calls `body` with the group and the rank of each value kept.
        func each(_ body: (Int, UInt32) -> Void) {
            for row in 0..<rowCount where ranks[row] != missing && mask?[row] != 0 { body(group.map { Int($0.ranks[row]) } ?? 0, ranks[row]) }
        }
        switch function {
        case .count:
            each { place, _ in counts[place] += 1 }
            kind = .counts
        case .min, .max:
            var found = [UInt32](repeating: function == .min ? .max : 0, count: groupCount)
            each { place, rank in
                counts[place] += 1
                found[place] = function == .min ? Swift.min(found[place], rank) : Swift.max(found[place], rank)
            }
            kind = .ranks(found, index)
        case .sum, .avg:
            switch index.values {
            case .integers(let values, .integer):
                var sums = [Int64](repeating: 0, count: groupCount)
                var overflowed = false
                each { place, rank in
                    counts[place] += 1
                    let (sum, isOver) = sums[place].addingReportingOverflow(values[Int(rank)])
                    sums[place] = sum
                    overflowed = overflowed || isOver
                }
                if overflowed { return nil }
                kind = function == .sum ? .wholeSums(sums) : .means(zip(sums, counts).map { Double($0) / Double($1) })
            case .doubles(let values):
                var sums = [Double](repeating: 0, count: groupCount)
                each { place, rank in
                    counts[place] += 1
                    sums[place] += values[Int(rank)]
                }
                kind = function == .sum ? .sums(sums) : .means(zip(sums, counts).map { $0 / Double($1) })
            default: return nil
            }
        }
        self.counts = counts
    }

    func value(_ place: Int) -> Value {
        if case .counts = kind { return .int(Int64(counts[place])) }
        guard counts[place] > 0 else { return .null }
        switch kind {
        case .counts: return .int(Int64(counts[place]))
        case .ranks(let ranks, let index): return index.values[Int(ranks[place])]
        case .wholeSums(let sums): return .int(sums[place])
        case .sums(let sums), .means(let sums): return .double(sums[place])
        }
    }

    /// Where the figure lies among those of the other groups; nil where there is none.
    func position(_ place: Int) -> Double? {
        if case .counts = kind { return Double(counts[place]) }
        guard counts[place] > 0 else { return nil }
        switch kind {
        case .counts: return Double(counts[place])
        case .ranks(let ranks, _): return Double(ranks[place])
        case .wholeSums(let sums): return Double(sums[place])
        case .sums(let sums), .means(let sums): return sums[place]
        }
    }
}

internal import DuckDB
internal import Tables

/// A filter as ranges of ranks. Missing values are a rank like another, which makes SQL's third truth value needless.
indirect enum RankPredicate {
    case ranks(ColumnIndex, [Range<UInt32>])
    case and([RankPredicate])
    case or([RankPredicate])
}

extension RankPredicate {
    /// A filter and a search together: `.and([])` where there is neither, nil for what ranks cannot tell.
    ///
    /// - Throws: `LakeError`, the same as the SQL made of the same.
    static func made(of filter: Filter?, _ search: String?, _ index: TableIndex, _ forms: TextForms) throws -> RankPredicate? {
        var parts: [RankPredicate] = []
        if let filter {
            guard let part = try RankPredicate(filter, index, forms) else { return nil }
            parts.append(part)
        }
        for word in try TableSource.words(search ?? "") {
            var found: [RankPredicate] = []
            for column in index.searched {
                guard let form = forms.folded(word), let texts = column.folded?.folded else { return nil }
                let ranges = texts.places(containing: form)
                if !ranges.isEmpty { found.append(.ranks(column, ranges)) }
            }
            parts.append(found.count == 1 ? found[0] : .or(found))
        }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    var isEverything: Bool {
        if case .and(let parts) = self { parts.isEmpty } else { false }
    }

    /// Nil for what ranks cannot tell: a part of what is not a text.
    ///
    /// - Throws: `LakeError`, the same as the SQL made of the same filter.
    init?(_ filter: Filter, _ index: TableIndex, _ forms: TextForms, isNegated: Bool = false) throws {
        switch filter {
        case .and(let filters), .or(let filters):
            var parts: [RankPredicate] = []
            for filter in filters {
                guard let part = try RankPredicate(filter, index, forms, isNegated: isNegated) else { return nil }
                parts.append(part)
            }
            var isAnd = isNegated
            if case .and = filter { isAnd = !isNegated }
            self = isAnd ? .and(parts) : .or(parts)
        case .not(let inner):
            guard let predicate = try RankPredicate(inner, index, forms, isNegated: !isNegated) else { return nil }
            self = predicate
        case .comparison(let name, let comparison, let operands):
            guard let column = index.column(name), let ranges = try Self.ranges(column, comparison, operands, isNegated, forms) else { return nil }
            self = .ranks(column, ranges)
        }
    }

    private static func ranges(
        _ index: ColumnIndex, _ comparison: Operator, _ operands: [String], _ isNegated: Bool, _ forms: TextForms
    ) throws -> [Range<UInt32>]? {
        let missing = index.missing
        let present: Range<UInt32> = 0..<missing
        var seesMissing = false
        var ranges: [Range<UInt32>]
        switch comparison {
        case .contains, .notcontains:
            guard operands.count == 1, let texts = index.folded?.lowercase, let form = forms.lowercase(operands[0]) else { return nil }
            ranges = texts.places(containing: form)
            if comparison == .notcontains { ranges = complement(ranges, in: present) }
        case .isnull, .isnotnull:
            seesMissing = true
            ranges = comparison == .isnull ? [missing..<missing + 1] : [present]
        case .in, .notin:
            // Of no values at all, SQL's answer does not depend on the row's.
            seesMissing = operands.isEmpty
            ranges = []
            for operand in operands {
                guard let ranks = index.values.ranks(of: try Operand.value(operand, for: index.column)) else { return nil }
                ranges.append(UInt32(ranks.lowerBound)..<UInt32(ranks.upperBound))
            }
            ranges = merged(ranges)
            if comparison == .notin { ranges = complement(ranges, in: present) }
        case .exact, .differs, .less, .greater, .strictly_less, .strictly_greater:
            guard operands.count == 1, let ranks = index.values.ranks(of: try Operand.value(operands[0], for: index.column)) else { return nil }
            let (lower, upper) = (UInt32(ranks.lowerBound), UInt32(ranks.upperBound))
            switch comparison {
            case .exact: ranges = [lower..<upper]
            case .less: ranges = [0..<upper]
            case .strictly_less: ranges = [0..<lower]
            case .greater: ranges = [lower..<missing]
            case .strictly_greater: ranges = [upper..<missing]
            default:
                seesMissing = true
                ranges = complement([lower..<upper], in: 0..<missing + 1)
            }
        }
        // Of a missing value, a comparison is neither true nor false, and neither is its contrary.
        return isNegated ? complement(merged(ranges), in: seesMissing ? 0..<missing + 1 : present) : merged(ranges)
    }

    private static func merged(_ ranges: [Range<UInt32>]) -> [Range<UInt32>] {
        var merged: [Range<UInt32>] = []
        for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    private static func complement(_ ranges: [Range<UInt32>], in whole: Range<UInt32>) -> [Range<UInt32>] {
        var rest: [Range<UInt32>] = []
        var start = whole.lowerBound
        for range in ranges where !range.isEmpty {
            if range.lowerBound > start { rest.append(start..<range.lowerBound) }
            start = range.upperBound
        }
        if start < whole.upperBound { rest.append(start..<whole.upperBound) }
        return rest
    }

    func matches(_ row: Int) -> Bool {
        switch self {
        case .ranks(let index, let ranges):
            let rank = index.ranks[row]
            if ranges.count > 8 {
                let place = ranges.partition { $0.upperBound <= rank }
                return place < ranges.count && ranges[place].contains(rank)
            }
            return ranges.contains { $0.contains(rank) }
        case .and(let parts): return parts.allSatisfy { $0.matches(row) }
        case .or(let parts): return parts.contains { $0.matches(row) }
        }
    }

    /// For each row, 1 where it matches. Whole columns at a time: a few instructions a row.
    func mask(_ count: Int) -> [UInt8] {
        switch self {
        case .ranks(let index, let ranges):
            var mask = [UInt8](repeating: 0, count: count)
            let ranks = index.ranks
            if ranges.count == 1 {
                let (lower, width) = (ranges[0].lowerBound, ranges[0].upperBound - ranges[0].lowerBound)
                for row in 0..<count { mask[row] = ranks[row] &- lower < width ? 1 : 0 }
            } else if !ranges.isEmpty {
                var wanted = [UInt8](repeating: 0, count: Int(index.missing) + 1)
                for range in ranges { for rank in range { wanted[Int(rank)] = 1 } }
                for row in 0..<count { mask[row] = wanted[Int(ranks[row])] }
            }
            return mask
        case .and(let parts):
            var mask = [UInt8](repeating: 1, count: count)
            for part in parts {
                let other = part.mask(count)
                for row in 0..<count { mask[row] &= other[row] }
            }
            return mask
        case .or(let parts):
            var mask = [UInt8](repeating: 0, count: count)
            for part in parts {
                let other = part.mask(count)
                for row in 0..<count { mask[row] |= other[row] }
            }
            return mask
        }
    }

    /// A part that every match satisfies, and that keeps the fewest rows.
    var mostSelective: (index: ColumnIndex, ranges: [Range<UInt32>], rows: Int)? {
        switch self {
        case .ranks(let index, let ranges):
            let byRank = index.rowsByRank
            return (index, ranges, ranges.reduce(0) { $0 + byRank.places($1).count })
        case .and(let parts): return parts.compactMap(\.mostSelective).min { $0.rows < $1.rows }
        case .or: return nil
        }
    }
}

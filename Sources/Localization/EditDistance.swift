/// How many slips part two words: a sign added, dropped, changed, or swapped with its neighbour (optimal string alignment).
package enum EditDistance {
    /// - Parameter limit: how far apart is far enough to know.
    /// - Returns: a number above `limit` where they are further apart than that.
    package static func between<Sign: Equatable>(_ first: [Sign], _ second: [Sign], atMost limit: Int) -> Int {
        guard abs(first.count - second.count) <= limit else { return limit + 1 }
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            var least = row + 1
            for column in second.indices {
                let isSame = first[row] == second[column]
                var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
                least = min(least, cost)
            }
            if least > limit { return limit + 1 }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}

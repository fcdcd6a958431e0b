extension Sequence<String> {
    /// The name that someone who typed `word` most likely meant; nil where none is close.
    ///
    /// Close is at most one slip in three letters, a slip being a letter added, dropped, changed or swapped with
    /// its neighbour (optimal string alignment distance), or a name that `word` begins.
    package func nearest(to word: String) -> String? {
        let typed = Array(word.lowercased())
        guard !typed.isEmpty else { return nil }
        let best = map { (name: $0, slips: slips(typed, Array($0.lowercased()))) }.min { $0.slips < $1.slips }
        if let best, best.slips <= Swift.max(1, typed.count / 3) { return best.name }
        return typed.count >= 2 ? first { $0.lowercased().hasPrefix(word.lowercased()) } : nil
    }
}

private func slips(_ first: [Character], _ second: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
        var current = [row + 1]
        for column in second.indices {
            let isSame = first[row] == second[column]
            var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                cost = min(cost, beforeLast[column - 1] + 1)
            }
            current.append(cost)
        }
        beforeLast = last
        last = current
    }
    return last[second.count]
}

extension Sequence<String> {
    /// The name that someone who typed `word` most likely meant; nil where none is close.
    ///
    /// Close is at most one slip in three letters (``EditDistance``), or a name that `word` begins.
    package func nearest(to word: String) -> String? {
        let typed = Array(word.lowercased())
        guard !typed.isEmpty else { return nil }
        let limit = Swift.max(1, typed.count / 3)
        let best = map { (name: $0, slips: EditDistance.between(typed, Array($0.lowercased()), atMost: limit)) }.min { $0.slips < $1.slips }
        if let best, best.slips <= limit { return best.name }
        return typed.count >= 2 ? first { $0.lowercased().hasPrefix(word.lowercased()) } : nil
    }
}

extension String {
    /// A title that people wrote, with the spaces that French puts before `:` `;` `!` `?` and `»` made unbreakable, so
    /// that no line begins with a mark.
    var typeset: String {
        var result = self
        for mark in [":", ";", "!", "?", "»"] { result = result.replacing(" \(mark)", with: "\u{A0}\(mark)") }
        return result.replacing("« ", with: "«\u{A0}")
    }

    /// The beginning of a text, at most `length` characters, cut between two words.
    func summary(_ length: Int) -> String {
        guard count > length else { return self }
        let start = prefix(length - 1)
        let whole = start.lastIndex(of: " ").map { start[..<$0] } ?? start
        return whole.trimmingSuffix(while: { !$0.isLetter && !$0.isNumber }) + "…"
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
        var kept = self
        while let last = kept.last, isDropped(last) { kept.removeLast() }
        return String(kept)
    }
}

extension String {
    /// A title that people wrote, with the spaces that French puts before `:` `;` `!` `?` and `»` made unbreakable, so
    /// that no line begins with a mark.
    var typeset: String {
        var result = self
        for mark in [":", ";", "!", "?", "»"] { result = result.replacing(" \(mark)", with: "\u{A0}\(mark)") }
        return result.replacing("« ", with: "«\u{A0}")
    }
}

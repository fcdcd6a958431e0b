/// Text broken into lines between words.
package struct Paragraph: Sendable {
    private let text: String

    package init(_ text: String) { self.text = text }

    /// Lines of at most `width` columns, except where one word alone is wider; nil leaves the text on one line.
    ///
    /// - Parameter hanging: blanks before every line but the first.
    package func lines(width: Int?, hanging: Int = 0) -> [String] {
        var lines: [String] = []
        let indent = String(repeating: " ", count: hanging)
        for source in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = lines.isEmpty ? "" : indent
            var hasWord = false
            for word in source.split(separator: " ") {
                if hasWord, let width, line.displayWidth + 1 + word.displayWidth > width {
                    lines.append(line)
                    line = indent
                    hasWord = false
                }
                if hasWord { line += " " }
                line += word
                hasWord = true
            }
            lines.append(hasWord ? line : "")
        }
        return lines
    }
}

/// What a person typed: words, "phrases" and -exclusions.
///
/// `"…"`, `« … »` and `“…”` keep words together; `-` before a word or a phrase, after a space, leaves out what holds
/// it. A quotation mark without its pair is set aside. Anything else is words: nothing that is typed is an error.
package struct TextQuery: Sendable, Hashable {
    /// What was typed, cut at ``longest`` characters.
    package let text: String
    /// Whether the last word may be the beginning of a longer one, as while somebody types.
    package let completesLastWord: Bool
    /// The words outside phrases and exclusions, in order.
    let words: String
    let phrases: [String]
    let exclusions: [String]

    /// Characters read of a query.
    package static let longest = 500
    /// Words that count in a query; those that follow are set aside.
    static let mostWords = 20

    package init(_ text: String, completesLastWord: Bool = false) {
        self.text = String(text.prefix(Self.longest))
        var words = ""
        var phrases: [String] = []
        var exclusions: [String] = []
        var rest = self.text[...]
        var isWordStart = true
        var endsOpen = false
        while let character = rest.first {
            let excludes = character == "-" && isWordStart
            let body = excludes ? rest.dropFirst() : rest
            if let close = body.first.flatMap({ Self.closing[$0] }), let end = body.dropFirst().firstIndex(of: close) {
                let content = String(body[body.index(after: body.startIndex)..<end])
                if excludes { exclusions.append(content) } else { phrases.append(content) }
                rest = body[body.index(after: end)...]
                words += " "
                isWordStart = true
                endsOpen = false
            } else if excludes, let next = body.first, !next.isWhitespace, next != "-" {
                let end = body.firstIndex(where: \.isWhitespace) ?? body.endIndex
                exclusions.append(String(body[..<end]))
                rest = body[end...]
                endsOpen = false
            } else {
                words.append(character)
                isWordStart = character.isWhitespace || character == "("
                endsOpen = !character.isWhitespace
                rest = rest.dropFirst()
            }
        }
        self.words = words
        self.phrases = phrases
        self.exclusions = exclusions
        self.completesLastWord = completesLastWord && endsOpen
    }

    /// Whether nothing is asked.
    package var isBlank: Bool { words.allSatisfy(\.isWhitespace) && phrases.isEmpty && exclusions.isEmpty }

    private static let closing: [Character: Character] = ["\"": "\"", "«": "»", "“": "”", "„": "“"]
}

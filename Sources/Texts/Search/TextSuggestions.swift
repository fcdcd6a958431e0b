/// What to propose while somebody types.
package struct TextSuggestions: Sendable, Hashable {
    /// Documents whose title or keywords answer, the best first.
    package let documents: [SearchHit]
    /// What the text could become: it, with its last word completed, the most frequent first.
    package let completions: [String]
}

extension TextIndex {
    /// Documents and completions for the beginning of a query; a typing error is borne.
    package func suggestions(_ text: String, limit: Int = 8) -> TextSuggestions {
        let query = TextQuery(text, completesLastWord: true)
        guard !query.isBlank else {
            return TextSuggestions(documents: [], completions: [])
        }
        let answer = search(TextSearch(
            query, limit: limit, fields: [.title, .acronym, .keywords], counts: false, enough: 1))
        return TextSuggestions(documents: answer.hits, completions: completions(query, limit: limit))
    }

    private func completions(_ query: TextQuery, limit: Int) -> [String] {
        guard query.completesLastWord, let last = query.words.split(whereSeparator: \.isWhitespace).last else { return [] }
        let word = Letters.fold(Array(last.lowercased().utf8))
        let snapshot = current
        var counts: [[UInt8]: Int] = [:]
        for part in snapshot.parts {
            for key in part.segment.keys.range(prefix: word) {
                for form in part.segment.forms(ofKey: key) {
                    counts[part.segment.forms[form], default: 0] += part.liveCount(ofForm: form)
                }
            }
        }
        let before = query.text.dropLast(last.count)
        let ordered = counts.filter { $0.value > 0 }.sorted {
            $0.value == $1.value ? $0.key.lexicographicallyPrecedes($1.key) : $0.value > $1.value
        }
        var families: Set<[UInt8]> = []
        var completions: [String] = []
        for (form, _) in ordered where families.insert(WordFamily.singular(Letters.fold(form))).inserted {
            completions.append(before + String(decoding: form, as: UTF8.self))
            if completions.count >= limit { break }
        }
        return completions
    }
}

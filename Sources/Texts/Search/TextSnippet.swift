/// A piece of a text around the words that a query found in it.
package struct TextSnippet: Sendable, Hashable {
    /// A run of the text.
    package struct Run: Sendable, Hashable {
        package let text: String
        /// Whether it answers the query.
        package let isMatch: Bool

        package init(_ text: String, isMatch: Bool = false) {
            self.text = text
            self.isMatch = isMatch
        }
    }

    package let runs: [Run]
    /// Whether the text begins before it, and goes on after it.
    package let isCutBefore: Bool
    package let isCutAfter: Bool
}

/// Finds the words of a query in texts that the caller shows: titles whole, descriptions around what was found.
package struct TextMarker {
    private let session: AnalysisSession
    private let query: AnalysisSession
    private let keys: Set<[UInt8]>
    private let stems: [[UInt8]: [[UInt8]]]
    private let concepts: Set<[UInt8]>
    private let openWord: [UInt8]?

    /// - Parameter corrections: what the search looked for instead of words that nothing holds.
    package init(_ query: TextQuery, corrections: [TextCorrection] = [], analyzer: TextAnalyzer = TextAnalyzer()) {
        session = AnalysisSession(lexicon: analyzer.lexicon)
        self.query = AnalysisSession(lexicon: analyzer.lexicon)
        let texts = [query.words] + query.phrases + corrections.map(\.used)
        var keys: Set<[UInt8]> = []
        var stems: [[UInt8]: [[UInt8]]] = [:]
        var concepts: Set<[UInt8]> = []
        var open: [UInt8]?
        for (index, text) in texts.enumerated() {
            self.query.analyze(text, asQuery: true)
            for entry in self.query.entries {
                let form = Array(self.query.forms[entry.form])
                if form.first == 1 {
                    concepts.insert(form)
                } else {
                    keys.insert(Letters.fold(form))
                    stems[self.query.stems[entry.form], default: []].append(Letters.fold(form))
                    if index == 0, query.completesLastWord, entry.source.upperBound == self.query.text.count {
                        open = Letters.fold(form)
                    }
                }
            }
        }
        self.keys = keys
        self.stems = stems
        self.concepts = concepts
        openWord = open
    }

    /// The whole text, its matches marked.
    package func marked(_ text: String) -> TextSnippet {
        snippet(text, length: .max)
    }

    /// At most about `length` bytes of a text, where most of the words are; its beginning where there is none.
    package func snippet(_ text: String, length: Int) -> TextSnippet {
        let matches = matches(text)
        let bytes = session.text
        var window = 0..<bytes.count
        if bytes.count > length { window = best(matches, bytes, length) }
        var runs: [TextSnippet.Run] = []
        var place = window.lowerBound
        func append(_ range: Range<Int>, _ isMatch: Bool) {
            if !range.isEmpty { runs.append(.init(String(decoding: bytes[range], as: UTF8.self), isMatch: isMatch)) }
        }
        for match in matches.map(\.range) where match.lowerBound >= place && match.upperBound <= window.upperBound {
            append(place..<match.lowerBound, false)
            append(match, true)
            place = match.upperBound
        }
        append(place..<window.upperBound, false)
        return TextSnippet(runs: runs, isCutBefore: window.lowerBound > 0, isCutAfter: window.upperBound < bytes.count)
    }

    private struct Match {
        var range: Range<Int>
        var word: [UInt8]
    }

    /// In order, none within another.
    private func matches(_ text: String) -> [Match] {
        session.analyze(text)
        var found: [Match] = []
        for entry in session.entries {
            let form = Array(session.forms[entry.form])
            if form.first == 1 {
                if concepts.contains(form) { found.append(Match(range: entry.source, word: form)) }
                continue
            }
            let key = Letters.fold(form)
            let stem = session.stems[entry.form]
            let isOpen = openWord.map { key.starts(with: $0) } ?? false
            if keys.contains(key) || isOpen || stems[stem]?.contains(where: { WordFamily.kinship($0, key) != nil }) == true {
                found.append(Match(range: entry.source, word: stem))
            }
        }
        found.sort {
            $0.range.lowerBound == $1.range.lowerBound
                ? $0.range.count > $1.range.count : $0.range.lowerBound < $1.range.lowerBound
        }
        var kept: [Match] = []
        for match in found where match.range.lowerBound >= kept.last?.range.upperBound ?? 0 { kept.append(match) }
        return kept
    }

    /// The window that holds the most different words, then the most matches; it begins and ends between words.
    private func best(_ matches: [Match], _ bytes: [UInt8], _ length: Int) -> Range<Int> {
        var best = (start: 0, merit: 0)
        for first in matches.indices {
            let start = matches[first].range.lowerBound
            let inside = matches[first...].prefix { $0.range.upperBound <= start + length * 3 / 4 }
            let merit = Set(inside.map(\.word)).count * 100 + min(inside.count, 99)
            if merit > best.merit { best = (start, merit) }
        }
        var start = best.merit == 0 || best.start < length / 2 ? 0 : best.start - length / 6
        start = min(start, max(0, bytes.count - length))
        var end = min(bytes.count, start + length)
        if start > 0 { while start < bytes.count, !isBlank(bytes[start - 1]) { start += 1 } }
        if end < bytes.count { while end > start + length / 2, !isBlank(bytes[end]) { end -= 1 } }
        // Without blanks, at least no character is cut in two.
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return min(start, end)..<end
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
}

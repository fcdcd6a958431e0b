import Foundation

/// The words that French analysis knows: those that carry no meaning, elisions, prefixes, stems to keep apart, and
/// the vocabulary of the administration. Read from `Resources/lexicon.txt` and `Resources/synonyms.txt`.
package struct Lexicon: Sendable {
    let stopWords: WordTable
    /// Words that fit nearly any document: a query is answered without them.
    let weakWords: WordTable
    let elisions: WordTable
    let prefixes: WordTable
    /// Stems that Snowball gets wrong, by the word without accents or, first, with them.
    let stems: [[UInt8]: [UInt8]]
    private(set) var concepts: ConceptTrie
    /// Tells one vocabulary from another: an index made with another one must be made again.
    package let fingerprint: UInt64

    /// The vocabulary that ships with the program. A broken file is a broken build: what precedes the fault is kept,
    /// and the tests of this room fail.
    package static let shipped: Lexicon = {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Resources")
        func read(_ name: String) -> String {
            (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)) ?? ""
        }
        let (words, synonyms) = (read("lexicon.txt"), read("synonyms.txt"))
        return (try? Lexicon(words: words, synonyms: synonyms)) ?? Lexicon(empty: words)
    }()

    /// - Parameters:
    ///   - words: sections in square brackets, words parted by spaces; `#` opens a comment.
    ///   - synonyms: one group a line, see ``ConceptTrie``.
    /// - Throws: `LexiconError` that names the line.
    package init(words: String, synonyms: String) throws {
        var sections: [String: [String]] = [:]
        var section = ""
        for (number, line) in words.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            if content.isEmpty { continue }
            if content.hasPrefix("["), content.hasSuffix("]") {
                section = String(content.dropFirst().dropLast())
                guard Self.sections.contains(section) else {
                    throw LexiconError(file: "lexicon.txt", line: number + 1, problem: "unknown section \(section)")
                }
            } else {
                sections[section, default: []] += content.split(separator: " ").map(String.init)
            }
        }
        func table(_ section: String) -> WordTable {
            var table = WordTable()
            for word in sections[section] ?? [] { _ = table.insert(Array(word.utf8).span) }
            return table
        }
        stopWords = table("stop")
        weakWords = table("weak")
        elisions = table("elision")
        prefixes = table("prefix")
        var stems: [[UInt8]: [UInt8]] = [:]
        for pair in sections["stem"] ?? [] {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw LexiconError(file: "lexicon.txt", line: 0, problem: "“\(pair)” is not word=stem")
            }
            for word in parts[0].split(separator: ",") { stems[Array(word.utf8)] = Array(parts[1].utf8) }
        }
        // The same without accents, as people type them, save where that is another word of the list.
        for (word, stem) in stems.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let folded = Letters.fold(word)
            if stems[folded] == nil { stems[folded] = stem }
        }
        self.stems = stems
        fingerprint = Self.fingerprint(words + "\u{0}" + synonyms)
        concepts = ConceptTrie()
        concepts = try ConceptTrie(synonyms, lexicon: self)
    }

    private init(empty words: String) {
        stopWords = WordTable()
        weakWords = WordTable()
        elisions = WordTable()
        prefixes = WordTable()
        stems = [:]
        concepts = ConceptTrie()
        fingerprint = Self.fingerprint(words)
    }

    private static let sections: Set<String> = ["stop", "weak", "elision", "prefix", "stem"]

    private static func fingerprint(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// What the forms of a word share, without accents; the word itself where it is short or holds a digit.
    ///
    /// Irregular forms and words that Snowball would confuse (`arrêt` and `arrêté`) come from the lexicon.
    func stem(_ form: [UInt8], _ stemmer: FrenchStemmer) -> [UInt8] {
        if let known = stems[form] { return known }
        let folded = Letters.fold(form)
        if form != folded, let known = stems[folded] { return known }
        if folded.count < 4 || form.contains(where: { !isLetter($0) }) { return folded }
        var stem = Letters.fold(stemmer.stem(withoutPlural(form)))
        // « sportive » gives « sportiv », « sportif » stays.
        if stem.count > 4, stem.suffix(2).elementsEqual("iv".utf8) { stem[stem.count - 1] = UInt8(ascii: "f") }
        return stem.count < 3 ? folded : stem
    }

    /// Snowball leaves the plurals of words in a, i, o and u (`revenus`).
    private func withoutPlural(_ form: [UInt8]) -> [UInt8] {
        guard form.count > 4, form.last == UInt8(ascii: "s"), let letter = form.dropLast().last,
            "aiou".utf8.contains(letter)
        else { return form }
        return form.dropLast()
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}

/// A line of the vocabulary that cannot be read.
package struct LexiconError: Error, CustomStringConvertible {
    package let file: String
    /// From 1; 0 where the fault is not of one line.
    package let line: Int
    package let problem: String
    package var description: String { "\(file):\(line): \(problem)" }
}

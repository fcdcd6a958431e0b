/// The synonyms and acronyms of the administration: each group of expressions is a *concept*, and a text that holds
/// any of them is indexed under the concept too, so that `PLU` finds « plan local d'urbanisme » at the cost of a word.
///
/// One group a line: `PLU | plan local d'urbanisme | plans d'occupation des sols`. An expression in capitals is an
/// acronym, found in any case, except where `!` follows it (`BAL!`): it is also a common word, and a document must
/// write it in capitals. Other words are found in all their forms. A line `a, b > c` says that who looks for `a` or
/// `b` is also, with less weight, interested in `c` (expressions already in a group).
struct ConceptTrie: Sendable {
    /// The node's children by word, and the concepts whose expression ends there.
    private struct Node: Sendable {
        var children: [Int32: Int32] = [:]
        var ends: [(concept: Int32, isStrict: Bool)] = []
    }

    /// How a word of a text may continue an expression; -1 where it appears in none.
    struct WordKeys: Hashable, Sendable {
        /// As an acronym, letter for letter.
        var exact: Int32
        /// By its stem.
        var stem: Int32

        static let none = WordKeys(exact: -1, stem: -1)
        var isNone: Bool { exact < 0 && stem < 0 }
    }

    /// One expression found in a text.
    struct Match: Hashable, Sendable {
        let concept: Int
        let start: Int
        /// Words that it covers.
        let length: Int
    }

    private var nodes = [Node()]
    private var exactWords = WordTable()
    private var stems = WordTable()
    /// The key of each concept, made of its first expression: stable while the file changes elsewhere.
    private(set) var names: [String] = []
    /// For each concept, those that also interest who looks for it.
    private(set) var related: [[Int]] = []
    private var numbers: [[UInt8]: Int] = [:]

    init() {}

    init(_ text: String, lexicon: Lexicon) throws {
        let stemmer = FrenchStemmer()
        var tokenizer = Tokenizer(lexicon: lexicon)
        var relations: [(line: Int, left: [String], right: [String])] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }
            if content.allSatisfy(\.isWhitespace) { continue }
            if content.contains(">") {
                let sides = content.split(separator: ">").map { $0.split(separator: ",").map(String.init) }
                guard sides.count == 2 else {
                    throw LexiconError(file: "synonyms.txt", line: number + 1, problem: "one “>” is expected")
                }
                relations.append((number + 1, sides[0], sides[1]))
                continue
            }
            let expressions = content.split(separator: "|").map(String.init)
            guard expressions.count > 1 else {
                throw LexiconError(file: "synonyms.txt", line: number + 1, problem: "a group has two expressions at least")
            }
            let concept = Int32(names.count)
            for expression in expressions {
                let isStrict = expression.contains("!")
                let keys = keys(expression, lexicon, stemmer, &tokenizer)
                guard !keys.isEmpty else {
                    throw LexiconError(file: "synonyms.txt", line: number + 1, problem: "“\(expression)” has no word")
                }
                if names.count == concept {
                    let words = tokenizer.words.filter { !$0.isWhole }
                        .map { String(decoding: Letters.fold(tokenizer.forms[$0.form]), as: UTF8.self) }
                    let name = "\u{1}" + words.joined(separator: "-")
                    // Homonyms (`REP`, in schools and in waste) are groups of their own.
                    let homonyms = names.count { $0 == name || $0.hasPrefix(name + "#") }
                    names.append(homonyms == 0 ? name : "\(name)#\(homonyms + 1)")
                    numbers[Array(names[names.count - 1].utf8)] = names.count - 1
                    related.append([])
                }
                insert(keys, concept, isStrict)
            }
        }
        for relation in relations {
            func concepts(_ sides: [String]) throws -> [Int] {
                try sides.flatMap { expression in
                    let found = self.concepts(of: keys(expression, lexicon, stemmer, &tokenizer))
                    if found.isEmpty {
                        throw LexiconError(
                            file: "synonyms.txt", line: relation.line, problem: "“\(expression)” is in no group")
                    }
                    return found
                }
            }
            let targets = try concepts(relation.right)
            for concept in try concepts(relation.left) {
                related[concept] += targets.filter { $0 != concept && !related[concept].contains($0) }
            }
        }
    }

    /// The forms of the concepts that also interest who looks for the one of form `form`.
    func related(to form: [UInt8]) -> [[UInt8]] {
        guard let concept = numbers[form] else { return [] }
        return related[concept].map { Array(names[$0].utf8) }
    }

    /// How a word may take part in an expression.
    func keys(form: [UInt8], stem: [UInt8]) -> WordKeys {
        let folded = Letters.fold(form)
        return WordKeys(
            exact: exactWords.find(folded.span).map(Int32.init) ?? -1, stem: stems.find(stem.span).map(Int32.init) ?? -1
        )
    }

    /// All expressions in a sequence of words, also those within others.
    ///
    /// - Parameters:
    ///   - isCapitals: whether the word at a place is written in capitals where that tells something.
    func matches(_ words: [WordKeys], isCapitals: (Int) -> Bool) -> [Match] {
        var found: [Match] = []
        for start in words.indices where !words[start].isNone {
            walk(words, start, start, 0, isCapitals, &found)
        }
        return found
    }

    private func walk(
        _ words: [WordKeys], _ start: Int, _ place: Int, _ node: Int, _ isCapitals: (Int) -> Bool, _ found: inout [Match]
    ) {
        for end in nodes[node].ends where place > start && (!end.isStrict || isCapitals(start)) {
            let match = Match(concept: Int(end.concept), start: start, length: place - start)
            if !found.contains(match) { found.append(match) }
        }
        guard place < words.count else { return }
        let word = words[place]
        if word.exact >= 0, let next = nodes[node].children[word.exact << 1] {
            walk(words, start, place + 1, Int(next), isCapitals, &found)
        }
        if word.stem >= 0, let next = nodes[node].children[word.stem << 1 | 1] {
            walk(words, start, place + 1, Int(next), isCapitals, &found)
        }
    }

    /// The children's keys along one expression: even for a word to be met letter for letter, odd for a stem.
    private mutating func keys(
        _ expression: String, _ lexicon: Lexicon, _ stemmer: FrenchStemmer, _ tokenizer: inout Tokenizer
    ) -> [Int32] {
        tokenizer.read(expression)
        var keys: [Int32] = []
        for word in tokenizer.words where !word.isWhole {
            let form = Array(tokenizer.forms[word.form])
            if word.isCapitals || word.hasDigit {
                keys.append(Int32(exactWords.insert(Letters.fold(form).span).number) << 1)
            } else if lexicon.stopWords.find(form.span) == nil {
                keys.append(Int32(stems.insert(lexicon.stem(form, stemmer).span).number) << 1 | 1)
            }
        }
        return keys
    }

    private mutating func insert(_ keys: [Int32], _ concept: Int32, _ isStrict: Bool) {
        var node = 0
        for key in keys {
            if let next = nodes[node].children[key] {
                node = Int(next)
            } else {
                nodes.append(Node())
                nodes[node].children[key] = Int32(nodes.count - 1)
                node = nodes.count - 1
            }
        }
        nodes[node].ends.append((concept, isStrict))
    }

    private func concepts(of keys: [Int32]) -> [Int] {
        var node = 0
        for key in keys {
            guard let next = nodes[node].children[key] else { return [] }
            node = Int(next)
        }
        return nodes[node].ends.map { Int($0.concept) }
    }
}

/// The analysis of many texts by one thread: forms are numbered, and what is known of one is found once.
final class AnalysisSession {
    /// One place of the index that a text fills.
    struct Entry {
        /// Number of the form in ``forms``.
        var form: Int
        /// Place among the words that count, from 0.
        var position: Int
        /// UTF-8 offsets in ``text``.
        var source: Range<Int>
        /// Places covered by a concept.
        var length: Int
        /// Whether it is a compound in one word, which stands beside its parts.
        var isWhole = false
    }

    /// All forms met, concepts among them (their first byte is 1).
    private(set) var forms = WordTable()
    private(set) var stems: [[UInt8]] = []
    private(set) var entries: [Entry] = []
    /// Places that the last text took.
    private(set) var length = 0
    private var isStop: [Bool] = []
    private var keys: [ConceptTrie.WordKeys] = []
    private let lexicon: Lexicon
    private let stemmer = FrenchStemmer()
    private var tokenizer: Tokenizer
    private var placeKeys: [ConceptTrie.WordKeys] = []
    private var placeCapitals: [Bool] = []
    private var placeSources: [Range<Int>] = []

    init(lexicon: Lexicon) {
        self.lexicon = lexicon
        tokenizer = Tokenizer(lexicon: lexicon)
    }

    /// The text that ranges refer to.
    var text: [UInt8] { tokenizer.text }

    /// Analyses a text: ``entries`` holds its words in order, then its concepts.
    ///
    /// - Parameter asQuery: acronyms count in any case, as people type them.
    func analyze(_ source: String, asQuery: Bool = false) {
        tokenizer.read(source)
        entries.removeAll(keepingCapacity: true)
        placeKeys.removeAll(keepingCapacity: true)
        placeCapitals.removeAll(keepingCapacity: true)
        placeSources.removeAll(keepingCapacity: true)
        length = 0
        // In a long text all in capitals, capitals tell nothing; in one or two words, they do.
        let capitalsTell = tokenizer.hasLowerCase || tokenizer.words.count <= 2
        for word in tokenizer.words {
            let form = number(of: word)
            if word.isWhole {
                entries.append(Entry(form: form, position: length, source: word.source, length: 1, isWhole: true))
                wholeConcepts(form, word, asQuery || (word.isCapitals && capitalsTell))
                continue
            }
            if isStop[form] { continue }
            entries.append(Entry(form: form, position: length, source: word.source, length: 1))
            placeKeys.append(keys[form])
            placeCapitals.append(asQuery || (word.isCapitals && capitalsTell))
            placeSources.append(word.source)
            length += 1
        }
        appendConcepts()
    }

    private func number(of word: Tokenizer.Word) -> Int {
        let (number, isNew) = forms.insert(tokenizer.forms.span.extracting(word.form))
        if isNew { learn(Array(forms[number])) }
        return number
    }

    private func learn(_ form: [UInt8]) {
        let stem = lexicon.stem(form, stemmer)
        stems.append(Letters.fold(stem))
        isStop.append(lexicon.stopWords.find(form.span) != nil)
        keys.append(lexicon.concepts.keys(form: form, stem: stem))
    }

    /// The expressions of one word that a compound is when written in one.
    private func wholeConcepts(_ form: Int, _ word: Tokenizer.Word, _ isCapitals: Bool) {
        guard !keys[form].isNone else { return }
        for match in lexicon.concepts.matches([keys[form]], isCapitals: { _ in isCapitals }) {
            append(match.concept, length, 1, word.source)
        }
    }

    private func appendConcepts() {
        guard placeKeys.contains(where: { !$0.isNone }) else { return }
        for match in lexicon.concepts.matches(placeKeys, isCapitals: { placeCapitals[$0] }) {
            let source = placeSources[match.start].lowerBound..<placeSources[match.start + match.length - 1].upperBound
            append(match.concept, match.start, match.length, source)
        }
    }

    private func append(_ concept: Int, _ position: Int, _ length: Int, _ source: Range<Int>) {
        let name = Array(lexicon.concepts.names[concept].utf8)
        let (number, isNew) = forms.insert(name.span)
        if isNew {
            stems.append(name)
            isStop.append(false)
            keys.append(.none)
        }
        entries.append(Entry(form: number, position: position, source: source, length: length))
    }
}

/// Turns what was typed into the forms to look for.
struct QueryPlanner {
    let snapshot: IndexSnapshot
    private let lexicon: Lexicon
    let session: AnalysisSession
    /// Documents that can be found.
    let total: Int

    /// Most completions of an open word.
    static let mostCompletions = 64

    init(_ snapshot: IndexSnapshot, lexicon: Lexicon) {
        self.snapshot = snapshot
        self.lexicon = lexicon
        session = AnalysisSession(lexicon: lexicon)
        total = snapshot.documentCount
    }

    func plan(_ query: TextQuery) -> QueryPlan {
        var plan = QueryPlan()
        addWords(query, to: &plan)
        for phrase in query.phrases { require(phrase, in: &plan) }
        for exclusion in query.exclusions { exclude(exclusion, in: &plan) }
        plan.evaluation = plan.groups.indices.sorted { left, right in
            let (a, b) = (plan.groups[left].information, plan.groups[right].information)
            return a == b ? left < right : a > b
        }
        return plan
    }

    // MARK: Words

    /// A word of the query with what the analysis says of it.
    private struct QueryWord {
        var form: [UInt8]
        var stem: [UInt8]
        var source: Range<Int>
        var isOpen: Bool
        /// Compounds and concepts that cover it.
        var covers: [QueryPlan.Variant] = []
        /// Whether an expression of several words covers it.
        var isInExpression = false
    }

    private func addWords(_ query: TextQuery, to plan: inout QueryPlan) {
        var words = words(query.words, isOpen: query.completesLastWord)
        let corrections = corrections(words)
        if !corrections.isEmpty {
            // Read again with the corrections, so that expressions of the vocabulary are recognised.
            var text = session.text
            for (index, word) in words.enumerated().reversed() {
                if let best = corrections[index]?.first { text.replaceSubrange(word.source, with: best.form) }
            }
            words = self.words(String(decoding: text, as: UTF8.self), isOpen: query.completesLastWord)
        }
        // Without the words set aside, places may shift: corrections are found again by what they became.
        let corrected = Dictionary(
            corrections.values.compactMap { found in found.first.map { ($0.form, found) } }, uniquingKeysWith: { a, _ in a })
        for (_, found) in corrections.sorted(by: { $0.key < $1.key }) {
            if let best = found.first {
                plan.corrections.append(TextCorrection(typed: found.typed, used: String(decoding: best.form, as: UTF8.self)))
            } else {
                plan.unknownWords.append(found.typed)
            }
        }
        var seen: Set<[UInt8]> = []
        for word in words where plan.groups.count < TextQuery.mostWords && seen.insert(word.form).inserted {
            var variants = VariantPool()
            collect(word, into: &variants, correction: corrected[word.form])
            guard !variants.isEmpty else { continue }
            let documents = variants.documents(in: snapshot)
            guard documents > 0 else { continue }
            let isWeak = lexicon.weakWords.find(word.form.span) != nil
            let share = isWeak ? Ranking.weakShare : variants.isPlace(in: snapshot) ? Ranking.placeShare : 1
            plan.groups.append(QueryPlan.Group(
                word: String(decoding: word.form, as: UTF8.self), variants: variants.list,
                information: share * Ranking.information(documents: documents, of: total), isWeak: isWeak
            ))
        }
    }

    private func words(_ text: String, isOpen: Bool) -> [QueryWord] {
        session.analyze(text, asQuery: true)
        var words: [QueryWord] = []
        for entry in session.entries where !entry.isWhole && session.forms[entry.form].first != 1 {
            words.append(QueryWord(
                form: Array(session.forms[entry.form]), stem: session.stems[entry.form], source: entry.source,
                isOpen: false
            ))
        }
        if isOpen, let last = words.indices.last, words[last].source.upperBound == session.text.count {
            words[last].isOpen = true
        }
        for entry in session.entries {
            let form = Array(session.forms[entry.form])
            if entry.isWhole {
                for index in words.indices where entry.source.contains(words[index].source.lowerBound) {
                    words[index].covers.append(.init(form: form, weight: 1, relation: .same))
                }
            } else if form.first == 1 {
                let related = lexicon.concepts.related(to: form)
                for place in entry.position..<min(entry.position + entry.length, words.count) {
                    words[place].covers.append(.init(form: form, weight: entry.length > 1 ? 1 : 0.9, relation: .synonym))
                    words[place].isInExpression = words[place].isInExpression || entry.length > 1
                    words[place].covers += related.map { .init(form: $0, weight: 0.35, relation: .related) }
                }
            }
        }
        return words
    }

    private func collect(_ word: QueryWord, into variants: inout VariantPool, correction: Correction?) {
        collectForms(word.form, stem: word.stem, weight: correction == nil ? 1 : 0.8, &variants)
        if let correction {
            for other in correction.others { variants.add(other.form, weight: other.weight, .correction) }
        }
        if word.isInExpression { variants.scale(Ranking.looseShare) }
        for cover in word.covers { variants.add(cover.form, weight: cover.weight, cover.relation) }
        if correction != nil { variants.relabel(.correction) }
        if word.isOpen, correction == nil { collectCompletions(word, &variants) }
    }

    /// The forms of a word: itself, its accentuations, its family.
    private func collectForms(_ form: [UInt8], stem: [UInt8], weight: Float, _ variants: inout VariantPool) {
        let folded = Letters.fold(form)
        let isPlain = folded == form
        var stems: Set<[UInt8]> = [stem]
        for part in snapshot.parts {
            guard let key = part.segment.keys.find(folded) else { continue }
            for number in part.segment.forms(ofKey: key) {
                let found = part.segment.forms[number]
                variants.add(
                    found, weight: weight * (found == form ? 1 : isPlain ? 0.98 : 0.9), found == form ? .same : .accents)
                if isPlain { stems.insert(part.segment.stems[Int(part.segment.formStems[number])]) }
            }
        }
        for part in snapshot.parts {
            for stem in stems {
                guard let number = part.segment.stems.find(stem) else { continue }
                for other in part.segment.forms(ofStem: number) {
                    let found = part.segment.forms[other]
                    let foundKey = Letters.fold(found)
                    if foundKey == folded || lexicon.stopWords.find(found.span) != nil { continue }
                    guard let kinship = WordFamily.kinship(folded, foundKey) else { continue }
                    variants.add(found, weight: weight * kinship.weight, kinship.relation)
                }
            }
        }
    }

    private func collectCompletions(_ word: QueryWord, _ variants: inout VariantPool) {
        let folded = Letters.fold(word.form)
        var counts: [[UInt8]: Int] = [:]
        for part in snapshot.parts {
            for key in part.segment.keys.range(prefix: folded) {
                for form in part.segment.forms(ofKey: key) {
                    counts[part.segment.forms[form], default: 0] += part.liveCount(ofForm: form)
                }
            }
        }
        let best = counts.filter { $0.value > 0 }.sorted { left, right in
            left.value == right.value ? left.key.lexicographicallyPrecedes(right.key) : left.value > right.value
        }
        for (form, _) in best.prefix(Self.mostCompletions) where !variants.contains(form) {
            // A word with just a few letters more is likelier to be the one meant.
            let share = Float(folded.count) / Float(max(form.count, 1))
            variants.add(form, weight: 0.5 + 0.3 * min(share, 1), .completion)
        }
    }

    // MARK: Typing errors

    /// What is looked for in place of a word that nothing holds.
    struct Correction {
        let typed: String
        let candidates: [QueryPlan.Variant]
        var first: QueryPlan.Variant? { candidates.first }
        var others: ArraySlice<QueryPlan.Variant> { candidates.dropFirst() }
    }

    private func corrections(_ words: [QueryWord]) -> [Int: Correction] {
        var found: [Int: Correction] = [:]
        for (index, word) in words.enumerated() where found.count < 4 && !isKnown(word) {
            let candidates = NearForms.search(Letters.fold(word.form), in: snapshot, isPrefix: word.isOpen)
            found[index] = Correction(typed: String(decoding: word.form, as: UTF8.self), candidates: candidates)
        }
        return found
    }

    private func isKnown(_ word: QueryWord) -> Bool {
        var variants = VariantPool()
        collectForms(word.form, stem: word.stem, weight: 1, &variants)
        for cover in word.covers where cover.relation != .related { variants.add(cover.form, weight: 1, .same) }
        if variants.documents(in: snapshot) > 0 { return true }
        guard word.isOpen else { return false }
        collectCompletions(word, &variants)
        return variants.documents(in: snapshot) > 0
    }
}

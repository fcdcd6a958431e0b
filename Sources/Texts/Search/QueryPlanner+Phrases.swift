/// Phrases and exclusions: what a document must and must not hold.
extension QueryPlanner {
    /// Only documents that hold the phrase answer, and its words count.
    func require(_ phrase: String, in plan: inout QueryPlan) {
        session.analyze(phrase)
        let words = phraseWords()
        guard !words.isEmpty else { return }
        let found = snapshot.parts.map { PhraseSearch.documents(holding: words, in: $0.segment) }
        plan.required = plan.required.map { zip($0, found).map { $0.intersection($1) } } ?? found
        for word in words.prefix(max(0, TextQuery.mostWords - plan.groups.count)) {
            var variants = VariantPool()
            for part in snapshot.parts {
                guard let key = part.segment.keys.find(word) else { continue }
                for form in part.segment.forms(ofKey: key) { variants.add(part.segment.forms[form], weight: 1, .same) }
            }
            guard !variants.isEmpty else { continue }
            plan.groups.append(QueryPlan.Group(
                word: String(decoding: word, as: UTF8.self), variants: variants.list,
                information: Ranking.information(documents: variants.documents(in: snapshot), of: total)
            ))
        }
    }

    /// No document that holds the word, in any number or gender, or the phrase, answers.
    func exclude(_ text: String, in plan: inout QueryPlan) {
        session.analyze(text)
        let words = phraseWords()
        guard let only = words.first else { return }
        let stem = session.entries.first { !$0.isWhole }.map { session.stems[$0.form] }
        let found = snapshot.parts.map { part in
            if words.count > 1 { return PhraseSearch.documents(holding: words, in: part.segment) }
            var set = BitSet(capacity: part.segment.documentCount)
            var forms = part.segment.keys.find(only).map { Array(part.segment.forms(ofKey: $0)) } ?? []
            if let number = stem.flatMap({ part.segment.stems.find($0) }) {
                forms += part.segment.forms(ofStem: number).filter {
                    WordFamily.kinship(only, Letters.fold(part.segment.forms[$0]))?.relation == .inflection
                }
            }
            for form in forms {
                for posting in part.segment.postings(form) { set.insert(Int(part.segment.documents[posting])) }
            }
            return set
        }
        plan.excluded = plan.excluded.map { zip($0, found).map { $0.union($1) } } ?? found
    }

    private func phraseWords() -> [[UInt8]] {
        session.entries.filter { !$0.isWhole && session.forms[$0.form].first != 1 }
            .map { Letters.fold(session.forms[$0.form]) }
    }
}

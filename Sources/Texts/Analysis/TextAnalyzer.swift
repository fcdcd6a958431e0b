/// French texts into the words by which they are found.
///
/// Case, accents and ligatures are set aside, elisions cut off, compounds taken whole and in parts, codes kept whole,
/// words brought to what their forms share, and the vocabulary of the administration recognised.
package struct TextAnalyzer: Sendable {
    package let lexicon: Lexicon

    package init(lexicon: Lexicon = .shipped) {
        self.lexicon = lexicon
    }

    /// The words of a text, in order, those that carry no meaning left out; then the concepts found in it.
    package func words(_ text: String) -> [TextWord] {
        let session = AnalysisSession(lexicon: lexicon)
        session.analyze(text)
        return session.entries.map { entry in
            let form = session.forms[entry.form]
            let isConcept = form.first == 1
            return TextWord(
                form: String(decoding: isConcept ? form.dropFirst() : form, as: UTF8.self),
                stem: String(decoding: session.stems[entry.form].drop { $0 == 1 }, as: UTF8.self),
                position: entry.position, isConcept: isConcept
            )
        }
    }
}

/// One word as the index holds it.
package struct TextWord: Hashable, Sendable {
    /// In lower case, accents kept; for a concept, the name of its group.
    package let form: String
    /// What its forms share, without accents.
    package let stem: String
    /// Place among the words that count, from 0. A compound in one word shares the place of its first part.
    package let position: Int
    /// Whether it stands for an expression of the administration's vocabulary (`PLU`, « plan local d'urbanisme »).
    package let isConcept: Bool
}

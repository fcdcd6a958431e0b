import Testing
import Texts

@Suite("While somebody types")
struct SuggestionTests {
    private func index() throws -> TextIndex {
        try TextIndex([
            document("1", "Bornes de recharge", boosts: TextBoosts(use: 1)), document("2", "Bornes d'incendie"),
            document("3", "Bibliothèques", description: "bornes"), document("4", "Équipements sportifs", keywords: ["gymnase"]),
        ])
    }

    @Test("Titles and keywords answer, with a typing error or not", arguments: [
        ("b", ["1", "2", "3"]), ("bor", ["1", "2"]), ("bornes", ["1", "2"]), ("bornes rech", ["1"]), ("bibl", ["3"]),
        ("équ", ["4"]), ("equ", ["4"]), ("gym", ["4"]), ("biblotheq", ["3"]), ("zzzz", []), ("", []), ("   ", []), ("l'équ", ["4"]),
    ] as [(String, [String])])
    func documents(text: String, expected: [String]) throws {
        #expect(Set(try index().suggestions(text).documents.map(\.id)) == Set(expected))
    }

    @Test("The last word is completed, a family once")
    func completions() throws {
        let suggestions = try index().suggestions("les bor").completions
        #expect(suggestions == ["les bornes"])
        #expect(try index().suggestions("bornes ").completions.isEmpty)
    }
}

@Suite("Snippets")
struct SnippetTests {
    private func show(_ snippet: TextSnippet) -> String {
        snippet.runs.map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined()
    }

    @Test("The words found are marked in the text as it is written", arguments: [
        ("ecole", "Une École, des écoles", "Une [École], des [écoles]"),
        ("eau", "Prix de l’eau – EAU potable", "Prix de l’[eau] – [EAU] potable"),
        ("irve", "Les bornes de recharge pour tous", "Les [bornes de recharge] pour tous"),
        ("\"plan local\"", "Plan local", "[Plan] [local]"),
        ("arrêté", "Les arrêts de bus", "Les arrêts de bus"),
        ("plan", "<script>plan</script>", "<script>[plan]</script>"),
        ("", "Rien", "Rien"),
        ("-plan", "plan", "plan"),
    ])
    func marked(query: String, text: String, expected: String) {
        #expect(show(TextMarker(TextQuery(query)).marked(text)) == expected)
    }

    @Test("An open word is marked by its beginning")
    func open() {
        #expect(show(TextMarker(TextQuery("biblio", completesLastWord: true)).marked("Des bibliothèques")) == "Des [bibliothèques]")
    }

    @Test("A long text is cut around what was found, between words")
    func cut() {
        let filler = String(repeating: "mot ", count: 200)
        let snippet = TextMarker(TextQuery("eau potable")).snippet(filler + "le prix de l'eau potable " + filler, length: 120)
        #expect(snippet.isCutBefore)
        #expect(snippet.isCutAfter)
        #expect(show(snippet).contains("[eau] [potable]") || show(snippet).contains("[eau potable]"))
        let length = snippet.runs.reduce(0) { $0 + $1.text.utf8.count }
        #expect(length <= 130)
        #expect(snippet.runs.first?.text.hasPrefix("mot") == true)
    }

    @Test("Without a match the beginning is given")
    func beginning() {
        let snippet = TextMarker(TextQuery("absent")).snippet(String(repeating: "été ", count: 100), length: 40)
        #expect(!snippet.isCutBefore)
        #expect(snippet.runs.map(\.text).joined().hasPrefix("été été"))
        #expect(snippet.isCutAfter)
    }
}

import Testing
import Texts

@Suite("What comes first")
struct RankingTests {
    @Test("Title before keywords, keywords before description")
    func fields() throws {
        let index = try TextIndex([
            document("d", "Autre sujet", description: "Il est question de piscines."),
            document("t", "Piscines"), document("k", "Autre chose", keywords: ["piscines"]),
        ])
        #expect(index.ids("piscines") == ["t", "k", "d"])
    }

    @Test("The word itself before its family, its family before its synonyms")
    func nearness() throws {
        let index = try TextIndex([
            document("other", "Médiathèque du centre"), document("same", "Bibliothèque du centre"),
            document("plural", "Bibliothèques du centre"),
        ])
        #expect(index.ids("bibliothèque") == ["same", "plural", "other"])
    }

    @Test("Accents typed are heeded, accents left out are not")
    func accents() throws {
        let index = try TextIndex([document("walk", "Marche du soir"), document("market", "Marché du soir")])
        #expect(index.ids("marché").first == "market")
        #expect(Set(index.ids("marche")) == ["walk", "market"])
        #expect(index.ids("marche").first == "walk")
    }

    @Test("Words together before words apart")
    func proximity() throws {
        let filler = "ainsi bâti mur toit porte sol cave grenier"
        let index = try TextIndex([
            document("apart", "A", description: "eau \(filler) \(filler) potable"),
            document("together", "B", description: "\(filler) eau potable \(filler)"),
        ])
        #expect(index.ids("eau potable") == ["together", "apart"])
    }

    @Test("A title that says the query and no more comes first")
    func exactTitle() throws {
        let index = try TextIndex([
            document("long", "Qualité de l'air et du bruit dans les rues de Lyon"), document("exact", "Qualité de l'air"),
            document("longer", "Mesures horaires de la qualité de l'air intérieur"),
        ])
        #expect(index.ids("qualité de l'air").first == "exact")
    }

    @Test("Between equals, quality, use and freshness decide")
    func boosts() throws {
        let index = try TextIndex([
            document("plain", "Arbres"), document("used", "Arbres", boosts: TextBoosts(quality: 0.5, use: 1)),
            document("fresh", "Arbres", boosts: TextBoosts(quality: 0.5, freshness: 1)),
        ])
        #expect(index.ids("arbres") == ["used", "fresh", "plain"])
        #expect(index.ids("") == ["used", "fresh", "plain"])
        let bad = try TextIndex([document("a", "Arbres", boosts: TextBoosts(quality: .nan, use: -.infinity)), document("b", "Arbres")])
        #expect(bad.ids("arbres").count == 2)
    }

    @Test("A rare word tells more than a common one")
    func rarity() throws {
        var documents = (0..<50).map { document("c\($0)", "Commune") }
        documents.append(document("rare", "Hippodrome"))
        #expect(try TextIndex(documents).ids("commune hippodrome").first == "rare")
    }

    @Test("What is asked comes before where")
    func placesAfterSubjects() throws {
        var documents = (0..<9).map { document("m\($0)", "Sujet \($0) à Montpellier", territory: ["Montpellier"]) }
        documents += (0..<9).map { document("d\($0)", "Défibrillateurs de Ville\($0)", territory: ["Ville\($0)"]) }
        let found = try TextIndex(documents).ids("défibrillateurs Montpellier", enough: 5)
        #expect(found.prefix(9).allSatisfy { $0.hasPrefix("d") })
    }

    @Test("Part of an expression is less than the expression")
    func looseWords() throws {
        let index = try TextIndex([
            document("market", "Marchés de plein air – Marseille", territory: ["Marseille"]),
            document("air", "Qualité de l'air – Lyon", territory: ["Lyon"]),
        ])
        #expect(index.ids("qualité de l'air Marseille").first == "air")
    }

    @Test("Lists are sorted as asked", arguments: [
        (TextOrder.modified, ["b", "c", "a"]), (.created, ["c", "a", "b"]), (.size, ["a", "b", "c"]), (.title, ["b", "a", "c"]),
    ])
    func orders(order: TextOrder, expected: [String]) throws {
        let index = try TextIndex([
            document("a", "Élus", order: TextOrderKeys(modified: 1, created: 2, size: 3)),
            document("b", "Arbres", order: TextOrderKeys(modified: 3, created: 1, size: 2)),
            document("c", "zones", order: TextOrderKeys(modified: 2, created: 3, size: 1)),
        ])
        #expect(index.search(TextSearch(TextQuery(""), order: order)).hits.map(\.id) == expected)
    }

    @Test("Pages follow one another without gap or repetition")
    func pages() throws {
        let index = try TextIndex((0..<250).map { document("\($0)", "Arbre numéro \($0)", description: String(repeating: "arbre ", count: $0 % 7)) })
        let whole = index.search(TextSearch(TextQuery("arbre"), limit: 1000)).hits.map(\.id)
        #expect(Set(whole).count == 250)
        var seen: [String] = []
        for page in 0..<26 { seen += index.search(TextSearch(TextQuery("arbre"), offset: page * 10, limit: 10)).hits.map(\.id) }
        #expect(seen == whole)
    }

    @Test("Without totals the best are the same")
    func skipping() throws {
        var numbers = SeededNumbers(state: 7)
        let words = (0..<60).map { "mot\($0)x" }
        let index = try TextIndex((0..<6000).map { id in
            document("\(id)", words[Int.random(in: 0..<60, using: &numbers)], description: (0..<20).map { _ in
                words[min(Int.random(in: 0..<60, using: &numbers), Int.random(in: 0..<60, using: &numbers))]
            }.joined(separator: " "))
        })
        for _ in 0..<60 {
            let query = TextQuery((0..<Int.random(in: 1...4, using: &numbers)).map { _ in words.randomElement(using: &numbers) ?? "" }.joined(separator: " "))
            let counted = index.search(TextSearch(query, limit: 10, counts: true)).hits
            let skipped = index.search(TextSearch(query, limit: 10, counts: false)).hits
            #expect(counted == skipped)
        }
    }

    @Test("Fields can be chosen")
    func chosenFields() throws {
        let index = try TextIndex([document("1", "Arbres", description: "bancs"), document("2", "Bancs", description: "arbres")])
        #expect(index.search(TextSearch(TextQuery("arbres"), fields: [.title])).hits.map(\.id) == ["1"])
        #expect(index.search(TextSearch(TextQuery("arbres"), fields: [.description])).hits.map(\.id) == ["2"])
    }

    @Test("A hit tells why it is there")
    func explanation() throws {
        let index = try TextIndex([document("1", "Bornes de recharge", columns: ["siret"])])
        let hit = try #require(index.search(TextSearch(TextQuery("IRVE siret"))).hits.first)
        #expect(hit.title == "Bornes de recharge")
        #expect(hit.fields == [.title, .columns])
        #expect(hit.explanation.map(\.word) == ["siret"] || hit.explanation.map(\.word) == ["irve", "siret"])
        #expect(hit.explanation.first { $0.word == "irve" }?.relation == .synonym)
        #expect(hit.explanation.first { $0.word == "siret" }?.fields == [.columns])
    }
}

import Testing
import Texts

@Suite("What a query finds")
struct FindingTests {
    @Test("Words are found in all their writings", arguments: [
        ("elus", "Élus municipaux"), ("ÉLU", "Les élus"), ("municipal", "Élus municipaux"), ("oeuvre", "L'œuvre"),
        ("l'eau", "Eau potable"), ("eau", "Prix de l’eau"), ("ecoles", "Une école"), ("écoles primaires", "École primaire"),
        ("bornes recharge", "IRVE – Lyon"), ("IRVE", "Bornes de recharge électrique"), ("plu", "Plan local d'urbanisme"),
        ("plan local d'urbanisme", "PLU de Guéret"), ("base adresse locale", "BAL de Guéret"), ("bal", "Base adresse locale"),
        ("accidents de la route", "Accidents corporels de la circulation"), ("covoiturage", "Aires de co-voiturage"),
        ("co-voiturage", "Covoiturage"), ("wifi", "Bornes Wi-Fi"), ("wi-fi", "Bornes wifi"), ("2024", "Budget 2024-2025"),
        ("2024-2025", "Budget 2024-2025"), ("75056", "Commune 75056"), ("pm2.5", "Mesures PM2,5"), ("sncf", "Gares S.N.C.F."),
        ("code insee", "code_insee"), ("codeInsee", "code_insee"), ("numero siret", "Numéro de SIRET"),
        ("73282932000074", "SIRET 732 829 320 00074"), ("732 829 320 00074", "SIRET 73282932000074"),
        ("travail", "Les travaux"), ("marchés publics", "Commande publique"), ("prudhommes", "Conseil de prud'hommes"),
        ("recensees", "Espèces recensées"), ("foret", "Forêts domaniales"), ("aujourd'hui", "La France d’aujourd’hui"),
        // Typing errors.
        ("biblioteque", "Bibliothèques"), ("elections municpales", "Élections municipales"), ("covoiturrage", "Covoiturage"),
        ("arbers", "Arbres d'alignement"), ("urbanime", "Urbanisme"), ("acidents", "Accidents"), ("defibrilateur", "Défibrillateurs"),
        // Hyphens of places.
        ("saint denis", "Seine-Saint-Denis"), ("seine-saint-denis", "Seine Saint Denis"),
    ])
    func found(query: String, title: String) throws {
        let index = try TextIndex([document("1", title), document("2", "Tout autre chose")])
        #expect(index.ids(query) == ["1"])
    }

    @Test("Words that only look alike are not", arguments: [
        ("arrêté", "Arrêts de bus"), ("communication", "Communes de France"), ("marche à pied", "Halles"),
        ("politique", "Police municipale"), ("organisation", "Organes"), ("bal", "Ballon d'eau"), ("mune", "Commune"),
        ("75", "75056"), ("cat", "Catastrophe"), ("ligne", "Maligne"), ("porte", "Ports de plaisance"),
    ])
    func notFound(query: String, title: String) throws {
        // Another document holds the word: where none does, the nearest is a correction.
        #expect(try TextIndex([document("1", title), document("own", query)]).ids(query) == ["own"])
    }

    @Test("The open last word is completed, a closed one is not")
    func completion() throws {
        let index = try TextIndex([document("1", "Bibliothèques de Lyon"), document("2", "Bus de Lyon")])
        #expect(index.ids("lyon bibl", completesLastWord: true) == ["1"])
        #expect(index.ids("bibl").isEmpty)
        #expect(index.ids("bibl ", completesLastWord: true).isEmpty)
        #expect(index.ids("lyon biblot", completesLastWord: true).first == "1")
    }

    @Test("Phrases are kept together, exclusions left out", arguments: [
        ("\"plan local\"", ["1"]), ("« plan local »", ["1"]), ("“plan local”", ["1"]), ("\"local plan\"", []),
        ("\"plan de la ville\"", ["2"]), ("\"plan ville\"", ["2"]), ("plan -ville", ["1"]), ("plan -villes", ["1"]),
        ("plan -\"plan local\"", ["2"]), ("plan -local -ville", []), ("plan - ville", ["2"]), ("\"Plan Local\" urbanisme", ["1"]),
        ("-plan", []),
    ] as [(String, [String])])
    func operators(query: String, expected: [String]) throws {
        let index = try TextIndex([document("1", "Plan local d'urbanisme"), document("2", "Plan de la ville")])
        #expect(index.ids(query) == expected)
    }

    @Test("A phrase does not run from one text of a field to the next")
    func phraseAcrossTexts() throws {
        let index = try TextIndex([document("1", "Titre", keywords: ["plan", "local"])])
        #expect(index.ids("\"plan local\"").isEmpty)
        #expect(index.ids("plan local") == ["1"])
    }

    @Test("Where no document holds every word, those that hold the most telling ones answer, and it is said")
    func widened() throws {
        var documents = (0..<20).map { document("c\($0)", "Commune numéro \($0)") }
        documents.append(document("p", "Piscines de Trifouilly"))
        let index = try TextIndex(documents)
        let answer = index.search(TextSearch(TextQuery("piscines commune hippodrome")))
        #expect(answer.hits.first?.id == "p")
        #expect(answer.isWidened)
        #expect(answer.unknownWords == ["hippodrome"])
    }

    @Test("A correction is told")
    func correction() throws {
        let index = try TextIndex([document("1", "Défibrillateurs")])
        let answer = index.search(TextSearch(TextQuery("defibrilateurs")))
        #expect(answer.corrections == [TextCorrection(typed: "defibrilateurs", used: "défibrillateurs")])
        #expect(answer.hits.first?.explanation.first?.relation == .correction)
    }

    @Test("What nothing resembles finds nothing; no words find everything")
    func nothingAndEverything() throws {
        let index = try TextIndex([document("1", "Un titre"), document("2", "Un autre")])
        let answer = index.search(TextSearch(TextQuery("xyzzyx")))
        #expect(answer.total == 0)
        #expect(answer.unknownWords == ["xyzzyx"])
        #expect(index.search(TextSearch(TextQuery(""))).total == 2)
        #expect(try TextIndex().search(TextSearch(TextQuery("titre"))).total == 0)
    }

    @Test("Nothing that is typed is an error", arguments: [
        String(repeating: "commune ", count: 5000), String(repeating: "a", count: 100_000), "le la les de des du",
        "🚲🚲🚲", "\"\"\"", "« sans fin", "-", "--", "- - -", "\"-\"", "'; DROP TABLE datasets; --", "%_%", "NEAR(a b)",
        "a AND OR NOT b", "title:plan*", "\u{0}\u{1}\u{7F}", "e\u{301}\u{301}\u{301}", "\u{202E}olleh", "((((", "\\", "plan\n\tlocal",
        "\u{1}plu", String(repeating: "\"a ", count: 200), "-\"", "''''''", "l'l'l'l'", "....", "a.b.c.d.e.f", "-\"plan local",
    ])
    func hostile(query: String) throws {
        let index = try TextIndex([document("1", "Plan local de la commune", description: query), document("2", "Un 🚲")])
        for completes in [false, true] {
            let answer = index.search(TextSearch(TextQuery(query, completesLastWord: completes), facets: ["a": 3]))
            #expect(answer.hits.count <= 2)
            #expect(answer.total ?? 0 <= 2)
        }
        #expect(index.suggestions(query).documents.count <= 2)
        _ = TextMarker(TextQuery(query)).snippet(query, length: 50)
    }
}

import Testing
import Texts

@Suite("French analysis")
struct AnalysisTests {
    private let analyzer = TextAnalyzer()

    @Test("A text is parted into the words that count", arguments: [
        // Case, accents, ligatures.
        ("ÉLECTIONS Municipales", "élections municipales"),
        ("Œuvres d'art", "oeuvres art"),
        ("curriculum vitæ", "curriculum vitae"),
        ("STRASSE Straße", "strasse strasse"),
        ("e\u{301}cole", "école"),
        ("ﬁchier ﬂux", "fichier flux"),
        ("Haÿ-les-Roses", "haÿ roses"),
        ("ＦＵＬＬ width", "full width"),
        // Elisions, straight and typographic.
        ("l'eau", "eau"),
        ("L’eau potable", "eau potable"),
        ("plan local d'urbanisme", "plan local urbanisme"),
        ("qu'il pleuve", "pleuve"),
        ("jusqu'à Paris", "paris"),
        ("lorsqu’on recense", "recense"),
        ("n'importe", "importe"),
        ("l′état", "état"),
        ("d‘urbanisme", "urbanisme"),
        ("Villeneuve-d'Ascq", "villeneuve ascq"),
        ("Val d'Oise et Côte-d'Or", "val oise côte or"),
        ("de l'Haÿ", "haÿ"),
        // Apostrophes that belong to the word.
        ("aujourd'hui", "aujourdhui"),
        ("prud’hommes", "prudhommes"),
        ("presqu'île", "presquîle"),
        ("O'Brien", "obrien"),
        ("grand'rue", "grandrue"),
        // Compounds.
        ("Seine-Saint-Denis", "seine saint denis"),
        ("co-voiturage", "covoiturage co voiturage"),
        ("micro-crèches", "microcrèches micro crèches"),
        ("vélo-école", "véloécole vélo école"),
        ("e-administration", "eadministration e administration"),
        ("porte-à-porte", "porte porte"),
        ("rez-de-chaussée", "rez chaussée"),
        ("wi-fi", "wifi wi fi"),
        ("non‑respect", "nonrespect non respect"),
        // Codes and numbers.
        ("75056", "75056"),
        ("Commune 2A004", "commune 2a004"),
        ("2024-2025", "2024-2025 2024 2025"),
        ("2023/2024", "2023 2024"),
        ("au 01/02/2024", "01 02 2024"),
        ("le 2024-01-15", "2024-01-15 2024"),
        ("SIRET 732 829 320 00074", "siret 73282932000074"),
        ("SIREN 732 829 320", "siren 732829320"),
        ("de 732 829 321 à 732 829 320 000", "732 829 321 732 829 320 000"),
        ("120 000 000 habitants", "120 000 000 habitants"),
        ("12345678900012", "12345678900012"),
        ("covid-19", "covid-19 covid19 covid"),
        ("Covid19", "covid19"),
        ("CO2 et NO₂", "co2 no2"),
        ("PM2.5 et PM10", "pm2.5 pm10"),
        ("PM2,5", "pm2.5"),
        ("100 m²", "100 m2"),
        ("version 1.4.2", "version 1.4.2"),
        ("3,5 tonnes", "3.5 tonnes"),
        ("RD 12 et A7", "rd 12 a7"),
        ("L121-1", "l121-1 l1211 l121"),
        ("4G/5G", "4g 5g"),
        ("XXIe siècle, 1er janvier", "xxie siècle 1er janvier"),
        ("100 %", "100"),
        // Acronyms with points, names with dots.
        ("S.N.C.F.", "sncf"),
        ("R&D", "r&d"),
        ("data.gouv.fr", "data.gouv.fr data gouv fr"),
        ("fin.Début", "fin début"),
        // Names of columns.
        ("code_insee", "code insee"),
        ("codeInsee", "codeinsee code insee"),
        ("OpenStreetMap", "openstreetmap open streetmap"),
        ("nom_de_la_commune", "nom commune"),
        ("iPhone", "iphone"),
        // Stop words carry nothing; words that look like them stay.
        ("où est le ou la", ""),
        ("été comme hiver", "été hiver"),
        ("la ville de Paris", "ville paris"),
        ("C'est à vous", ""),
        // Signs, emojis, other alphabets.
        ("« Élus » – liste", "élus liste"),
        ("🚲 vélo 🚲", "vélo"),
        ("Ελλάδα Москва", "ελλάδα москва"),
        ("<b>gras</b>", "gras"),
        ("", ""),
        ("…!?", ""),
    ])
    func words(text: String, expected: String) {
        let words = analyzer.words(text).filter { !$0.isConcept }.map(\.form)
        let stop: Set<String> = ["b"]
        #expect(words.filter { !stop.contains($0) } == expected.split(separator: " ").map(String.init))
    }

    @Test("Positions count the words that count, compounds once")
    func positions() {
        let words = analyzer.words("plan de co-voiturage de la ville").filter { !$0.isConcept }
        #expect(words.map(\.form) == ["plan", "covoiturage", "co", "voiturage", "ville"])
        #expect(words.map(\.position) == [0, 1, 1, 2, 3])
    }

    @Test("Words of one family share a stem", arguments: [
        ("commune", "communes"), ("communal", "communaux"), ("commune", "communale"), ("école", "écoles"),
        ("arbre", "arbres"), ("travail", "travaux"), ("bail", "baux"), ("vitrail", "vitraux"), ("œil", "yeux"),
        ("municipal", "municipaux"), ("régional", "régionales"), ("revenu", "revenus"), ("élu", "élus"), ("menu", "menus"), ("ecole", "écoles"), ("musee", "musées"),
        ("élection", "élections"), ("élection", "électoral"),
        ("électeur", "électrices"), ("cyclable", "cyclables"), ("subvention", "subventionné"),
        ("recensement", "recensements"), ("association", "associations"), ("déchet", "déchets"),
        ("logement", "logements"), ("vaccination", "vaccinations"), ("publication", "publié"),
        ("forêt", "forestier"), ("maire", "mairie"), ("médecin", "médecins"), ("hôpital", "hôpitaux"),
        ("général", "générales"), ("budget", "budgétaire"), ("préfecture", "préfectoral"), ("eau", "eaux"),
        ("arrêté", "arrêtés"), ("arrêt", "arrêts"), ("marché", "marchés"), ("bibliothèque", "bibliothèques"),
        ("piscine", "piscines"), ("accident", "accidents"), ("inondation", "inondations"), ("inondable", "inondables"),
        ("zone", "zones"), ("qualité", "qualités"), ("industriel", "industrielles"), ("sportif", "sportives"),
        ("route", "routier"), ("rural", "ruraux"), ("social", "sociaux"), ("territoire", "territoriaux"),
    ])
    func sameStem(left: String, right: String) {
        #expect(stem(left) == stem(right))
    }

    @Test("Words that only look alike do not", arguments: [
        ("arrêt", "arrêté"), ("marche", "marché"), ("commune", "communication"), ("commune", "communauté"),
        ("organe", "organisation"), ("organisme", "organisation"), ("université", "univers"), ("port", "porte"),
        ("police", "politique"), ("parti", "partie"), ("médecin", "médiation"), ("général", "génération"),
        ("musée", "muse"), ("public", "publicité"), ("région", "régime"), ("mine", "ministère"), ("société", "social"),
        ("électricité", "élection"), ("électronique", "électrique"), ("place", "placement"), ("nation", "nationalité"),
        ("logement", "logiciel"), ("littoral", "littérature"), ("territoire", "terre"), ("personne", "personnel"),
        ("plu", "plus"), ("cours", "courant"), ("géographie", "géologie"), ("année", "anne"), ("naturel", "naturalisation"),
    ])
    func otherStem(left: String, right: String) {
        #expect(stem(left) != stem(right))
    }

    @Test("Codes and short words are left as they are", arguments: ["75056", "2a004", "pm2.5", "ars", "caf", "eau", "2024-2025"])
    func unstemmed(word: String) {
        #expect(stem(word) == word)
    }

    private func stem(_ word: String) -> String? { analyzer.words(word).first { !$0.isConcept }?.stem }
}

import Tables
import Testing

/// What the values of a column stand for, with the header's help.
@Suite struct MeaningTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let meaning: SemanticType?
        let values: [String]
        var header = "colonne"
        var type: ColumnType? = nil
        var testDescription: String { "\(header): \(values.prefix(3).joined(separator: " ¦ "))" }
    }

    /// Real or well-formed codes, by the rules that each standard gives.
    static let sirens = ["732829320", "356000000", "552100554", "542107651", "130025265", "110002011", "200054781"]
    static let sirets = ["73282932000074", "21750001600019", "13002526500013", "21910679600010", "55210055400013", "35600000000048"]

    @Test(arguments: [
        Case(meaning: .siren, values: sirens, type: .text),
        Case(meaning: .siren, values: ["732 829 320", "552 100 554"], header: "SIREN"),
        Case(meaning: nil, values: ["732829321", "552100555", "542107652", "130025266", "110002012"], type: .integer),
        Case(meaning: .siret, values: sirets, type: .text),
        // La Poste: the digits add up to a multiple of five.
        Case(meaning: .siret, values: ["35600000000048", "35600000009075"], header: "siret"),
        Case(meaning: .codeEPCI, values: ["200054781", "243300316", "200046977"], header: "epci", type: .text),
        Case(meaning: .rna, values: ["W751004076", "W9C1000189", "W2A1000123"], header: "id_association", type: .text),
        Case(meaning: .uai, values: ["0750655E", "0750652B", "0750653C"], type: .text),
        Case(meaning: nil, values: ["0750655A", "0750652A", "0750653A"]),
        Case(meaning: .finess, values: ["750712184", "2A0000014"], header: "num_finess"),
        Case(meaning: .apeNAF, values: ["62.01Z", "47.11B", "01.11Z"], type: .text),
        Case(meaning: .apeNAF, values: ["6201Z", "4711B", "0111Z"], header: "ape", type: .text),
        Case(meaning: .codeCommune, values: ["75056", "69123", "13055"], header: "code_insee", type: .text),
        Case(meaning: .codeCommune, values: ["2A004", "01001", "97411"], header: "COM", type: .text),
        Case(meaning: .codePostal, values: ["75001", "69003", "13008"], header: "code postal", type: .text),
        Case(meaning: .codeDepartement, values: ["75", "13", "69"], header: "departement", type: .text),
        Case(meaning: .codeDepartement, values: ["01", "2A", "971"], header: "dep", type: .text),
        Case(meaning: .codeRegion, values: ["11", "84", "93"], header: "code_region", type: .text),
        Case(meaning: .codeCanton, values: ["0108", "2A01", "7501"], header: "canton"),
        Case(meaning: .codeIRIS, values: ["751010101", "010040101"], header: "code_iris"),
        Case(meaning: .codeFantoir, values: ["130551234X", "750561234A"], header: "code_fantoir"),
        Case(meaning: .nameDepartement, values: ["Ain", "Côte-d'Or", "SEINE SAINT DENIS"]),
        Case(meaning: .nameRegion, values: ["Bretagne", "Île-de-France", "Grand Est"]),
        Case(meaning: .nameCountry, values: ["France", "Allemagne", "Côte d’Ivoire"]),
        Case(meaning: .nameCommune, values: ["Lyon", "Saint-Étienne", "L'Haÿ-les-Roses"], header: "nom_commune"),
        Case(meaning: .countryCode2, values: ["FR", "DE", "IT"], header: "pays"),
        Case(meaning: .countryCode3, values: ["FRA", "DEU", "ITA"], header: "code_pays"),
        Case(meaning: .countryNumber, values: ["250", "276", "056"], header: "code_pays", type: .text),
        Case(meaning: .latitude, values: ["48.8566", "43.2965"], header: "latitude", type: .number),
        Case(meaning: .longitude, values: ["2.3522", "-1.5536"], header: "Xlongitude", type: .number),
        Case(meaning: .lambert93X, values: ["652381.02", "892390.2"], header: "x"),
        Case(meaning: .lambert93Y, values: ["6862305.42", "6247035.0"], header: "y"),
        Case(meaning: .latLonPair, values: ["48.8566, 2.3522", "43.2965, 5.3698"]),
        Case(meaning: .lonLatPair, values: ["[2.3522, 48.8566]", "[5.3698, 43.2965]"]),
        Case(meaning: .address, values: ["12 rue de la Paix", "3 bis avenue Foch 75016 Paris", "Place de la Mairie"]),
        Case(meaning: .streetType, values: ["RUE", "AVENUE", "CHEMIN"]),
        Case(meaning: .nir, values: ["255081416802538", "1 55 08 14 168 025 88"], header: "numero", type: .text),
        Case(meaning: .sex, values: ["F", "M", "F"], header: "sexe"),
        Case(meaning: .sex, values: ["homme", "femme"]),
        Case(meaning: .csp, values: ["11", "37", "52"], header: "csp"),
        Case(meaning: .firstName, values: ["Jean", "Marie-Claude", "Zoé"], header: "prenom"),
        Case(meaning: .lastName, values: ["MARTIN", "LE GOFF", "D'ARC"], header: "nom de famille"),
        // Of a person, a place or a body: the other columns tell.
        Case(meaning: nil, values: ["MARTIN", "LE GOFF", "D'ARC"], header: "nom"),
        Case(meaning: .nameDepartement, values: ["Ain", "Aisne", "Allier"], header: "nom"),
        Case(meaning: .birthDate, values: ["1972-02-06", "1967-03-25"], header: "date_naissance", type: .date),
        Case(meaning: .phone, values: ["01 44 38 12 34", "06.12.34.56.78", "+33 1 44 38 12 34"]),
        Case(meaning: .phone, values: ["0144381234", "0612345678"], header: "tel", type: .text),
        Case(meaning: .email, values: ["mairie@lyon.fr", "a.b+c@exemple.gouv.fr"]),
        Case(meaning: .url, values: ["https://www.data.gouv.fr/fr/", "http://insee.fr/page?a=1"]),
        Case(meaning: .uuid, values: ["003689cb-6cb8-4533-ae8c-93defdf3cf11", "FDA1E25B-F656-4BD1-B4DD-1B3C1E73D21E"]),
        Case(meaning: .year, values: ["2019", "2020", "2021"], header: "annee", type: .integer),
        Case(meaning: .month, values: ["janvier", "février", "Août"]),
        Case(meaning: .month, values: ["1", "7", "12"], header: "mois"),
        Case(meaning: .weekday, values: ["lundi", "mardi", "DIMANCHE"]),
        Case(meaning: .percent, values: ["12 %", "7,5 %"], type: .number),
        Case(meaning: .percent, values: ["0.12", "0.5"], header: "taux_bio"),
        Case(meaning: .money, values: ["12 €", "1 250,50 €"], type: .number),
        Case(meaning: .money, values: ["1200", "350"], header: "montant_subvention"),
        Case(meaning: .geojson, values: ["{\"type\":\"Point\",\"coordinates\":[2.35,48.85]}"], type: .json),
        Case(meaning: .wkt, values: ["POINT(2.35 48.85)", "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"]),
        Case(meaning: .wkb, values: ["0101000000CDCCCCCCCCCC0240CDCCCCCCCC6C4840", "0101000000AE47E17A14AE0240E17A14AE476148C0"]),
        Case(meaning: .json, values: ["{\"a\":1}", "[1,2]"], type: .json),
        Case(meaning: .list, values: ["a|b|c", "b|c", "a", "d|e", "c|d", "e"]),
        Case(meaning: .list, values: ["1272,5481", "1371", "1440"], header: "pat_list", type: .text),
        Case(meaning: .category, values: Array(repeating: ["public", "privé"], count: 20).flatMap { $0 }),
        Case(meaning: .identifier, values: ["FR*A1", "FR*A2", "FR*A3", "FR*A4", "FR*A5"], header: "id_station"),
        // Counts are not codes, whatever their digits.
        Case(meaning: nil, values: ["75056", "69123", "13055"], header: "population", type: .integer),
        Case(meaning: nil, values: ["12", "75", "93"], header: "nb_lits", type: .integer),
    ])
    func recognises(_ example: Case) {
        let profile = Columns.profile(example.values, header: example.header)
        #expect(profile.meaning == example.meaning)
        if let type = example.type { #expect(profile.type == type) }
        if let meaning = example.meaning, profile.meaning == meaning {
            #expect(profile.explanation.meanings.first?.key == "meaning." + meaning.rawValue)
            #expect(profile.meaningShare > 0)
        }
    }

    @Test func valuesDecideAgainstTheHeader() {
        #expect(Columns.profile(["Paris", "Lyon", "Nantes"], header: "siret").meaning == nil)
        #expect(Columns.profile(["bonjour", "merci"], header: "email").meaning == nil)
        #expect(Columns.profile(["999.5", "1200.25"], header: "latitude").meaning == nil)
    }

    @Test func fewBadValuesLowerTheShareAndAreShown() throws {
        var values = Array(repeating: Self.sirets, count: 20).flatMap { $0 }
        values[7] = "73282932000075"
        let profile = Columns.profile(values, header: "siret")
        #expect(profile.meaning == .siret)
        #expect(profile.meaningShare < 1)
        let refutation = try #require(profile.explanation.meanings.first?.refutations.first)
        #expect(refutation.value == "73282932000075")
        #expect(refutation.line == 9)
    }

    @Test func coordinatesAreFoundThroughAFewBadCells() {
        let values = (0..<200).map { "\(2 + Double($0) / 1000)" } + ["à définir"]
        let profile = Columns.profile(values, header: "Xlongitude")
        #expect(profile.type == .text)
        #expect(profile.meaning == .longitude)
    }

    @Test func theTableTellsWhoseNameItIs() {
        func meaning(beside values: [String], _ header: String) -> SemanticType? {
            var columns = [Columns.profile(["Martin", "Le Goff", "Aubenas"], header: "nom"), Columns.profile(values, header: header)]
            ColumnProfile.reconcile(&columns)
            return columns[0].meaning
        }
        #expect(meaning(beside: ["Jean", "Zoé", "Ana"], "prenom") == .lastName)
        #expect(meaning(beside: ["01001", "2A004", "07019"], "code_commune") == .nameCommune)
        #expect(meaning(beside: ["12", "7", "3"], "effectif") == nil)
    }

    @Test func personalDataIsFlagged() {
        let personal: [SemanticType] = [.nir, .firstName, .lastName, .birthDate, .phone, .email]
        for meaning in SemanticType.allCases { #expect(meaning.isPersonal == personal.contains(meaning), "\(meaning)") }
        #expect(Columns.profile(["Jean", "Zoé", "Ana"], header: "prénom").notices.contains { $0.code == "personal" })
    }
}

import Foundation
import Territories
import Testing

@Suite("Identifiers and names of territories")
struct TerritoryIDTests {
    @Test("Every way of writing a territory is read", arguments: [
        ("commune:75056", "commune:75056"), ("commune:1004", "commune:01004"), ("commune:2a004", "commune:2A004"),
        ("departement:75", "departement:75"), ("departement:1", "departement:01"), ("D75", "departement:75"), ("D01", "departement:01"),
        ("d2a", "departement:2A"), ("D974", "departement:974"), ("R11", "region:11"), ("R1", "region:01"), ("FRANCE", "france"),
        ("france", "france"), ("COM-75056", "commune:75056"), ("DEP-971", "departement:971"), ("epci:200054781", "epci:200054781"),
        ("canton:69M01", "canton:69M01"), ("canton:0108", "canton:0108"), ("collectivite-outremer:987", "collectivite-outremer:987"),
        ("commune-deleguee:01187", "commune-deleguee:01187"), ("bassin-de-vie:01004", "bassin-de-vie:01004"),
        ("arrondissement-municipal:75101", "arrondissement-municipal:75101"),
        ("commune:7505", "commune:07505"), ("commune:750567", nil), ("commune:AB123", nil), ("ville:75056", nil), ("D7", "departement:07"),
        ("DXX", nil), ("R123", nil), ("", nil), ("75056", nil), ("epci:12", nil), ("departement:1000", nil),
    ] as [(String, String?)])
    func reading(text: String, expected: String?) {
        #expect(TerritoryID(text)?.description == expected)
    }

    @Test("Zones of the ministries' files", arguments: [("departement:2A", "D2A"), ("region:11", "R11"), ("france", "FRANCE"), ("commune:75056", nil)] as [(String, String?)])
    func zones(text: String, zone: String?) throws {
        #expect(try #require(TerritoryID(text)).zone == zone)
    }

    @Test("Identifiers go through JSON as text")
    func json() throws {
        let id = try #require(TerritoryID("commune:75056"))
        let data = try JSONEncoder().encode([id])
        #expect(String(decoding: data, as: UTF8.self) == #"["commune:75056"]"#)
        #expect(try JSONDecoder().decode([TerritoryID].self, from: data) == [id])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([TerritoryID].self, from: Data(#"["x"]"#.utf8)) }
    }

    @Test("Names after “de” are contracted as French does", arguments: [
        ("Paris", .noneBeforeConsonant, "de Paris"), ("Angers", .noneBeforeVowel, "d’Angers"), ("Le Havre", .le, "du Havre"),
        ("La Rochelle", .la, "de La Rochelle"), ("Les Abrets", .les, "des Abrets"), ("L'Haÿ-les-Roses", .elided, "de L’Haÿ-les-Roses"),
        ("Ain", .elided, "de l’Ain"), ("Landes", .les, "des Landes"), ("Guadeloupe", .la, "de la Guadeloupe"),
        ("Aux Marais", .aux, "des Marais"), ("Los Masos", .los, "de Los Masos"),
    ] as [(String, TerritoryName.Article, String)])
    func afterOf(name: String, article: TerritoryName.Article, expected: String) {
        #expect(TerritoryName(name, article: article).afterOf == expected)
    }

    @Test("Without INSEE's code, articles are read off names", arguments: [
        ("L'Abergement-Clémenciat", "Abergement-Clémenciat", "de L’Abergement-Clémenciat"), ("Étampes", "Étampes", "d’Étampes"),
        ("Lens", "Lens", "de Lens"), ("Le Mans", "Mans", "du Mans"), ("Œyreluy", "Œyreluy", "d’Œyreluy"),
    ])
    func readOff(name: String, bare: String, afterOf: String) {
        #expect(TerritoryName(name).bare == bare)
        #expect(TerritoryName(name).afterOf == afterOf)
    }

    @Test("Days that the calendar does not have are none", arguments: [
        ("2026-01-01", "2026-01-01"), ("2026", "2026-01-01"), ("2024-02-29", "2024-02-29"), ("2023-02-29", nil), ("1900-02-29", nil),
        ("2026-13-01", nil), ("26-01-01", nil), ("2026-01", nil), ("", nil), ("2026-01-1x", nil),
    ] as [(String, String?)])
    func dates(text: String, expected: String?) {
        #expect(CivilDate(text)?.description == expected)
    }
}

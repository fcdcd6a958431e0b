import Territories
import Testing

@Suite("Search of territories")
struct SearchTests {
    private let country: Country

    init() throws { country = try Country() }

    @Test("Names are found as people type them", arguments: [
        ("saint etienne", "commune:01001"), ("st etienne les essais", "commune:01001"), ("SAINT-ÉTIENNE-LEZ-ESSAIS", "commune:01001"),
        ("hay du test", "commune:01002"), ("L'Haÿ", "commune:01002"), ("havre", "commune:01011"), ("le havre", "commune:01011"),
        ("ste foy", "commune:01012"), ("oeyreluy", "commune:01021"), ("macon", "commune:01022"), ("Mâ", "commune:01022"),
        ("marsielle", "commune:02003"), ("villeneuvedascq", "commune:02013"), ("villeneuve d’ascq", "commune:02013"),
        ("nates", "commune:02014"), ("montpelier", "commune:02023"), ("aix", "commune:02024"), ("02100", "commune:02099"),
        ("02003", "commune:02003"), ("02000 marseille", "commune:02003"), ("200000002", "epci:200000002"), ("ouest", "departement:01"),
        ("ile du test", "region:11"), ("foy le vieux", "commune-deleguee:01099"),
    ])
    func found(text: String, expected: String) {
        #expect(country.gazetteer.search(text).first?.territory.id.description == expected)
    }

    @Test("Nothing is found for nothing", arguments: ["", "  ", "xyzzy", "'", "st denis nulle part"])
    func notFound(text: String) {
        #expect(country.gazetteer.search(text).isEmpty)
    }

    @Test("Levels and number are kept to")
    func bounds() {
        #expect(country.gazetteer.search("test", levels: [.region]).map(\.territory.id.description) == ["region:11"])
        #expect(country.gazetteer.search("s", limit: 2).count == 2)
        #expect(country.gazetteer.search("02100").first?.postalCodes == ["02100"])
    }

    @Test("Of equals, the most inhabited comes first")
    func ranking() {
        let scores = country.gazetteer.search("saint").map(\.score)
        #expect(scores == scores.sorted(by: >))
    }
}

import Localization
import Testing

@Suite("Slugs")
struct SlugTests {
    @Test("French titles become words fit for addresses", arguments: [
        ("L'Œuvre d'Élisée", "l-oeuvre-d-elisee"),
        ("Répertoire national des élus : conseillers municipaux", "repertoire-national-des-elus-conseillers-municipaux"),
        ("  EPCI à fiscalité propre (2025) ", "epci-a-fiscalite-propre-2025"),
        ("elus_municipaux", "elus_municipaux"),
        ("Ça coûte 12 % de plus…", "ca-coute-12-de-plus"),
        ("ﬁchier n° 3", "fichier-n-3"),
        ("§ ¤ !", "sans-titre"),
    ])
    func transliteration(title: String, slug: String) {
        #expect(Slug.make(from: title) == slug)
    }

    @Test("A long title is cut at a word")
    func length() {
        let slug = Slug.make(from: Array(repeating: "collectivité", count: 20).joined(separator: " "))
        #expect(slug.count <= Slug.maximumLength)
        #expect(slug.hasSuffix("collectivite"))
    }

    @Test("What is made is valid", arguments: [
        "Où ça ?", "A__B", "_x_", "--", "Мир", "12", String(repeating: "a", count: 79) + "_b", String(repeating: "plan_", count: 30),
    ])
    func madeIsValid(title: String) {
        #expect(Slug.isValid(Slug.make(from: title)), "\(Slug.make(from: title))")
    }

    @Test("Only plain words are valid", arguments: [
        ("communes", true), ("elus_municipaux", true), ("a-1", true), ("", false), ("Communes", false),
        ("élus", false), ("a--b", false), ("-a", false), ("a-", false), ("../etc", false), ("a b", false),
    ])
    func validity(text: String, isValid: Bool) {
        #expect(Slug.isValid(text) == isValid)
    }

    @Test("A slug that is taken gets the first free number")
    func uniqueness() {
        let taken: Set = ["communes", "communes-2"]
        #expect(Slug.unique("communes") { taken.contains($0) } == "communes-3")
        #expect(Slug.unique("cantons") { taken.contains($0) } == "cantons")
    }

    @Test("A slug of full length leaves room for its number", arguments: [
        String(repeating: "a", count: 80), String(repeating: "b-", count: 39) + "bb", String(repeating: "c_", count: 39) + "c",
    ])
    func fullLength(slug: String) {
        let other = Slug.unique(slug) { $0 == slug }
        #expect(Slug.isValid(other), "\(other)")
        #expect(other.hasSuffix("-2"))
    }
}

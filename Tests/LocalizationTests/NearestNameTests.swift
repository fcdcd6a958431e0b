import Localization
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("titel", "title"), ("prot", "port"), ("PAGE_SIZE", "page_size_max"), ("tilte", "title"),
        ("xyz", nil), ("", nil), ("po", "port"),
    ] as [(String, String?)])
    func proposals(typed: String, expected: String?) {
        #expect(["title", "port", "page_size_max"].nearest(to: typed) == expected)
    }

    @Test("What was meant is found by its parts, its beginning, or another word for it", arguments: [
        ("concatener", "concat"), ("ratio_bio", "teledeclaration_ratio_bio"), ("comparaison", "compare"), ("Page Size Max", "page_size_max"),
        ("moyenne", "mean"), ("taux", nil), ("bio", "teledeclaration_ratio_bio"), ("zzzz", nil), ("", nil), ("!!", nil), ("région", nil),
    ] as [(String, String?)])
    func meant(word: String, expected: String?) {
        let names = ["count", "concat", "compare", "mean", "teledeclaration_ratio_bio", "teledeclaration_ratio_egalim_hors_bio", "page_size_max"]
        #expect(names.meant(by: word, words: ["moyenne": ["average", "mean"], "taux": ["ratio"]]) == expected)
    }
}

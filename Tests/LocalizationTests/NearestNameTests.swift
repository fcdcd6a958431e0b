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
}

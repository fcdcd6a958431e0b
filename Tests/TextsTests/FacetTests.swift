import Testing
import Texts

@Suite("Facets")
struct FacetTests {
    private func index() throws -> TextIndex {
        try TextIndex([
            document("1", "Communes", facets: ["theme": ["regions", "gov"], "org": ["insee"]]),
            document("2", "Élus des communes", facets: ["theme": ["gov"], "org": ["insee"]]),
            document("3", "Sénateurs", facets: ["theme": ["gov"], "org": ["senat"]]),
            document("4", "Codes postaux des communes", facets: ["theme": ["transport"], "org": ["poste"], "level": ["commune", "pays"]]),
        ])
    }

    @Test("Each facet counts with the filters of the others")
    func counts() throws {
        let answer = try index().search(TextSearch(
            TextQuery("communes"), filters: ["org": ["insee"], "theme": ["gov"]], facets: ["org": 10, "theme": 10]))
        #expect(answer.total == 2)
        #expect(answer.facets["org"] == [FacetCount(value: "insee", count: 2)])
        #expect(answer.facets["theme"] == [FacetCount(value: "gov", count: 2), FacetCount(value: "regions", count: 1)])
    }

    @Test("Codes of a facet add up, facets narrow", arguments: [
        ([:], 4), (["theme": ["gov"]], 3), (["theme": ["gov", "transport"]], 4), (["theme": ["gov"], "org": ["insee"]], 2),
        (["level": ["pays"]], 1), (["org": ["inconnu"]], 0), (["inconnu": ["x"]], 0), (["org": []], 0),
    ] as [([String: Set<String>], Int)])
    func filters(filters: [String: Set<String>], total: Int) throws {
        #expect(try index().search(TextSearch(TextQuery(""), filters: filters)).total == total)
    }

    @Test("Codes that are required must all be there, and only some documents may be searched", arguments: [
        (["theme": ["gov", "regions"]], nil, ["1"]), (["theme": ["gov"], "org": ["senat"]], nil, ["3"]), (["theme": ["absent"]], nil, []),
        (["absent": ["x"]], nil, []), ([:], ["2", "4", "absent"], ["2", "4"]), (["theme": ["gov"]], ["2", "4"], ["2"]), ([:], [], []),
    ] as [([String: Set<String>], Set<String>?, Set<String>)])
    func narrowed(required: [String: Set<String>], only: Set<String>?, expected: Set<String>) throws {
        var search = TextSearch(TextQuery(""), facets: ["org": 10])
        (search.required, search.only) = (required, only)
        let answer = try index().search(search)
        #expect(Set(answer.hits.map(\.id)) == expected && answer.total == expected.count)
        #expect(answer.facets["org"]?.reduce(0) { $0 + $1.count } == expected.count)
    }

    @Test("Tiers come before the order of each, keep out what has none, and are counted")
    func tiers() throws {
        var search = TextSearch(TextQuery(""), order: .modified, facets: ["org": 10])
        search.tiers = TextTiers(facet: "org", values: ["poste": 0, "senat": 1, "absent": 2])
        let answer = try index().search(search)
        #expect(answer.hits.map(\.id) == ["4", "3"] && answer.total == 2 && answer.tierCounts == [1, 1, 0])
        #expect(answer.facets["org"]?.map(\.value) == ["poste", "senat"])
        search = TextSearch(TextQuery("communes"))
        search.tiers = TextTiers(facet: "org", values: ["poste": 0, "insee": 1])
        let found = try index().search(search)
        #expect(found.hits.map(\.id) == ["4", "1", "2"] && found.tierCounts == [1, 2])
        search.tiers = TextTiers(facet: "no", values: ["x": 0])
        #expect(try index().search(search).total == 0)
    }

    @Test("A choice that leaves nothing is still shown, and the number of codes is bounded")
    func selectedAndBounded() throws {
        let answer = try index().search(TextSearch(
            TextQuery(""), filters: ["org": ["senat"], "theme": ["transport"]], facets: ["org": 1, "theme": 9, "no": 2]))
        #expect(answer.total == 0)
        #expect(answer.facets["org"] == [FacetCount(value: "poste", count: 1), FacetCount(value: "senat", count: 0)])
        #expect(answer.facets["no"] == [])
    }
}

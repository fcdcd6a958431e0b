import Catalog
import Foundation
import Testing

@Suite("Content of a bouquet") struct BouquetContentTests {
    /// `a b | S: c d | T: e`, by the titles of the elements.
    private static func content(_ text: String) -> BouquetContent {
        var loose: [BouquetElement] = [], sections: [BouquetContent.Section] = []
        for (index, part) in text.components(separatedBy: "|").enumerated() {
            let pieces = part.components(separatedBy: ":")
            let elements = pieces.last!.split(separator: " ").map {
                BouquetElement(title: String($0), answer: .unmet(.missing))
            }
            if index == 0 { loose = elements } else {
                sections.append(.init(title: pieces[0].trimmingCharacters(in: .whitespaces), elements: elements))
            }
        }
        return BouquetContent(loose: loose, sections: sections)
    }

    private static func text(_ content: BouquetContent) -> String {
        ([content.loose.map(\.title).joined(separator: " ")]
            + content.sections.map { "\($0.title): " + $0.elements.map(\.title).joined(separator: " ") })
            .joined(separator: " | ")
    }

    @Test("An element moves one step, and from the edge of a section into the one beside", arguments: [
        ("b", BouquetContent.Direction.up, "b a | S: c d | T: e"), ("a", .up, "a b | S: c d | T: e"),
        ("b", .down, "a | S: b c d | T: e"), ("c", .up, "a b c | S: d | T: e"), ("d", .down, "a b | S: c | T: d e"),
        ("e", .down, "a b | S: c d | T: e"), ("e", .up, "a b | S: c d e | T: "),
    ])
    func moving(title: String, direction: BouquetContent.Direction, expected: String) throws {
        var content = Self.content("a b | S: c d | T: e")
        let id = try #require(content.elements.first { $0.title == title }).id
        try content.move(element: id, direction)
        #expect(Self.text(content) == expected)
    }

    @Test("Any moves keep every element once") func movesLoseNothing() throws {
        var generator = SplitMix(state: 7)
        var content = Self.content("a b | S: c d | T: e | U: ")
        for _ in 0..<500 {
            let direction: BouquetContent.Direction = Bool.random(using: &generator) ? .up : .down
            if Bool.random(using: &generator) {
                try content.move(element: try #require(content.elements.randomElement(using: &generator)).id, direction)
            } else {
                try content.move(section: try #require(content.sections.randomElement(using: &generator)).id, direction)
            }
            #expect(content.elements.map(\.title).sorted() == ["a", "b", "c", "d", "e"])
            #expect(content.sections.map(\.title).sorted() == ["S", "T", "U"])
        }
    }

    @Test("What stood under a heading that goes stands under the one before", arguments: [
        ("S", "a b c d | T: e"), ("T", "a b | S: c d e"),
    ])
    func removingSections(title: String, expected: String) throws {
        var content = Self.content("a b | S: c d | T: e")
        try content.remove(section: try #require(content.sections.first { $0.title == title }).id)
        #expect(Self.text(content) == expected)
    }

    @Test("Changed in its place, or at the end of another section") func replacing() throws {
        var content = Self.content("a b | S: c d")
        var element = try #require(content.elements.first)
        element.title = "z"
        try content.replace(element, in: nil)
        #expect(Self.text(content) == "z b | S: c d")
        try content.replace(element, in: content.sections[0].id)
        #expect(Self.text(content) == "b | S: c d z")
        try content.remove(element: element.id)
        #expect(Self.text(content) == "b | S: c d")
    }

    @Test("What is not there is said, whatever is asked of it") func unknownParts() throws {
        var content = Self.content("a | S: b")
        let before = content
        let stranger = BouquetElement(title: "x", answer: .unmet(.missing))
        #expect(throws: CatalogError(.bouquetPart)) { try content.move(element: stranger.id, .up) }
        #expect(throws: CatalogError(.bouquetPart)) { try content.remove(element: stranger.id) }
        #expect(throws: CatalogError(.bouquetPart)) { try content.replace(stranger, in: nil) }
        #expect(throws: CatalogError(.bouquetPart)) { try content.add(stranger, to: UUID()) }
        #expect(throws: CatalogError(.bouquetPart)) { try content.remove(section: UUID()) }
        #expect(content == before)
    }

    @Test("A bouquet does not grow without end") func limits() throws {
        var content = BouquetContent()
        for _ in 0..<BouquetContent.mostElements { try content.add(BouquetElement(title: "x", answer: .unmet(.missing)), to: nil) }
        let full = content
        #expect(throws: CatalogError.self) { try content.add(BouquetElement(title: "x", answer: .unmet(.missing)), to: nil) }
        #expect(content == full)
    }

    @Test("A form is told of each field that is not fit", arguments: [
        ("", "", "https://exemple.fr/a", [FieldProblem.Field.title]),
        (" \n", "", "https://exemple.fr/a", [.title]),
        (String(repeating: "é", count: 201), String(repeating: "x", count: 10_001), "https://exemple.fr/a", [.title, .reason]),
        ("Eau", "", "javascript:alert(1)", [.answer]), ("Eau", "", "https://u:p@exemple.fr/a", [.answer]),
        ("Eau", "", "data:text/html,x", [.answer]), ("Eau", "", "https:///a", [.answer]), ("Eau", "", "https://exemple.fr/a", []),
        ("a\0b", "\0", "https://exemple.fr/a", [.title, .reason]),
        ("e" + String(repeating: "\u{301}", count: 900), "", "https://exemple.fr/a", [.title]),
    ])
    func fields(title: String, reason: String, address: String, expected: [FieldProblem.Field]) throws {
        let element = BouquetElement(title: title, reason: reason, answer: .link(try #require(URL(string: address))))
        #expect(element.problems.map(\.field) == expected)
    }

    @Test("Written as JSON and read again", arguments: [
        BouquetElement.Answer.dataset(UUID()), .service(UUID()), .link(URL(string: "https://exemple.fr")!), .unmet(.notAvailable),
    ])
    func json(answer: BouquetElement.Answer) throws {
        let element = BouquetElement(title: "Eau", reason: "*pourquoi*", answer: answer)
        #expect(try JSONDecoder().decode(BouquetElement.self, from: JSONEncoder().encode(element)) == element)
    }
}

/// The generator of Sebastiano Vigna's SplitMix64: the same moves at each run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

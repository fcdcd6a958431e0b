import Foundation
import Testing
import Texts

@Suite("An index on disk")
struct SnapshotTests {
    private func index() throws -> TextIndex {
        try TextIndex((0..<300).map { id in
            document("d\(id)", "Arbre numéro \(id) de l'école", description: "Bornes de recharge \(id % 7)", facets: ["p": ["\(id % 3)"]])
        })
    }

    private func view(_ index: TextIndex) -> [String] {
        ["arbre", "irve", "ecole 12", "\"arbre numéro\"", "", "arbe"].map {
            let answer = index.search(TextSearch(TextQuery($0), limit: 50, facets: ["p": 5]))
            return "\(answer.total ?? 0) \(answer.hits) \(answer.facets)"
        }
    }

    @Test("Opened again, it answers the same, and can be changed")
    func roundTrip() throws {
        let folder = try ScratchFolder()
        let file = folder.file("index")
        let made = try index()
        try made.apply(putting: [document("new", "Banc")], removing: ["d4"])
        try made.write(to: file)
        let opened = try TextIndex(opening: file)
        #expect(opened.documentCount == 300)
        #expect(view(opened) == view(made))
        try opened.apply(putting: [document("d5", "Banc")])
        #expect(opened.ids("banc").count == 2)
        try opened.write(to: file)
        #expect(try TextIndex(opening: file).ids("banc").count == 2)
        #expect(view(try TextIndex(opening: file)) == view(opened))
    }

    @Test("An empty index can be kept")
    func empty() throws {
        let folder = try ScratchFolder()
        try TextIndex().write(to: folder.file("index"))
        let opened = try TextIndex(opening: folder.file("index"))
        #expect(opened.documentCount == 0)
        try opened.apply(putting: [document("1", "Arbre")])
        #expect(opened.ids("arbre") == ["1"])
    }

    @Test("A damaged file is refused, wherever the damage is")
    func damaged() throws {
        let folder = try ScratchFolder()
        let file = folder.file("index")
        try index().write(to: file)
        let bytes = try Data(contentsOf: file)
        var numbers = SeededNumbers(state: 3)
        var damages = [Data(), bytes.prefix(10), bytes.prefix(63), bytes.prefix(bytes.count / 2), bytes.dropLast(), bytes + [0]]
        for _ in 0..<200 {
            var copy = bytes
            let place = Int.random(in: 0..<bytes.count, using: &numbers)
            copy[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            damages.append(copy)
        }
        for damage in damages {
            try damage.write(to: file)
            #expect { try TextIndex(opening: file) } throws: { error in
                (error as? TextIndexError)?.code == "texts.index.damaged"
            }
        }
    }

    @Test("A file that is not there, or made by another vocabulary, is refused")
    func refused() throws {
        let folder = try ScratchFolder()
        #expect { try TextIndex(opening: folder.file("none")) } throws: { ($0 as? TextIndexError)?.code == "texts.index.unreadable" }
        try index().write(to: folder.file("index"))
        let other = TextAnalyzer(lexicon: try Lexicon(words: "[stop]\nle", synonyms: "A | bé"))
        #expect { try TextIndex(opening: folder.file("index"), analyzer: other) } throws: {
            ($0 as? TextIndexError)?.code == "texts.index.otherAnalysis"
        }
        #expect { try index().write(to: folder.file("no/such/folder")) } throws: {
            ($0 as? TextIndexError)?.code == "texts.index.unwritable"
        }
    }
}

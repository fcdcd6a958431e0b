import Foundation
import Synchronization
import Testing
import Texts

@Suite("An index that changes")
struct IncrementalTests {
    private static let words = ["arbre", "arbres", "école", "écoles", "bus", "PLU", "plan local d'urbanisme", "eau", "potable",
        "marché", "marche", "2024", "siret", "lyon", "paris", "qualité", "air", "covoiturage", "co-voiturage", "recharge", "bornes"]
    private static let queries = ["arbre", "ecole", "plu", "plan local d'urbanisme", "eau potable", "marche", "lyon bus",
        "covoiturage", "bornes recharge", "\"eau potable\"", "arbre -lyon", "ecoel", "2024", "", "ar", "qualité de l'air lyon"]

    private func random(_ id: Int, _ numbers: inout SeededNumbers) -> IndexedDocument {
        func text(_ count: Int) -> String {
            (0..<count).map { _ in Self.words.randomElement(using: &numbers) ?? "" }.joined(separator: " ")
        }
        return document(
            "d\(id)", text(Int.random(in: 1...5, using: &numbers)), description: text(Int.random(in: 0...25, using: &numbers)),
            keywords: [text(1)], territory: [["Lyon", "Paris", "Guéret"].randomElement(using: &numbers) ?? ""],
            facets: ["theme": [["a", "b", "c"].randomElement(using: &numbers) ?? ""]],
            boosts: TextBoosts(quality: Float.random(in: 0...1, using: &numbers)),
            order: TextOrderKeys(modified: Double(Int.random(in: 0...50, using: &numbers)))
        )
    }

    /// All that can be seen of an index through some queries.
    private func view(_ index: TextIndex) -> [String] {
        Self.queries.flatMap { text in
            [TextOrder.relevance, .modified, .title].map { order in
                let answer = index.search(TextSearch(
                    TextQuery(text, completesLastWord: text == "ar"), order: order, limit: 30, facets: ["theme": 9], enough: 5))
                let hits = answer.hits.map { "\($0.id) \($0.title) \($0.score)" }
                return "\(text) \(answer.total ?? -1) \(answer.isWidened) \(answer.corrections) \(hits) \(answer.facets)"
            }
        } + [index.suggestions("ar").completions.description, index.ids.sorted().description]
    }

    @Test("After any changes it answers as one made anew", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func incremental(seed: UInt64) async throws {
        var numbers = SeededNumbers(state: seed)
        var documents: [String: IndexedDocument] = [:]
        let index = try TextIndex()
        for step in 0..<60 {
            var putting: [IndexedDocument] = []
            for _ in 0..<Int.random(in: 0...(step % 10 == 0 ? 60 : 6), using: &numbers) {
                putting.append(random(Int.random(in: 0..<200, using: &numbers), &numbers))
            }
            let removing = (0..<Int.random(in: 0...3, using: &numbers)).map { _ in "d\(Int.random(in: 0..<200, using: &numbers))" }
                .filter { id in !putting.contains { $0.id == id } }
            for id in removing { documents[id] = nil }
            for document in putting { documents[document.id] = document }
            try index.apply(putting: putting, removing: removing)
            if step % 12 == 11 {
                await index.settle()
                let anew = try TextIndex(documents.values.sorted { $0.id < $1.id })
                #expect(view(index) == view(anew))
                #expect(index.documentCount == documents.count)
            }
        }
    }

    @Test("Scores are those of the formula, computed the plain way", arguments: [11, 12, 13] as [UInt64])
    func naive(seed: UInt64) throws {
        var numbers = SeededNumbers(state: seed)
        // Words that have no family and mean nothing, so that a word answers for itself alone.
        let words = (0..<30).map { "x\($0)q" }
        let documents = (0..<300).map { id in
            document(
                "d\(id)", (0..<Int.random(in: 1...6, using: &numbers)).map { _ in words.randomElement(using: &numbers) ?? "" }.joined(separator: " "),
                description: (0..<Int.random(in: 0...40, using: &numbers)).map { _ in words[min(Int.random(in: 0..<30, using: &numbers), 12)] }.joined(separator: " ")
            )
        }
        let index = try TextIndex(Array(documents.prefix(200)))
        for document in documents.dropFirst(200) { try index.apply(putting: [document]) }
        for _ in 0..<20 {
            let asked = Array(Set((0..<Int.random(in: 1...3, using: &numbers)).map { _ in words.randomElement(using: &numbers) ?? "" }))
            let answer = index.search(TextSearch(TextQuery(asked.joined(separator: " ")), limit: 300, enough: 0))
            let expected = NaiveScorer(documents).scores(asked)
            let strict = expected.filter { $0.value.count == asked.count }
            if !strict.isEmpty { #expect(Set(answer.hits.map(\.id)) == Set(strict.keys)) }
            for hit in answer.hits {
                for match in hit.explanation {
                    let score = try #require(expected[hit.id]?[match.word])
                    #expect(abs(match.score - score) < 0.001 * max(1, score))
                }
            }
            #expect(answer.hits.map(\.score) == answer.hits.map(\.score).sorted(by: >))
        }
    }

    @Test("Searches run while documents come and go, and each sees a whole state")
    func concurrent() async throws {
        // Every update replaces all ten documents of a group at once: a search never sees a part of one.
        func group(_ version: Int) -> [IndexedDocument] {
            (0..<10).map { document("g\($0)", "Version v\(version)v commune", description: "témoin") }
        }
        let index = try TextIndex(group(0) + (0..<500).map { document("f\($0)", "Fond numéro \($0)") })
        let done = Flag()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { done.raise() }
                for version in 1...150 { try index.apply(putting: group(version), removing: ["f\(version)"]) }
            }
            for _ in 0..<2 {
                tasks.addTask {
                    var last = 0
                    repeat {
                        let answer = index.search(TextSearch(TextQuery("témoin"), limit: 50))
                        let versions = Set(answer.hits.map(\.title))
                        #expect(answer.total == 10)
                        #expect(versions.count == 1)
                        let version = versions.first?.split(separator: " ")[1].filter(\.isNumber)
                        let number = version.flatMap { Int($0) } ?? -1
                        #expect(number >= last)
                        last = number
                    } while !done.isUp
                }
            }
            try await tasks.waitForAll()
        }
        await index.settle()
        #expect(index.documentCount == 10 + 500 - 150)
        #expect(index.ids("v150v").count == 10)
    }

    @Test("Large parts are put together in the background, changes meanwhile are kept")
    func background() async throws {
        let index = try TextIndex()
        for batch in 0..<9 {
            try index.apply(putting: (0..<1200).map { document("b\(batch)-\($0)", "Arbre lot\(batch)x") })
            try index.apply(removing: ["b\(batch)-7"])
        }
        try index.apply(putting: [document("b0-1", "Banc")])
        await index.settle()
        #expect(index.documentCount == 9 * 1199)
        #expect(index.search(TextSearch(TextQuery("arbre"))).total == 9 * 1199 - 1)
        #expect(index.ids("banc") == ["b0-1"])
    }
}

/// Told by one thread to others.
private final class Flag: Sendable {
    private let state = Atomic(false)

    var isUp: Bool { state.load(ordering: .relaxed) }

    func raise() { state.store(true, ordering: .relaxed) }
}

/// BM25F written as the formula reads, over titles and descriptions of plain words.
private struct NaiveScorer {
    private let texts: [(id: String, fields: [(words: [String], weight: Double, usual: Double, effect: Double)])]

    init(_ documents: [IndexedDocument]) {
        texts = documents.map { document in
            func words(_ field: TextField) -> [String] { (document.texts[field] ?? []).flatMap { $0.split(separator: " ").map(String.init) } }
            return (document.id, [(words(.title), 6, 8, 0.5), (words(.description), 1, 60, 0.75)])
        }
    }

    /// The score of each word in each document that holds it.
    func scores(_ words: [String]) -> [String: [String: Double]] {
        var result: [String: [String: Double]] = [:]
        for word in words {
            let holders = texts.filter { $0.fields.contains { $0.words.contains(word) } }
            let count = Double(holders.count)
            let information = log(1 + (Double(texts.count) - count + 0.5) / (count + 0.5))
            for holder in holders {
                let frequency = holder.fields.reduce(0) { sum, field in
                    let norm = 1 - field.effect + field.effect * Double(field.words.count) / field.usual
                    return sum + field.weight * Double(field.words.count { $0 == word }) / max(norm, 0.1)
                }
                result[holder.id, default: [:]][word] = information * (255 * frequency / (frequency + 2)).rounded() / 255
            }
        }
        return result
    }
}

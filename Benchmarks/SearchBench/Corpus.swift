import Foundation
import Texts

/// One line of what `Benchmarks/search/generate.py` writes, without its truth.
struct GeneratedDataset: Decodable {
    let id: String
    let title: String
    let keywords: [String]
    let organization: String
    let territory: [String]
    let description: String
    let columns: [String]
    let resources: [String]
    let theme: String
    let level: String
    let format: String
    let quality: Float
    let use: Float
    let freshness: Float
    let modified: Double

    var document: IndexedDocument {
        IndexedDocument(
            id: id,
            texts: [
                .title: [title], .keywords: keywords, .organization: [organization], .territory: territory,
                .description: [description], .columns: columns, .resources: resources,
            ],
            facets: ["theme": [theme], "level": [level], "format": [format], "organization": [organization]],
            boosts: TextBoosts(quality: quality, use: use, freshness: freshness),
            order: TextOrderKeys(modified: modified)
        )
    }

    static func read(_ file: URL) throws -> [IndexedDocument] {
        let decoder = JSONDecoder()
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(GeneratedDataset.self, from: $0).document
        }
    }
}

/// The judged queries; only their text is read here.
struct JudgedQueries: Decodable {
    struct Query: Decodable {
        let query: String
    }

    let queries: [Query]
}

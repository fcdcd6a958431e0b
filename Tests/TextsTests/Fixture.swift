import Foundation
import Texts

/// A document of a title and little else.
func document(
    _ id: String, _ title: String, description: String = "", keywords: [String] = [], organization: String = "",
    territory: [String] = [], columns: [String] = [], facets: [String: [String]] = [:],
    boosts: TextBoosts = TextBoosts(), order: TextOrderKeys = TextOrderKeys()
) -> IndexedDocument {
    IndexedDocument(
        id: id,
        texts: [
            .title: [title], .description: [description], .keywords: keywords, .organization: [organization],
            .territory: territory, .columns: columns,
        ],
        facets: facets, boosts: boosts, order: order
    )
}

extension TextIndex {
    /// The ids found for a text, the best first.
    func ids(_ text: String, completesLastWord: Bool = false, enough: Int = 1) -> [String] {
        search(TextSearch(TextQuery(text, completesLastWord: completesLastWord), limit: 100, enough: enough)).hits.map(\.id)
    }
}

/// Numbers that come in the same order every time (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A folder that disappears with its test.
final class ScratchFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("texts-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}

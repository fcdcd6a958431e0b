/// A name with what French grammar needs to know of it.
package struct TerritoryName: Sendable, Hashable, Codable {
    /// The article that begins a name, or the one that goes with it, by INSEE's code *TNCC* (type de nom en clair).
    ///
    /// Source: INSEE, description of the files of the official geographic code, “Type de nom en clair”.
    package enum Article: UInt8, Sendable, Codable, CaseIterable {
        /// None, before a consonant: “de Paris”.
        case noneBeforeConsonant = 0
        /// None, before a vowel or a mute h: “d'Angers”.
        case noneBeforeVowel = 1
        case le = 2, la = 3, les = 4, elided = 5, aux = 6, las = 7, los = 8
    }

    /// In full, with its article where it has one and with a typographic apostrophe: “L’Abergement-Clémenciat”.
    package let full: String
    /// Which article it takes.
    package let article: Article

    /// - Parameter full: as the official code writes it (`LIBELLE`), apostrophes typewritten or not.
    package init(_ full: String, article: Article) {
        self.full = full.replacing("'", with: "\u{2019}")
        self.article = article
    }

    /// A name whose article is not told: read off its first letters, as the names of communes allow.
    package init(_ full: String) {
        self.init(full, article: Self.article(startingWith: full))
    }

    /// The name after *de*, contracted as French does: “du Havre”, “de La Rochelle”, “de l’Ain”, “des
    /// Landes”.
    package var afterOf: String {
        let (bare, isWritten) = withoutArticle
        return switch article {
        case .noneBeforeConsonant: "de \(full)"
        case .noneBeforeVowel: "d\u{2019}\(full)"
        case .le: "du \(bare)"
        case .la: "de " + (isWritten ? full : "la \(bare)")
        case .les, .aux: "des \(bare)"
        case .elided: "de " + (isWritten ? full : "l\u{2019}\(bare)")
        case .las, .los: "de \(full)"
        }
    }

    /// The name without the article that begins it: “Abergement-Clémenciat”; by it names are sorted.
    package var bare: String { withoutArticle.bare }

    /// What names are sorted by: ``bare``, accents, case and signs apart.
    package var sortKey: String { FoldedName.text(bare) }

    private var withoutArticle: (bare: String, isWritten: Bool) {
        let starts: [String] = switch article {
        case .noneBeforeConsonant, .noneBeforeVowel: []
        case .le: ["Le "]
        case .la: ["La "]
        case .les: ["Les "]
        case .elided: ["L\u{2019}"]
        case .aux: ["Aux "]
        case .las: ["Las "]
        case .los: ["Los "]
        }
        for start in starts where full.hasPrefix(start) { return (String(full.dropFirst(start.count)), true) }
        return (full, false)
    }

    private static func article(startingWith name: String) -> Article {
        let written: [(String, Article)] = [
            ("Le ", .le), ("La ", .la), ("Les ", .les), ("L'", .elided), ("L\u{2019}", .elided),
            ("Aux ", .aux), ("Las ", .las), ("Los ", .los),
        ]
        for (start, article) in written where name.hasPrefix(start) { return article }
        let first = FoldedName.bytes(name).first ?? 0
        return "aeiouy".utf8.contains(first) ? .noneBeforeVowel : .noneBeforeConsonant
    }
}

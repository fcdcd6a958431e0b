package import Foundation

/// What a public policy needs of data, arranged by use: sections of elements, each with why it is there (the *topic* of
/// udata, <https://github.com/opendatateam/udata>).
package struct Bouquet: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    /// Unique word for addresses, kept for good.
    package let slug: String
    package var metadata: BouquetMetadata
    /// Seen only by those who write for its organisation.
    package var isDraft: Bool
    /// Counts the changes, so that nobody overwrites what they have not seen.
    package var revision: Int
    /// The bouquet that it was cloned from.
    package let origin: UUID?
    package let createdAt: Date
    package var modifiedAt: Date
    /// First publication; `nil` for what never was.
    package var publishedAt: Date?

    package var title: String { metadata.title }
    package var territory: BouquetTerritory? { metadata.territory }
}

/// What its authors say of a bouquet.
package struct BouquetMetadata: Codable, Hashable, Sendable {
    /// Longest title, in characters.
    package static let longestTitle = 200
    /// Longest description or reason, in characters.
    package static let longestText = 10_000
    package static let mostKeywords = 20

    package var title: String
    /// CommonMark: the policy that it serves.
    package var description: String
    /// Slug of the organisation that answers for it; `nil` for the instance itself.
    package var organization: String?
    package var keywords: [String]
    /// The territory that it speaks of; `nil` for none in particular.
    package var territory: BouquetTerritory?

    package init(
        title: String, description: String = "", organization: String? = nil, keywords: [String] = [],
        territory: BouquetTerritory? = nil
    ) {
        self.title = title
        self.description = description
        self.organization = organization
        self.keywords = keywords
        self.territory = territory
    }
}

/// A territory and what it is called.
package struct BouquetTerritory: Codable, Hashable, Sendable {
    /// Of the official geographic code: `commune:35238`, `departement:35`, `france`.
    package let code: String
    package let name: String

    package init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}

/// Somebody who wrote something here, as readers know them.
package struct Author: Codable, Hashable, Sendable {
    /// The account's identifier.
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

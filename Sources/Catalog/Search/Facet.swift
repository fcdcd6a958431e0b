package import Localization
package import Tables

/// One way of narrowing a search, with the number of datasets behind each choice.
package struct Facet: Hashable, Sendable {
    /// The facets of a list of datasets, in the order in which they are shown.
    package enum Key: String, LabelledCode {
        case organization, theme, format, licence, territoryLevel

        package static let labelTopic = "facet"
    }

    package let key: Key
    /// The most frequent first.
    package let values: [FacetValue]
}

/// One choice of a facet.
package struct FacetValue: Hashable, Sendable {
    package let code: String
    /// The name as it is, for organisations; `nil` where the label comes from the message catalogues.
    package let name: String?
    package let labelKey: String?
    /// Datasets that would be left, the other filters kept.
    package let count: Int
    package let isSelected: Bool

    /// The choice in the reader's language.
    package func label(_ localizer: Localizer) -> String {
        name ?? labelKey.map { localizer.text($0) } ?? code
    }
}

extension FileFormat {
    /// Key of the format's name in the message catalogues.
    package var labelKey: String { "fileFormat.\(rawValue)" }
}

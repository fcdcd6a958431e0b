package import Foundation

/// What an instance says of itself on its pages.
package struct SiteSettings: Sendable, Hashable {
    /// The look of the pages; the templates are the same.
    package enum Theme: String, Sendable, CaseIterable, Codable {
        /// The State's design system, for the State's own services.
        case dsfr
        /// No Marianne type, no State mark: for town halls and others, whom the State's charter does not cover.
        case neutre
    }

    package var title: String
    /// Nil shows a general one, in the reader's language.
    package var tagline: String?
    package var theme: Theme
    /// The lines of the State mark, such as “Ministère”, “de l'Intérieur”. Shown only with ``Theme/dsfr``.
    package var stateLines: [String]
    /// Who answers for the site, as the legal notice names it.
    package var publisher: String?
    /// Where people write to: an address, or the address of a form.
    package var contact: String?
    /// Holds `fr/NAME.md` and `en/NAME.md` that take the place of the shipped help and legal pages.
    package var pages: URL?
    /// How long a checked file stays at hand, in seconds.
    package var checkKept = 900.0
    /// Whether templates are parsed again when a file of theirs changed, for those who write them.
    package var watchesTemplates = false
    /// Of the program.
    package var version: String

    package init(
        title: String, tagline: String? = nil, theme: Theme = .neutre, stateLines: [String] = [],
        publisher: String? = nil, contact: String? = nil, pages: URL? = nil, version: String
    ) {
        self.title = title
        self.tagline = tagline
        self.theme = theme
        self.stateLines = stateLines
        self.publisher = publisher
        self.contact = contact
        self.pages = pages
        self.version = version
    }
}

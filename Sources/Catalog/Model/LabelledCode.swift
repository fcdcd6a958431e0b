package import Localization

/// A code from a closed list, stored and exchanged as it is, and shown by its label in the reader's language.
package protocol LabelledCode: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable {
    /// First part of the label's key in the catalogue `catalog.json`: `licence` gives `licence.lov2`.
    static var labelTopic: String { get }
}

extension LabelledCode {
    /// Key of the label in the message catalogues.
    package var labelKey: String { "\(Self.labelTopic).\(rawValue)" }

    /// The label in the localizer's language.
    package func label(_ localizer: Localizer) -> String { localizer.text(labelKey) }
}

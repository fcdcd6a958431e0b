import Localization

/// Which indicator: the service that declares it, and its own slug there.
///
/// Written `barometre/surface-agriculture-biologique`.
package struct IndicatorID: Sendable, Hashable, Comparable, Codable, LosslessStringConvertible {
    /// The folder of the service.
    package let service: String
    /// Unique within the service; the name of the indicator's file.
    package let slug: String

    package init(service: String, slug: String) {
        self.service = service
        self.slug = slug
    }

    /// - Returns: nil for what is not two slugs (`a`–`z`, `0`–`9`, `-`, `_`) with a stroke between them.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ Slug.isValid(String($0)) }) else { return nil }
        self.init(service: String(parts[0]), slug: String(parts[1]))
    }

    package var description: String { "\(service)/\(slug)" }

    package static func < (left: IndicatorID, right: IndicatorID) -> Bool {
        (left.service, left.slug) < (right.service, right.slug)
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = IndicatorID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not an indicator: \(text)"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

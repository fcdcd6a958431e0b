package import Foundation

/// One thing that a policy needs, and what answers the need.
package struct BouquetElement: Codable, Hashable, Sendable, Identifiable {
    package let id: UUID
    /// The need, in its authors' words; stays when what answered it goes.
    package var title: String
    /// Why it is there, in CommonMark.
    package var reason: String
    package var answer: Answer

    /// What answers a need.
    package enum Answer: Hashable, Sendable {
        case dataset(UUID)
        case service(UUID)
        /// An address outside the catalogue, `http` or `https`.
        case link(URL)
        case unmet(Gap)
    }

    /// Why nothing answers a need. The words are those of ecologie.data.gouv.fr.
    package enum Gap: String, LabelledCode {
        /// Nobody is known to have the data.
        case missing
        /// The data exist and cannot be had.
        case notAvailable = "not_available"

        package static let labelTopic = "gap"
    }

    package init(id: UUID = UUID(), title: String, reason: String = "", answer: Answer) {
        self.id = id
        self.title = title
        self.reason = reason
        self.answer = answer
    }
}

extension BouquetElement.Answer {
    /// What it is, without which: `dataset`, `service`, `link`, `unmet`.
    package enum Kind: String, LabelledCode {
        case dataset, service, link, unmet

        package static let labelTopic = "answer"
    }

    package var kind: Kind {
        switch self {
        case .dataset: .dataset
        case .service: .service
        case .link: .link
        case .unmet: .unmet
        }
    }
}

extension BouquetElement.Answer: Codable {
    private enum Key: String, CodingKey { case kind, id, url, gap }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        switch try box.decode(Kind.self, forKey: .kind) {
        case .dataset: self = .dataset(try box.decode(UUID.self, forKey: .id))
        case .service: self = .service(try box.decode(UUID.self, forKey: .id))
        case .link: self = .link(try box.decode(URL.self, forKey: .url))
        case .unmet: self = .unmet(try box.decode(BouquetElement.Gap.self, forKey: .gap))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(kind, forKey: .kind)
        switch self {
        case .dataset(let id), .service(let id): try box.encode(id, forKey: .id)
        case .link(let url): try box.encode(url, forKey: .url)
        case .unmet(let gap): try box.encode(gap, forKey: .gap)
        }
    }
}

package import Foundation

/// What people discuss.
package enum DiscussionSubject: Hashable, Sendable {
    case bouquet(UUID)
    case dataset(UUID)

    /// As it is stored: `dataset:0b1c…`.
    package var key: String {
        switch self {
        case .bouquet(let id): "bouquet:\(id.text)"
        case .dataset(let id): "dataset:\(id.text)"
        }
    }

    init?(key: String) {
        let parts = key.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let id = UUID(uuidString: String(parts[1])) else { return nil }
        switch parts[0] {
        case "bouquet": self = .bouquet(id)
        case "dataset": self = .dataset(id)
        default: return nil
        }
    }
}

/// An exchange about one subject. A question stays with its answers, for those who come later.
package struct Discussion: Hashable, Sendable, Identifiable {
    /// Most messages of one discussion.
    package static let mostMessages = 500
    /// Longest message, in characters.
    package static let longestMessage = 5_000

    package let id: UUID
    package let subject: DiscussionSubject
    package let title: String
    package let author: Author
    package let openedAt: Date
    package let lastAt: Date
    /// Nobody may add to it.
    package let closedAt: Date?
    /// By whom it was closed.
    package let closedBy: String?
    package let messageCount: Int

    package var isClosed: Bool { closedAt != nil }

    /// What must be mended before a discussion can be opened.
    package static func problems(title: String, body: String) -> [FieldProblem] {
        [FieldProblem.text(title, .title, most: BouquetMetadata.longestTitle, isNeeded: true), problem(ofBody: body)].compactMap(\.self)
    }

    /// What is wrong with the text of a message.
    package static func problem(ofBody body: String) -> FieldProblem? {
        FieldProblem.text(body, .body, most: longestMessage, isNeeded: true)
    }
}

/// One message of a discussion.
package struct DiscussionMessage: Hashable, Sendable, Identifiable, Encodable {
    package let id: UUID
    /// From 1.
    package let number: Int
    /// CommonMark.
    package let body: String
    package let author: Author
    package let postedAt: Date
    /// When a moderator took it out of sight; it stays in the store.
    package let hiddenAt: Date?
}

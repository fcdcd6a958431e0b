package import Store

/// Somebody who changes the catalogue by hand, and how each change is noted with it.
///
/// The rights were looked at before: the catalogue knows no accounts. What it makes sure of is that no change is made
/// without its note, in the same transaction.
package struct Editor: Sendable {
    package let author: Author
    let note: @Sendable (Change, any WriteSession) throws -> Void

    /// - Parameter note: writes the change in the journal; throwing undoes the change.
    package init(author: Author, note: @escaping @Sendable (Change, any WriteSession) throws -> Void) {
        self.author = author
        self.note = note
    }

    /// What was done.
    package enum Action: String, Sendable, CaseIterable {
        case bouquetCreated = "bouquet.created"
        case bouquetChanged = "bouquet.changed"
        case bouquetPublished = "bouquet.published"
        case bouquetWithdrawn = "bouquet.withdrawn"
        case bouquetDeleted = "bouquet.deleted"
        case discussionOpened = "discussion.opened"
        case discussionAnswered = "discussion.answered"
        case discussionClosed = "discussion.closed"
        case discussionReopened = "discussion.reopened"
        case messageHidden = "message.hidden"
        case sourceDeclared = "source.declared"
        case sourceChanged = "source.changed"
        case sourcePaused = "source.paused"
        case sourceResumed = "source.resumed"
        case sourceRemoved = "source.removed"
        case sourceRead = "source.read"
        case sourceStopped = "source.stopped"
        case linksChecked = "links.checked"
    }

    /// What was done, to what.
    package struct Change: Sendable {
        package let action: Action
        /// `bouquet`, `discussion`, `source`, `links`.
        package let kind: String
        package let id: String
        /// What people call it.
        package let name: String
        /// The thing as it was, and as it is; `nil` where there was none, or is none any more.
        package let before: Snapshot?
        package let after: Snapshot?
    }

    /// Something that can be written as JSON, whatever it is.
    package struct Snapshot: Encodable, Sendable {
        private let value: any Encodable & Sendable

        init(_ value: some Encodable & Sendable) { self.value = value }

        package func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
    }
}

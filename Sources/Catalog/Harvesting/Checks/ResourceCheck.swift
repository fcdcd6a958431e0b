package import Foundation

/// How the address of a resource answered when it was last asked, and since when it answers so.
package struct ResourceCheck: Codable, Hashable, Sendable {
    package enum State: String, LabelledCode {
        case available
        /// No longer there (404, 410).
        case missing
        /// Not for everybody (401, 403, 407, 451).
        case refused
        /// Any other fault of the request, by the server's word (4xx).
        case invalid
        /// The server cannot answer now (5xx, 429).
        case failing
        /// No answer: a name that leads nowhere, no connection, too long a silence.
        case unreachable
        /// There is an answer, of another form than the one announced: a page instead of a table.
        case wrongFormat = "wrong_format"
        /// An address that is not asked: private, not of the web, or kept from programs by `robots.txt`.
        case unchecked

        package static let labelTopic = "check.state"

        /// Whether the content can be had.
        package var isGood: Bool { self == .available || self == .unchecked }

        /// Whether it often mends itself: one such answer alone proves nothing.
        var isPassing: Bool { self == .failing || self == .unreachable }
    }

    /// What the server said.
    package struct Answer: Codable, Hashable, Sendable {
        package var status: Int?
        /// Lower case, without parameters.
        package var mediaType: String?
        /// Size of the whole file, in bytes, where it is told.
        package var bytes: Int64?
        /// Short name of the form that the first bytes show; `nil` where they show none.
        package var format: String?
        /// Where redirections led; `nil` where there were none.
        package var address: String?
        package var entityTag: String?
        package var lastModified: String?
        /// When the file was first seen to differ from what it was.
        package var changedAt: Date?
        /// Answers in a row that told of the same file.
        package var steady = 0
        /// Whether it was not asked, for its server had just left several others without an answer.
        package var isInferred = false

        package init() {}

        /// Whether two answers tell of the same file, as far as they say.
        func isSame(as other: Answer) -> Bool {
            if let tag = entityTag, let known = other.entityTag { return tag == known }
            if let date = lastModified, let known = other.lastModified { return date == known && bytes == other.bytes }
            return bytes == other.bytes
        }
    }

    package let state: State
    /// Name of the server.
    package let host: String
    package let answer: Answer
    package let checkedAt: Date
    /// First check of a row of checks that all found this state.
    package let since: Date
    package let lastSuccessAt: Date?
    /// Checks in a row that could not have the content.
    package let failures: Int
    /// When it is asked again.
    package let checkAfter: Date

    /// Whether readers should be told: at once of what does not pass by itself, else from the second time.
    package var isAlarming: Bool { !state.isGood && (failures > 1 || !state.isPassing) }
}

package import Localization

/// A row that is in the file and not in the table, with the reason.
package struct Reject: Codable, Sendable, Hashable {
    package enum Reason: String, Codable, Sendable {
        /// More cells than the header has columns, and something in them.
        case tooManyCells
        /// A quote opened on this line and never closed.
        case unclosedQuote
        /// A row of more bytes than the reader holds at once.
        case tooLong
    }
    /// Where the row starts in the file, from 1.
    package let line: Int64
    package let reason: Reason
    /// What `reject.<reason>` needs in order to be a sentence.
    package let arguments: [String: MessageArgument]
    /// The first characters of the row as it stands in the file.
    package let excerpt: String
}

extension Reject {
    func moved(byLines lines: Int64) -> Reject {
        Reject(line: line + lines, reason: reason, arguments: arguments, excerpt: excerpt)
    }
}

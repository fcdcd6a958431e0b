import Foundation
import Localization

/// The journal as a file that any spreadsheet opens: RFC 4180, UTF-8, dates in ISO 8601 (UTC).
package enum JournalCSV {
    /// Stable names, the same in every language: programs read them.
    package static let header = CSVText.line([
        "number", "date", "actor", "actor_name", "action", "subject", "subject_name", "before_sha256", "after_sha256",
        "address", "hash",
    ])

    package static func line(_ entry: JournalEntry) -> String {
        CSVText.line([
            "\(entry.number)", entry.at.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)), entry.actor.id,
            entry.actor.name, entry.action.rawValue, entry.subject.key, entry.subject.name, entry.before ?? "",
            entry.after ?? "", entry.address, entry.hash,
        ])
    }
}

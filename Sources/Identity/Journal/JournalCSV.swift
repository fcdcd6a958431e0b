import Foundation

/// The journal as a file that any spreadsheet opens: RFC 4180, UTF-8, dates in ISO 8601 (UTC).
package enum JournalCSV {
    /// Stable names, the same in every language: programs read them.
    package static let header = row([
        "number", "date", "actor", "actor_name", "action", "subject", "subject_name", "before_sha256", "after_sha256",
        "address", "hash",
    ])

    package static func line(_ entry: JournalEntry) -> String {
        row([
            "\(entry.number)", entry.at.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)), entry.actor.id,
            entry.actor.name, entry.action.rawValue, entry.subject.key, entry.subject.name, entry.before ?? "",
            entry.after ?? "", entry.address, entry.hash,
        ])
    }

    private static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    /// A name that begins like a formula must not become one.
    private static func cell(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        guard safe.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

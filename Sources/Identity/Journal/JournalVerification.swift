/// Whether the journal is whole.
package struct JournalVerification: Sendable, Hashable {
    /// A place that others may keep, and later compare: whoever rewrites the whole chain cannot give it back.
    package struct Head: Sendable, Hashable {
        package let number: Int64
        package let hash: String

        package init(number: Int64, hash: String) {
            self.number = number
            self.hash = hash
        }

        /// `12:ab34…`, as ``description`` writes it.
        package init?(_ text: String) {
            let parts = text.split(separator: ":")
            guard parts.count == 2, let number = Int64(parts[0]), parts[1].count == 64 else { return nil }
            self.init(number: number, hash: String(parts[1]))
        }

        package var description: String { "\(number):\(hash)" }
    }

    /// Entries looked at.
    package let count: Int
    /// The last entry; nil where there is none.
    package let head: Head?
    /// The number at which the chain first breaks: an entry changed, missing, or put in.
    package let brokenAt: Int64?
    /// Whether the head that was kept elsewhere is not in this journal.
    package let missesKeptHead: Bool

    package var isWhole: Bool { brokenAt == nil && !missesKeptHead }
}

extension Journal {
    /// Reads the whole journal and follows its chain.
    ///
    /// - Parameter kept: a head written down before, which must still be there unless retention took it.
    package func verify(kept: JournalVerification.Head? = nil) async throws -> JournalVerification {
        let start = try await start()
        var previous = start
        var count = 0
        var brokenAt: Int64?
        var isKeptFound = kept.map { $0.number < start.number || $0 == start } ?? true
        try await forEach { entry in
            count += 1
            if brokenAt == nil, entry.number != previous.number + 1 || entry.hash != entry.expectedHash(after: previous.hash) {
                brokenAt = previous.number + 1
            }
            previous = JournalVerification.Head(number: entry.number, hash: entry.hash)
            if previous == kept { isKeptFound = true }
        }
        return JournalVerification(
            count: count, head: previous.number == 0 ? nil : previous, brokenAt: brokenAt, missesKeptHead: !isKeptFound)
    }
}

package import Foundation
import Localization
import Tables

/// A file that was checked, for as long as whoever sent it may come back for its report and its repaired version.
package struct KeptCheck: Sendable {
    /// Known to that person alone: 128 random bits.
    package let token: String
    package let file: ReceivedForm.File
    package let outcome: FileChecking.Outcome
    /// Whether somebody named the schema.
    package let isGuessed: Bool
    package let folder: URL
    package let expiresAt: Date

    /// Where its repaired version is written, for each language of its column of problems.
    func repaired(_ language: Language) -> URL { folder.appending(path: "repaired-\(language.rawValue).csv") }
}

/// Keeps checked files for some minutes, and erases them: when their time is over, when the person asks, when there are
/// too many, when the server stops.
package actor CheckDesk {
    /// More than this many wait for nobody.
    private static let most = 64

    private let checking: FileChecking
    private let duration: TimeInterval
    private let now: @Sendable () -> Date
    private var checks: [String: KeptCheck] = [:]
    /// The checks of what the catalogue serves, by the content's own name.
    private var tokens: [String: String] = [:]

    /// - Parameters:
    ///   - duration: how long a file is kept, in seconds.
    ///   - now: the clock.
    package init(_ checking: FileChecking, duration: TimeInterval, now: @escaping @Sendable () -> Date = { Date() }) {
        self.checking = checking
        self.duration = duration
        self.now = now
    }

    /// Takes in a check and the folder of its file.
    ///
    /// - Parameter key: names a content that the catalogue serves, whose check anybody may have.
    package func keep(
        _ file: ReceivedForm.File, _ outcome: FileChecking.Outcome, isGuessed: Bool, folder: URL, key: String? = nil
    ) -> KeptCheck {
        sweep()
        while checks.count >= Self.most || keptBytes > 4 * checking.largest, let oldest = checks.values.min(by: { $0.expiresAt < $1.expiresAt }) {
            erase(oldest.token)
        }
        let check = KeptCheck(
            token: Self.newToken(), file: file, outcome: outcome, isGuessed: isGuessed, folder: folder,
            expiresAt: now().addingTimeInterval(duration))
        checks[check.token] = check
        if let key { tokens[key] = check.token }
        return check
    }

    /// The check of a content that the catalogue serves, while it is kept.
    package func token(of key: String) -> String? {
        sweep()
        return tokens[key]
    }

    /// The same file checked against another schema takes the place of what was found before.
    package func replace(_ token: String, with outcome: FileChecking.Outcome, isGuessed: Bool) throws {
        let old = try check(token)
        for language in Language.allCases { try? FileManager.default.removeItem(at: old.repaired(language)) }
        checks[token] = KeptCheck(
            token: token, file: old.file, outcome: outcome, isGuessed: isGuessed, folder: old.folder, expiresAt: old.expiresAt)
    }

    /// - Throws: ``RequestError`` `request.check.gone` for what is not, or no longer, here.
    package func check(_ token: String) throws -> KeptCheck {
        sweep()
        guard let check = checks[token] else { throw RequestError("request.check.gone") }
        return check
    }

    /// Erases a file and all that was made of it, at once.
    package func erase(_ token: String) {
        guard let check = checks.removeValue(forKey: token) else { return }
        tokens = tokens.filter { $0.value != token }
        try? FileManager.default.removeItem(at: check.folder)
    }

    /// Erases what has had its time.
    package func sweep() {
        let moment = now()
        for check in checks.values where check.expiresAt <= moment { erase(check.token) }
    }

    /// Erases everything.
    package func close() {
        for token in checks.keys { erase(token) }
    }

    private var keptBytes: Int64 { checks.values.reduce(0) { $0 + $1.file.bytes } }

    private static func newToken() -> String {
        var random = SystemRandomNumberGenerator()
        let words = (0..<2).map { _ in random.next() as UInt64 }
        return words.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

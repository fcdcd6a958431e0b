import Crypto
package import Foundation
import Localization
import Store

/// How attempts to enter are slowed down: on each account, known or not, and from each address. Kept in the store, so
/// that a restart forgives nothing.
///
/// On an account, five attempts are free, then the wait doubles from one minute to two hours: some 23 attempts a day,
/// under the 25 of the CNIL's deliberation no. 2022-100. From an address, twenty are free: people share addresses.
package struct LoginThrottle: Sendable, Hashable {
    package var freeByAccount = 5
    package var freeByAddress = 20
    /// The first wait, in seconds.
    package var firstWait: TimeInterval = 60
    /// The longest wait, in seconds.
    package var longestWait: TimeInterval = 7200
    /// After this time without an attempt, in seconds, what came before is forgotten.
    package var memory: TimeInterval = 86_400

    package init() {}

    /// The wait after failure number `failures`, in seconds.
    package func wait(after failures: Int, free: Int) -> TimeInterval {
        guard failures >= free else { return 0 }
        return min(longestWait, firstWait * pow(2, Double(min(failures - free, 30))))
    }
}

/// What attempts are counted on.
enum AttemptSubject: Hashable {
    case account(String)
    case address(String)

    /// Addresses typed at the door are kept as hashes: some are passwords.
    var key: String {
        switch self {
        case .account(let email): "account:" + Hexadecimal.text(SHA256.hash(data: Data(email.utf8)))
        case .address(let address): "address:" + address
        }
    }
}

extension LoginThrottle {
    private func free(_ subject: AttemptSubject) -> Int {
        if case .account = subject { freeByAccount } else { freeByAddress }
    }

    /// Counts an attempt before it is known how it ends, so that many at once do not all pass.
    ///
    /// - Throws: ``IdentityError`` `throttled` where the wait is not over.
    func begin(_ subjects: [AttemptSubject], at date: Date, in session: any WriteSession) throws {
        var counts: [(subject: AttemptSubject, failures: Int)] = []
        for subject in subjects {
            let row = try session.row("SELECT * FROM login_attempts WHERE subject = ?", [.text(subject.key)])
            let until = try row?.date("blocked_until") ?? .distantPast
            if until > date {
                throw IdentityError(.throttled, ["wait": .integer(Int(until.timeIntervalSince(date).rounded(.up)))])
            }
            let isRecent = try row.map { date.timeIntervalSince(try $0.date("last_at")) < memory } ?? false
            counts.append((subject, isRecent ? try row?.int("failures") ?? 0 : 0))
        }
        for (subject, failures) in counts {
            let until = date + wait(after: failures + 1, free: free(subject))
            try session.execute(
                """
                INSERT INTO login_attempts (subject, failures, last_at, blocked_until) VALUES (?, ?, ?, ?)
                ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
                  blocked_until = excluded.blocked_until
                """,
                [.text(subject.key), StoreValue(failures + 1), StoreValue(date), StoreValue(until)])
        }
    }

    /// The attempt was right: the account's count is over, the address's is as before it.
    func succeed(_ subjects: [AttemptSubject], at date: Date, in session: any WriteSession) throws {
        for subject in subjects {
            switch subject {
            case .account:
                try session.execute("DELETE FROM login_attempts WHERE subject = ?", [.text(subject.key)])
            case .address:
                try session.execute(
                    "UPDATE login_attempts SET failures = failures - 1, blocked_until = ? WHERE subject = ? AND failures > 0",
                    [StoreValue(date), .text(subject.key)])
            }
        }
    }
}

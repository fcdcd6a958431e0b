import Crypto
package import Foundation

/// One line of the audit journal: who did what to what, when, from where. It never holds what was written, only hashes
/// of it.
package struct JournalEntry: Sendable, Hashable, Identifiable {
    /// From 1, without gaps.
    package let number: Int64
    package let at: Date
    package let actor: Actor
    package let action: JournalAction
    package let subject: JournalSubject
    /// SHA-256 of the subject's canonical JSON before the change; nil where there was none.
    package let before: String?
    /// The same after the change.
    package let after: String?
    package let address: String
    /// SHA-256 of all of the above and of the former entry's hash: no entry can be changed, taken out or put in without
    /// changing all that follow.
    package let hash: String

    package var id: Int64 { number }

    /// The hash that this entry must have after one whose hash is `previous`.
    func expectedHash(after previous: String) -> String {
        let fields = [
            previous, "\(number)", "\(at.milliseconds)", actor.id, actor.name, action.rawValue, subject.key, subject.name,
            before ?? "", after ?? "", address,
        ]
        var hasher = SHA256()
        // Lengths before texts, so that no two lists of fields read the same.
        for field in fields {
            hasher.update(data: Data("\(field.utf8.count):".utf8))
            hasher.update(data: Data(field.utf8))
        }
        return Hexadecimal.text(hasher.finalize())
    }
}

extension Date {
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded(.down)) }
}

/// What was done. Rooms that write add theirs.
package struct JournalAction: RawRepresentable, Sendable, Hashable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let accountCreated = Self(rawValue: "account.created")
    package static let accountDisabled = Self(rawValue: "account.disabled")
    package static let accountEnabled = Self(rawValue: "account.enabled")
    package static let accountRenamed = Self(rawValue: "account.renamed")
    package static let roleChanged = Self(rawValue: "role.changed")
    package static let passwordChanged = Self(rawValue: "password.changed")
    package static let resetIssued = Self(rawValue: "reset.issued")
    package static let resetUsed = Self(rawValue: "reset.used")
    package static let sessionOpened = Self(rawValue: "session.opened")
    package static let sessionRefused = Self(rawValue: "session.refused")
    package static let sessionClosed = Self(rawValue: "session.closed")
    package static let sessionRevoked = Self(rawValue: "session.revoked")
    package static let tokenIssued = Self(rawValue: "token.issued")
    package static let tokenRevoked = Self(rawValue: "token.revoked")
    package static let subjectLinked = Self(rawValue: "subject.linked")
    package static let journalExported = Self(rawValue: "journal.exported")
    package static let journalPruned = Self(rawValue: "journal.pruned")

    /// Those of this room, for which a sentence exists: `identity.action.<raw value>`.
    package static let all: [JournalAction] = [
        .accountCreated, .accountDisabled, .accountEnabled, .accountRenamed, .roleChanged, .passwordChanged, .resetIssued,
        .resetUsed, .sessionOpened, .sessionRefused, .sessionClosed, .sessionRevoked, .tokenIssued, .tokenRevoked,
        .subjectLinked, .journalExported, .journalPruned,
    ]
}

/// What it was done to.
package struct JournalSubject: Sendable, Hashable {
    /// Kind and identifier, such as `account:0b1c…`.
    package let key: String
    /// What people called it then.
    package let name: String

    package init(_ kind: String, _ id: String, name: String) {
        key = "\(kind):\(id)"
        self.name = name
    }

    init(key: String, name: String) {
        self.key = key
        self.name = name
    }

    init(_ account: Account) { self.init("account", account.id.text, name: account.email) }

    /// An account that nobody knows: what was typed may be a password, and is not kept.
    static let unknown = JournalSubject("account", "unknown", name: "")
    static let journal = JournalSubject("journal", "", name: "")
}

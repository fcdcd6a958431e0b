package import Foundation

/// A means of entry tied to an account. One account may have several, of several kinds.
package struct Credential: Sendable, Hashable, Identifiable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// `secret` is the password's hash; one an account.
        case password
        /// An identity provider vouches for the person (OpenID Connect Core 1.0, section 2): `subject` is the issuer
        /// and its name for the person, which together never change.
        case external
        /// A program's key: `subject` is the hash of its token, ``Credential/limits`` what it may do.
        case apiToken
        /// A one-time link to choose a password: `subject` is the hash of its token.
        case reset
    }

    package let id: UUID
    package let account: UUID
    package let kind: Kind
    /// What people call it: the name of a key, of a provider.
    package let label: String
    /// Nil lets all of the account's rights through.
    package let limits: Set<Permission>?
    package let createdAt: Date
    package let expiresAt: Date?
    package let lastUsedAt: Date?
}

/// The name that an identity provider has for a person.
package struct ExternalSubject: Sendable, Hashable {
    /// The issuer's address, such as `https://auth.agentconnect.gouv.fr/api/v2`.
    package let issuer: String
    package let subject: String

    package init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }

    /// One text for both; an issuer is an address and holds no space.
    var key: String { "\(issuer) \(subject)" }
}

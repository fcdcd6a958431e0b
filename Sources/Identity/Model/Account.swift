package import Foundation

/// Somebody who can enter.
package struct Account: Sendable, Hashable, Identifiable, Codable {
    package let id: UUID
    /// Folded by ``EmailAddress``, unique.
    package let email: String
    /// As people know them.
    package let name: String
    /// Cannot enter; what they did keeps their name.
    package let isDisabled: Bool
    package let createdAt: Date
    package let lastLoginAt: Date?

    init(id: UUID, email: String, name: String, isDisabled: Bool = false, createdAt: Date, lastLoginAt: Date? = nil) {
        self.id = id
        self.email = email
        self.name = name
        self.isDisabled = isDisabled
        self.createdAt = createdAt
        self.lastLoginAt = lastLoginAt
    }
}

/// An electronic address as accounts are known by it: without spaces around, in lower case, composed (NFC).
package enum EmailAddress {
    /// - Throws: ``IdentityError`` `emailInvalid`.
    package static func folded(_ text: String) throws -> String {
        let folded = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased().precomposedStringWithCanonicalMapping
        let parts = folded.split(separator: "@", omittingEmptySubsequences: false)
        // RFC 5321 bounds; what is between is the mail server's business.
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), folded.utf8.count <= 254,
            parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }), parts[1].contains("."),
            !folded.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x21 || "<>()[],;:\\\"".unicodeScalars.contains($0) })
        else { throw IdentityError(.emailInvalid) }
        return folded
    }
}

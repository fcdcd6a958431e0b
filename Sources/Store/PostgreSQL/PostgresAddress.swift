import Foundation

/// Where a PostgreSQL store is and how to enter, in the form of libpq (PostgreSQL documentation, 34.1.1.2
/// “Connection URIs”). The password travels beside the address, never in it, so that the address may be told.
package struct PostgresAddress: Sendable, Hashable, CustomStringConvertible {
    /// `postgresql://user@host:port/database?parameter=value`, without a password.
    package let uri: String
    /// Nil leaves it to libpq: `PGPASSWORD`, the password file, or no password at all.
    let password: String?

    /// - Throws: ``StoreError`` of kind `cannotOpen` where the text is no such address, or holds a password.
    package init(_ uri: String, password: String? = nil) throws {
        guard uri.hasPrefix("postgresql://") || uri.hasPrefix("postgres://") else {
            throw StoreError(.cannotOpen, "not a postgresql:// address")
        }
        guard !Self.holdsPassword(uri) else {
            throw StoreError(.cannotOpen, "the address holds a password, which belongs in a file or a variable")
        }
        self.uri = uri
        self.password = password
    }

    /// Whether `uri` names a password, before the `@` or among its parameters.
    package static func holdsPassword(_ uri: String) -> Bool {
        guard let scheme = uri.range(of: "://") else { return false }
        let rest = uri[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        if let at = authority.lastIndex(of: "@"), authority[..<at].contains(":") { return true }
        let parameters = rest.drop { $0 != "?" }.dropFirst()
        return parameters.split(separator: "&").contains {
            let name = $0.prefix { $0 != "=" }.lowercased()
            return (name.removingPercentEncoding ?? name) == "password"
        }
    }

    /// `uri` fit to be shown: whatever could be a password is left out.
    package static func redacted(_ uri: String) -> String {
        holdsPassword(uri) ? "postgresql://…" : uri
    }

    package var description: String { uri }
}

import Foundation

/// Who a request comes from, and what they may do. Whatever is not granted is denied.
package struct Principal: Sendable, Hashable {
    /// Nil for the public.
    package let account: Account?
    package let grants: [Grant]
    /// What the means of entry lets through of the account's rights; nil lets all through.
    package let limits: Set<Permission>?
    /// The address they come from, for the journal.
    package let address: String

    init(account: Account?, grants: [Grant], limits: Set<Permission>? = nil, address: String) {
        self.account = account
        self.grants = grants
        self.limits = limits
        self.address = address
    }

    /// The public, who may do nothing that asks a permission.
    package static func anonymous(from address: String) -> Principal {
        Principal(account: nil, grants: [], address: address)
    }

    package var isSignedIn: Bool { account != nil }

    /// Whether `permission` is granted on `scope`: by a role there, or on the whole instance.
    package func can(_ permission: Permission, on scope: Scope) -> Bool {
        guard let account, !account.isDisabled else { return false }
        if let limits, !limits.contains(permission) { return false }
        if permission.isInstanceWide, scope != .instance { return false }
        guard let role = permission.role else { return true }
        return grants.contains { grant in (grant.scope == .instance || grant.scope == scope) && grant.role >= role }
    }

    /// The proof that a change may be made.
    ///
    /// - Throws: ``IdentityError`` `signedOut` for the public, `forbidden` for others.
    package func authorize(_ permission: Permission, on scope: Scope) throws -> Authorization {
        guard let account else { throw IdentityError(.signedOut) }
        guard can(permission, on: scope) else { throw IdentityError(.forbidden) }
        return Authorization(
            actor: Actor(account), permission: permission, scope: scope, address: address)
    }
}

/// Who did something, as the journal says it.
package struct Actor: Sendable, Hashable {
    /// The account's identifier; `operator` for the command line; `system` for the program itself.
    package let id: String
    /// What they were called when it happened.
    package let name: String

    init(_ account: Account) {
        id = account.id.uuidString.lowercased()
        name = account.email
    }

    init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// The program itself.
    static let system = Actor(id: "system", name: "portulan")

    static func commandLine(_ user: String) -> Actor { Actor(id: "operator", name: user) }
}

/// The proof that somebody may do one thing in one place. Changes take it as an argument, so that none can be written
/// without a check.
package struct Authorization: Sendable, Hashable {
    package let actor: Actor
    package let permission: Permission
    package let scope: Scope
    /// Where the order came from; empty for the command line.
    package let address: String

    fileprivate init(actor: Actor, permission: Permission, scope: Scope, address: String) {
        self.actor = actor
        self.permission = permission
        self.scope = scope
        self.address = address
    }

    /// Whoever can run the program on the instance's folder owns its data already.
    ///
    /// - Parameter user: of the system, for the journal.
    package static func commandLine(_ permission: Permission, user: String, on scope: Scope = .instance) -> Authorization {
        Authorization(actor: .commandLine(user), permission: permission, scope: scope, address: "")
    }

    /// - Throws: ``IdentityError`` `forbidden` where this is the proof of something else.
    func check(_ permission: Permission, on scope: Scope) throws {
        guard self.permission == permission, self.scope == scope || self.scope == .instance else {
            throw IdentityError(.forbidden)
        }
    }
}

import Catalog
import Foundation
import Identity
import Localization
import Terminal

/// Accounts as a table for people or as entries for programs.
struct AccountReport {
    let session: Session
    let organizations: [Organization]

    /// One account in `account list --json`: stable keys.
    struct Entry: Encodable {
        struct RoleEntry: Encodable {
            let role: String
            /// An organisation's identifier in addresses; nil for the whole instance.
            let organization: String?
        }
        let id: String
        let email: String
        let name: String
        let roles: [RoleEntry]
        let disabled: Bool
        let hasPassword: Bool
        let createdAt: Date
        let lastLoginAt: Date?
    }

    func entry(_ detail: AccountDetail) -> Entry {
        let account = detail.account
        return Entry(
            id: account.id.uuidString.lowercased(), email: account.email, name: account.name,
            roles: detail.grants.map { .init(role: $0.role.rawValue, organization: organization($0.scope)) },
            disabled: account.isDisabled, hasPassword: detail.hasPassword, createdAt: account.createdAt,
            lastLoginAt: account.lastLoginAt)
    }

    func lines(_ accounts: [AccountDetail]) -> [String] {
        guard !accounts.isEmpty else { return [session.text("cli.account.list.none")] }
        var table = TextTable(columns: [
            .init(session.text("site.account.email"), minimumWidth: 12, rank: 9),
            .init(session.text("site.account.name"), minimumWidth: 8, rank: 6),
            .init(session.text("site.account.roles.title"), minimumWidth: 8, rank: 8),
            .init(session.text("site.account.state"), minimumWidth: 6, rank: 7),
            .init(session.text("site.account.lastLogin"), minimumWidth: 10, rank: 3),
        ])
        for detail in accounts {
            let account = detail.account
            let state = account.isDisabled ? "disabled" : detail.hasPassword ? "active" : "waiting"
            let roles = detail.grants.map { grant in
                session.text("identity.role.\(grant.role.rawValue)") + (organization(grant.scope).map { " (\($0))" } ?? "")
            }
            table.append([
                account.email, account.name, roles.joined(separator: ", "), session.text("site.account.state.\(state)"),
                account.lastLoginAt.map { session.localizer.dateTime($0) } ?? session.text("site.account.never"),
            ])
        }
        return table.lines(width: session.output.width, ink: session.ink).lines
    }

    private func organization(_ scope: Scope) -> String? {
        guard case .organization(let id) = scope else { return nil }
        return organizations.first { $0.id == id }?.slug ?? id.uuidString.lowercased()
    }
}

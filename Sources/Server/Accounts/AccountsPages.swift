import Catalog
import Foundation
import Hummingbird
import Identity
import Localization

extension AccountRoutes {
    /// `/administration/comptes`: everybody, and the form for one more.
    func accountsPage(_ visit: Visit) async throws -> Response {
        try await accountsPage(visit, form: nil, alert: nil, status: .ok)
    }

    private func accountsPage(
        _ visit: Visit, form: SubmittedForm?, alert: Alert?, status: HTTPResponse.Status
    ) async throws -> Response {
        _ = try visit.context.principal.authorize(.manageAccounts, on: .instance)
        let names = try await scopeNames(visit)
        let accounts = try await identity.accounts()
        let title = visit.text("site.account.accounts.title")
        return try page("accounts", title: title, trail: [ownLink(visit)], status: status, visit) { token in
            AccountsView(
                alert: alert, formToken: token, action: AccountAddress.accounts.path,
                countText: visit.text("site.account.accounts.count", ["count": .integer(accounts.count)]),
                rows: accounts.map { row($0, names, visit) }, email: form?["courriel"] ?? "", name: form?["nom"] ?? "",
                roles: roleChoices(selected: form?["role"] ?? "", visit), scopes: names.choices(selected: form?["portee"] ?? ""),
                isWrong: alert != nil)
        }
    }

    private func row(_ detail: AccountDetail, _ names: ScopeNames, _ visit: Visit) -> AccountRow {
        let account = detail.account
        return AccountRow(
            name: account.name, href: address(of: account.id), email: account.email,
            roles: detail.grants.map { names.sentence($0) },
            state: visit.text("site.account.state." + (account.isDisabled ? "disabled" : detail.hasPassword ? "active" : "waiting")),
            isDisabled: account.isDisabled,
            lastLogin: account.lastLoginAt.map { visit.localizer.dateTime($0) })
    }

    func createAccount(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let authorization = try visit.context.principal.authorize(.manageAccounts, on: .instance)
        do {
            var grant: Grant?
            if !form["role"].isEmpty { grant = Grant(try role(form["role"]), on: try scope(form["portee"])) }
            let made = try await identity.createAccount(
                email: form["courriel"], name: form["nom"], grant: grant, by: authorization)
            return try linkPage(made.account, made.link, visit)
        } catch let error as IdentityError where error.problem != .forbidden && error.problem != .signedOut {
            let (alert, status) = told(error, visit)
            return try await accountsPage(visit, form: form, alert: alert, status: status)
        }
    }

    /// `/administration/comptes/{id}`: one account, its roles, what can be done with it.
    func accountPage(_ visit: Visit) async throws -> Response {
        try await accountPage(visit, alert: try done(visit), status: .ok)
    }

    private func accountPage(_ visit: Visit, alert: Alert?, status: HTTPResponse.Status) async throws -> Response {
        _ = try visit.context.principal.authorize(.manageAccounts, on: .instance)
        let detail = try await account(visit)
        let names = try await scopeNames(visit)
        let row = row(detail, names, visit)
        let trail = [ownLink(visit), Link(label: visit.text("site.account.accounts.title"), href: AccountAddress.accounts.path)]
        return try page("account-detail", title: detail.account.name, trail: trail, status: status, visit) { token in
            AccountView(
                alert: alert, formToken: token, action: address(of: detail.account.id), heading: detail.account.name,
                name: detail.account.name,
                facts: [
                    Fact(label: visit.text("site.account.email"), value: row.email),
                    Fact(label: visit.text("site.account.state"), value: row.state),
                    Fact(label: visit.text("site.account.created"), value: visit.localizer.dateTime(detail.account.createdAt)),
                    Fact(label: visit.text("site.account.lastLogin"), value: row.lastLogin ?? visit.text("site.account.never")),
                ],
                roles: detail.grants.map { GrantRow(text: names.sentence($0), scope: names.key($0.scope)) },
                choices: roleChoices(selected: "", visit).filter { !$0.value.isEmpty }, scopes: names.choices(selected: ""),
                isDisabled: detail.account.isDisabled)
        }
    }

    func changeAccount(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let principal = visit.context.principal
        let authorization = try principal.authorize(.manageAccounts, on: .instance)
        let account = try await account(visit).account
        do {
            let word: String
            switch form["action"] {
            case "role":
                try await identity.setRole(
                    try role(form["role"]), on: try scope(form["portee"]), of: account.id,
                    by: try principal.authorize(.manageMembers, on: .instance))
                word = "role"
            case "retirer":
                try await identity.setRole(
                    nil, on: try scope(form["portee"]), of: account.id, by: try principal.authorize(.manageMembers, on: .instance))
                word = "role"
            case "nom":
                try await identity.rename(account.id, to: form["nom"], by: authorization)
                word = "nom"
            case "desactiver":
                try await identity.setDisabled(true, account.id, by: authorization)
                word = "desactive"
            case "reactiver":
                try await identity.setDisabled(false, account.id, by: authorization)
                word = "reactive"
            case "lien":
                return try linkPage(account, try await identity.issueReset(for: account.id, by: authorization), visit)
            default: throw RequestError("request.form")
            }
            return .redirecting(to: address(of: account.id) + "?fait=\(word)")
        } catch let error as IdentityError where ![.forbidden, .signedOut].contains(error.problem) {
            let (alert, status) = told(error, visit)
            return try await accountPage(visit, alert: alert, status: status)
        }
    }

    /// Shows a one-time link, once: it is nowhere else.
    private func linkPage(_ account: Account, _ token: SecretToken, _ visit: Visit) throws -> Response {
        let trail = [ownLink(visit), Link(label: visit.text("site.account.accounts.title"), href: AccountAddress.accounts.path)]
        return try page("account-link", title: visit.text("site.account.link.title"), trail: trail, visit) { _ in
            LinkView(
                text: visit.text("site.account.link.text", ["name": .text(account.name)]),
                address: visit.context.origin + AccountAddress.reset.path + "?jeton=" + token.text,
                back: Link(label: account.name, href: address(of: account.id)))
        }
    }

    private func account(_ visit: Visit) async throws -> AccountDetail {
        guard let id = UUID(uuidString: try visit.identifier), let detail = try await identity.account(id) else {
            throw RequestError.notFound
        }
        return detail
    }

    private func address(of id: UUID) -> String { "\(AccountAddress.accounts.path)/\(id.uuidString.lowercased())" }

    private func ownLink(_ visit: Visit) -> Link {
        Link(label: visit.text("site.account.own.title"), href: AccountAddress.own.path)
    }

    private func role(_ text: String) throws -> Role {
        guard let role = Role(rawValue: text) else { throw IdentityError(.roleUnknown) }
        return role
    }

    /// The scope that a form names: empty for the instance, else an organisation's identifier.
    private func scope(_ text: String) throws -> Scope {
        if text.isEmpty { return .instance }
        guard let id = UUID(uuidString: text) else { throw IdentityError(.organizationUnknown) }
        return .organization(id)
    }

    private func roleChoices(selected: String, _ visit: Visit) -> [Choice] {
        [Choice(value: "", label: visit.text("identity.role.none"), isSelected: selected.isEmpty)]
            + Role.allCases.map { role in
                Choice(value: role.rawValue, label: visit.text("identity.role.\(role.rawValue)"), isSelected: role.rawValue == selected)
            }
    }

    func scopeNames(_ visit: Visit) async throws -> ScopeNames {
        ScopeNames(organizations: try await catalog.organizations(), visit: visit)
    }
}

/// What scopes are called: organisations are the catalogue's, roles are accounts'.
struct ScopeNames {
    let organizations: [Organization]
    let visit: Visit

    func key(_ scope: Scope) -> String {
        switch scope {
        case .instance: ""
        case .organization(let id): id.uuidString.lowercased()
        }
    }

    private func name(_ scope: Scope) -> String {
        switch scope {
        case .instance: visit.text("identity.scope.instance")
        case .organization(let id): organizations.first { $0.id == id }?.name ?? visit.text("identity.scope.gone")
        }
    }

    /// “responsable — Mairie de Lyon”.
    func sentence(_ grant: Grant) -> String { visit.text("identity.role.\(grant.role.rawValue)") + " — " + name(grant.scope) }

    func choices(selected: String) -> [Choice] {
        ([.instance] + organizations.map { Scope.organization($0.id) }).map {
            Choice(value: key($0), label: name($0), isSelected: key($0) == selected)
        }
    }
}

import Foundation
import Hummingbird
import Identity
import Localization

extension AccountRoutes {
    /// `/compte`: who one is here, the browsers that are signed in, the password.
    func ownPage(_ visit: Visit) async throws -> Response {
        try await ownPage(visit, alert: try done(visit), status: .ok)
    }

    private func ownPage(_ visit: Visit, alert: Alert?, status: HTTPResponse.Status) async throws -> Response {
        let principal = visit.context.principal
        guard let account = principal.account else { throw IdentityError(.signedOut) }
        let names = try await scopeNames(visit)
        let sessions = try await identity.sessions(of: account.id)
        let steered = try await steering.ownSteering(visit)
        return try page("account-own", title: visit.text("site.account.own.title"), status: status, visit) { token in
            OwnAccountView(
                alert: alert, formToken: token,
                facts: [
                    Fact(label: visit.text("site.account.name"), value: account.name),
                    Fact(label: visit.text("site.account.email"), value: account.email),
                ],
                roles: principal.grants.map { names.sentence($0) },
                administration: administration(principal, visit), steered: steered,
                sessions: sessions.map { session in
                    SessionRow(
                        id: session.id.uuidString.lowercased(), agent: Self.browser(session.agent, visit), address: session.address,
                        opened: visit.localizer.dateTime(session.createdAt), seen: visit.localizer.dateTime(session.lastSeenAt),
                        isCurrent: session.id == visit.context.session?.id)
                },
                hasOthers: sessions.count > 1, sessionsAction: AccountAddress.ownSessions.path,
                passwordAction: AccountAddress.ownPassword.path, email: account.email, rule: rule(visit),
                isWrong: alert?.kind == Alert.Kind.error.rawValue)
        }
    }

    func changePassword(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        do {
            guard form["nouveau"] == form["encore"] else { throw IdentityError(.passwordsDiffer) }
            try await identity.changePassword(
                from: form["actuel"], to: form["nouveau"], of: visit.context.principal, current: visit.context.session?.id)
            return .redirecting(to: AccountAddress.own.path + "?fait=motdepasse")
        } catch let error as IdentityError where error.problem != .signedOut {
            let (alert, status) = told(error, visit)
            return try await ownPage(visit, alert: alert, status: status)
        }
    }

    func revokeSession(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let id = UUID(uuidString: form["session"])
        guard id != nil || form["session"] == "autres" else { throw RequestError("request.form") }
        try await identity.revoke(id, of: visit.context.principal, current: visit.context.session?.id)
        return .redirecting(to: AccountAddress.own.path + "?fait=sessions")
    }

    /// The pages of administration that somebody may open.
    func administration(_ principal: Principal, _ visit: Visit) -> [Link] {
        var links: [Link] = []
        if principal.can(.manageAccounts, on: .instance) {
            links.append(Link(label: visit.text("site.account.accounts.title"), href: AccountAddress.accounts.path))
        }
        if principal.can(.readUnpublished, on: .instance) {
            links.append(Link(label: visit.text("site.harvest.title"), href: HarvestAddress.list.path))
        }
        if principal.can(.readJournal, on: .instance) {
            links.append(Link(label: visit.text("site.account.journal.title"), href: AccountAddress.journal.path))
        }
        return links
    }

    /// The browser and the system that a user agent names, where it is one of the common ones.
    private static func browser(_ agent: String, _ visit: Visit) -> String {
        let browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
        let systems = [
            ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
        ]
        let found = [browsers, systems].compactMap { list in list.first { agent.contains($0.0) }?.1 }
        return found.isEmpty ? visit.text("site.account.sessions.unknown") : found.joined(separator: ", ")
    }
}

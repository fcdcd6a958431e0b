import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Localization

extension AccountRoutes {
    /// `/connexion`.
    func loginPage(_ visit: Visit) async throws -> Response {
        let target = try localTarget(visit.request.queryItems["retour"] ?? "")
        if visit.context.principal.isSignedIn { return .redirecting(to: target ?? AccountAddress.own.path) }
        return try loginPage(visit, email: "", target: target, alert: try done(visit), status: .ok)
    }

    private func loginPage(
        _ visit: Visit, email: String, target: String?, alert: Alert?, status: HTTPResponse.Status
    ) throws -> Response {
        try page("account-login", title: visit.text("site.account.login.title"), status: status, visit) { token in
            LoginView(
                alert: alert, formToken: token, action: AccountAddress.login.path, target: target, email: email,
                isWrong: alert?.kind == Alert.Kind.error.rawValue)
        }
    }

    func login(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let target = localTarget(form["retour"])
        let context = visit.context
        do {
            let opened = try await identity.login(
                email: form["courriel"], password: form["motdepasse"], address: context.clientAddress,
                limitKey: ClientAddress.isLoopback(context.clientAddress) ? nil : ClientAddress.limitKey(context.clientAddress),
                agent: visit.request.headers[.userAgent] ?? "",
                former: SessionCookie.session.token(visit.request, context))
            var response = Response.redirecting(to: target ?? AccountAddress.own.path)
            response.headers[values: .setCookie] = [
                SessionCookie.session.setting(opened.token, context), SessionCookie.visit.clearing(context),
            ]
            return response
        } catch let error as IdentityError {
            let (alert, status) = told(error, title: "site.account.login.refused", visit)
            var response = try loginPage(visit, email: form["courriel"], target: target, alert: alert, status: status)
            if case .integer(let seconds)? = error.arguments["wait"] { response.headers[.retryAfter] = String(seconds) }
            return response
        }
    }

    /// `/deconnexion`: a link leads here, only the form signs out.
    func logoutPage(_ visit: Visit) async throws -> Response {
        guard visit.context.principal.isSignedIn else { return .redirecting(to: AccountAddress.login.path) }
        return try page("account-logout", title: visit.text("site.account.logout.title"), visit) { token in
            LogoutView(formToken: token, action: AccountAddress.logout.path, email: visit.context.principal.account?.email ?? "")
        }
    }

    func logout(_ visit: Visit) async throws -> Response {
        if let token = visit.context.sessionToken {
            try await identity.close(token, address: visit.context.clientAddress)
        }
        var response = Response.redirecting(to: AccountAddress.login.path + "?fait=deconnexion")
        response.headers[values: .setCookie] = [SessionCookie.session.clearing(visit.context)]
        // What the browser still shows of the session goes with it.
        response.headers[.clearSiteData] = "\"cache\""
        return response
    }

    /// `/compte/reinitialisation?jeton=`: where a one-time link leads.
    func resetPage(_ visit: Visit) async throws -> Response {
        let text = try visit.request.queryItems["jeton"] ?? ""
        guard let token = SecretToken(text), let account = try await identity.account(ofLink: token) else {
            throw IdentityError(.link)
        }
        return try resetPage(visit, link: text, account: account, alert: nil, status: .ok)
    }

    private func resetPage(
        _ visit: Visit, link: String, account: Account, alert: Alert?, status: HTTPResponse.Status
    ) throws -> Response {
        try page("account-reset", title: visit.text("site.account.reset.title"), status: status, visit) { token in
            ResetView(
                alert: alert, formToken: token, action: AccountAddress.reset.path, link: link, email: account.email,
                rule: rule(visit), isWrong: alert != nil)
        }
    }

    func reset(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        guard let token = SecretToken(form["lien"]), let account = try await identity.account(ofLink: token) else {
            throw IdentityError(.link)
        }
        do {
            guard form["nouveau"] == form["encore"] else { throw IdentityError(.passwordsDiffer) }
            try await identity.reset(by: token, to: form["nouveau"], address: visit.context.clientAddress)
            return .redirecting(to: AccountAddress.login.path + "?fait=motdepasse")
        } catch let error as IdentityError where error.problem != .link {
            let (alert, status) = told(error, visit)
            return try resetPage(visit, link: form["lien"], account: account, alert: alert, status: status)
        }
    }

    /// What a password must be, in words.
    func rule(_ visit: Visit) -> String {
        visit.text("site.account.password.rule", ["minimum": .integer(identity.policy.minimumLength)])
    }
}

extension HTTPField.Name {
    fileprivate static let clearSiteData = Self("Clear-Site-Data")!
}

package import Catalog
import Foundation
package import Hummingbird
package import Identity
import Localization

/// The pages by which people sign in, look after their own account, and administer those of others.
package struct AccountRoutes: Sendable {
    let site: SiteRoutes
    let identity: Identity
    let catalog: Catalog
    let steering: SteeringRoutes

    /// - Parameter steering: what people steer is shown on their account's page.
    package init(site: SiteRoutes, identity: Identity, catalog: Catalog, steering: SteeringRoutes) {
        self.site = site
        self.identity = identity
        self.catalog = catalog
        self.steering = steering
    }

    package func add(to router: Router<PortulanContext>) {
        for address in AccountAddress.allCases {
            if address.isShown {
                router.get(RouterPath(address.path)) { request, context in
                    try await site.privately(Visit(request: request, context: context, address: nil)) { try await show(address, $0) }
                }
            }
            if address.takesForm {
                router.post(RouterPath(address.path)) { request, context in
                    try await site.privately(Visit(request: request, context: context, address: nil)) { visit in
                        try await take(try await SubmittedForm.read(visit), at: address, visit)
                    }
                }
            }
        }
    }

    private func show(_ address: AccountAddress, _ visit: Visit) async throws -> Response {
        switch address {
        case .login: try await loginPage(visit)
        case .logout: try await logoutPage(visit)
        case .own: try await ownPage(visit)
        case .reset: try await resetPage(visit)
        case .accounts: try await accountsPage(visit)
        case .account: try await accountPage(visit)
        case .journal: try await journalPage(visit)
        case .journalExport: try await journalExport(visit)
        case .ownPassword, .ownSessions: throw RequestError.notFound
        }
    }

    private func take(_ form: SubmittedForm, at address: AccountAddress, _ visit: Visit) async throws -> Response {
        switch address {
        case .login: try await login(form, visit)
        case .logout: try await logout(visit)
        case .ownPassword: try await changePassword(form, visit)
        case .ownSessions: try await revokeSession(form, visit)
        case .reset: try await reset(form, visit)
        case .accounts: try await createAccount(form, visit)
        case .account: try await changeAccount(form, visit)
        case .own, .journal, .journalExport: throw RequestError.notFound
        }
    }

    func page<Model: ViewModel>(
        _ template: String, title: String, trail: [Link] = [], status: HTTPResponse.Status = .ok, _ visit: Visit,
        _ model: (_ formToken: String) throws -> Model
    ) throws -> Response {
        try site.formPage(template, title: title, trail: trail, status: status, visit, model)
    }

    /// The error of a form, as the page that shows it again tells it; errors of other kinds go on.
    func told(
        _ error: IdentityError, title: String = "site.account.error", _ visit: Visit
    ) -> (alert: Alert, status: HTTPResponse.Status) {
        let message = visit.localizer.message(code: error.code, error.arguments)
        let text = [message.text, message.hint].compactMap { $0 }.joined(separator: " ")
        return (Alert(.error, title: visit.text(title), text: text), ProblemTable.status(of: error.code))
    }

    /// The alert that a redirection asks for, after something was done: `?fait=`.
    func done(_ visit: Visit) throws -> Alert? {
        let known = ["motdepasse", "sessions", "deconnexion", "role", "nom", "desactive", "reactive"]
        guard let word = try visit.request.queryItems["fait"], known.contains(word) else { return nil }
        return Alert(.success, text: visit.text("site.account.done.\(word)"))
    }

    /// A path of this site to come back to; nil for any other address.
    func localTarget(_ text: String) -> String? {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7f })
        else { return nil }
        return text
    }
}

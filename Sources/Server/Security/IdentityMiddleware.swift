package import Hummingbird
package import Identity

/// Finds out who a request comes from: by the cookie of a session on pages, by a bearer key (RFC 6750) on the API.
/// Cookies are not looked at there, so that no other site's script can act through a reader's browser.
package struct IdentityMiddleware: RouterMiddleware {
    private let identity: Identity

    package init(_ identity: Identity) { self.identity = identity }

    package func handle(
        _ request: Request, context: PortulanContext, next: (Request, PortulanContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.principal = .anonymous(from: context.clientAddress)
        if request.isForAPI {
            if let key = Self.bearer(request) {
                guard let token = SecretToken(key),
                    let principal = try await identity.recognize(key: token, address: context.clientAddress)
                else { throw IdentityError(.signedOut) }
                context.principal = principal
            }
        } else if !request.uri.path.hasPrefix("/assets/"), let token = SessionCookie.session.token(request, context),
            let known = try await identity.recognize(token, address: context.clientAddress) {
            context.principal = known.principal
            context.session = known.session
            context.sessionToken = token
        }
        var response = try await next(request, context)
        // What is shown to somebody is for nobody else, however the page itself is cached.
        if context.principal.isSignedIn { response.headers[.cacheControl] = "private, no-store" }
        return response
    }

    private static func bearer(_ request: Request) -> String? {
        guard let field = request.headers[.authorization], field.lowercased().hasPrefix("bearer ") else { return nil }
        return String(field.dropFirst(7))
    }
}

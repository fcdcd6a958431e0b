package import Hummingbird
package import Identity
package import Localization

/// What every handler knows of the request it answers.
///
/// ``FrontDoor`` fills it before the router runs. Routes that need more (an account, a right) take a
/// `ChildRequestContext` made from it, whose `init` throws when the need is not met: the type is the gate.
package struct PortulanContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Names the request in the logs, in problem documents and in the `X-Request-Id` header.
    package var requestID: String
    /// Speaks the reader's language: `?lang=`, then the `langue` cookie, then `Accept-Language`, then French.
    package var localizer: Localizer
    /// The address the request comes from, that of the browser where a trusted proxy names it; `unknown` for a
    /// Unix socket.
    package var clientAddress: String
    /// `https://host` as the reader sees it, without a final slash, for the absolute links of the API.
    package var origin: String

    /// Who it comes from; the public until ``IdentityMiddleware`` has looked.
    package var principal: Principal
    /// The session of a reader who is signed in.
    package var session: LoginSession?
    /// What opened that session, to which the forms of its pages are tied.
    package var sessionToken: SecretToken?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        requestID = ""
        localizer = Localizer(.french)
        clientAddress = source.channel.remoteAddress?.ipAddress ?? "unknown"
        origin = ""
        principal = .anonymous(from: clientAddress)
    }

    package var language: Language { localizer.language }
}

import Hummingbird
import Identity

/// The cookies that tie a browser to what it may do: that of a session, and that of a visit, which ties the forms of
/// somebody who is not signed in to the pages they came from.
enum SessionCookie {
    case session, visit

    /// `__Host-` makes the browser refuse it from a subdomain or over plain HTTP (RFC 6265bis, section 4.1.3.2); over
    /// plain HTTP, which is for trying out on one's own machine, there is no such guarantee to ask.
    private func name(_ context: PortulanContext) -> String {
        let name = self == .session ? "session" : "visite"
        return isSecure(context) ? "__Host-" + name : name
    }

    private func isSecure(_ context: PortulanContext) -> Bool { context.origin.hasPrefix("https:") }

    func token(_ request: Request, _ context: PortulanContext) -> SecretToken? {
        request.cookies[name(context)].flatMap { SecretToken($0.value) }
    }

    /// The value of `Set-Cookie`. It has no age: the browser forgets it when it closes, and the server sooner.
    func setting(_ token: SecretToken, _ context: PortulanContext) -> String {
        "\(name(context))=\(token.text); Path=/; SameSite=Lax; HttpOnly" + (isSecure(context) ? "; Secure" : "")
    }

    /// The value of `Set-Cookie` that makes the browser forget it.
    func clearing(_ context: PortulanContext) -> String {
        "\(name(context))=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly" + (isSecure(context) ? "; Secure" : "")
    }
}

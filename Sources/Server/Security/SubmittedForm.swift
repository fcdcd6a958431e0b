import HTTPTypes
import Hummingbird
import Identity
import NIOCore

/// The fields of a form that was sent, once it is proven to come from a page of this site shown to this very browser.
struct SubmittedForm: Sendable {
    /// The name of the field that carries the proof.
    static let tokenField = "jeton_formulaire"
    private static let largest = 64 * 1024

    private let items: QueryItems

    /// The first value of a field; empty where there is none.
    subscript(_ name: String) -> String { items[name] ?? "" }

    /// Reads and checks the form.
    ///
    /// - Throws: ``IdentityError`` `form` where the proof is missing or wrong, or where the browser says that another site
    ///   sent it.
    static func read(_ visit: Visit) async throws -> SubmittedForm {
        let (request, context) = (visit.request, visit.context)
        guard isFromHere(request, context),
            request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
        else { throw IdentityError(.form) }
        let buffer = try await request.body.collect(upTo: largest)
        let form = SubmittedForm(items: try QueryItems(parsing: String(buffer: buffer)))
        guard let holder = holder(request, context), holder.accepts(formToken: form[tokenField]) else {
            throw IdentityError(.form)
        }
        return form
    }

    /// Whose pages a form may come from: the session's, else the visit's.
    private static func holder(_ request: Request, _ context: PortulanContext) -> SecretToken? {
        context.sessionToken ?? SessionCookie.visit.token(request, context)
    }

    /// The token for the forms of a page, and the cookie that must go with it where the browser has none yet.
    static func proof(_ visit: Visit) -> (token: String, cookie: String?) {
        if let holder = holder(visit.request, visit.context) { return (holder.formToken, nil) }
        let fresh = SecretToken()
        return (fresh.formToken, SessionCookie.visit.setting(fresh, visit.context))
    }

    /// Browsers say where a form comes from (Fetch Metadata; RFC 6454): another site is refused at once, before the
    /// token is looked at.
    private static func isFromHere(_ request: Request, _ context: PortulanContext) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" }
        guard let origin = request.headers[.origin] else { return true }
        return host(origin) == host(context.origin)
    }

    private static func host(_ origin: String) -> Substring {
        origin.split(separator: "://", maxSplits: 1).last ?? ""
    }
}

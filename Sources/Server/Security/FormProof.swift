import HTTPTypes
import Hummingbird
import Identity

/// The proof that a form was sent from a page of this site shown to this very browser (OWASP, “Signed Double-Submit
/// Cookie”): the page's hidden field is made from the cookie of the session, or of the visit of somebody who is not
/// signed in, and no other site can read either.
enum FormProof {
    /// The name of the form's hidden field.
    static let field = "jeton"

    /// The token for the forms of a page, and the cookie that must go with it where the browser has none yet.
    static func issue(_ visit: Visit) -> (token: String, cookie: String?) {
        if let holder = holder(visit) { return (holder.formToken, nil) }
        let fresh = SecretToken()
        return (fresh.formToken, SessionCookie.visit.setting(fresh, visit.context))
    }

    /// - Throws: ``RequestError`` `request.form` where the token is missing or another browser's, or where the browser
    ///   says that another site sent the form.
    static func check(_ token: String?, _ visit: Visit) throws {
        guard isFromHere(visit), let token, let holder = holder(visit), holder.accepts(formToken: token) else {
            throw RequestError("request.form")
        }
    }

    private static func holder(_ visit: Visit) -> SecretToken? {
        visit.context.sessionToken ?? SessionCookie.visit.token(visit.request, visit.context)
    }

    /// Browsers say where a form comes from (Fetch Metadata; RFC 6454): another site is refused whatever the token.
    private static func isFromHere(_ visit: Visit) -> Bool {
        if let site = visit.request.headers[.secFetchSite] { return site == "same-origin" }
        guard let origin = visit.request.headers[.origin] else { return true }
        return host(origin) == host(visit.context.origin)
    }

    private static func host(_ origin: String) -> Substring { origin.split(separator: "://", maxSplits: 1).last ?? "" }
}

extension HTTPField.Name {
    static let secFetchSite = Self("Sec-Fetch-Site")!
}

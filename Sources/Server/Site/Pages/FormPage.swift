import HTTPTypes
import Hummingbird
import Identity
import Localization

extension SiteRoutes {
    /// Renders a page with the proof that its forms carry.
    func formPage<Model: ViewModel>(
        _ template: String, title: String, trail: [Link] = [], summary: String? = nil, isIndexed: Bool = false,
        stylesheets: [String] = [], status: HTTPResponse.Status = .ok, _ visit: Visit, _ model: (_ formToken: String) throws -> Model
    ) throws -> Response {
        let proof = FormProof.issue(visit)
        var response = try page(
            template, try model(proof.token),
            frame: frame(visit, title: title, trail: trail, summary: summary, isIndexed: isIndexed, stylesheets: stylesheets), visit)
        response.status = status
        if let cookie = proof.cookie { response.headers[values: .setCookie].append(cookie) }
        return response
    }

    /// Answers so that nobody keeps the page. Whoever is not signed in and must be is led to the door first.
    func privately(_ visit: Visit, _ body: (Visit) async throws -> Response) async throws -> Response {
        var response: Response
        do {
            response = try await body(visit)
        } catch let error as IdentityError where error.problem == .signedOut && visit.request.method == .get {
            response = .redirecting(to: AccountAddress.login.path + "?retour=" + RequestTarget.encode(visit.target))
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }
}

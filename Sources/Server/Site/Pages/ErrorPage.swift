package import Hummingbird
import Localization

extension SiteRoutes {
    /// Tells a problem to a reader, with the way out.
    package func problem(_ problem: Problem, _ request: Request, _ context: PortulanContext) async -> Response? {
        let visit = Visit(request: request, context: context, address: nil)
        let key = "site.error.\(problem.status.code).title"
        let title = context.localizer.contains(key) ? context.localizer.text(key) : problem.title
        var links = [
            Link(label: visit.text("site.error.datasets"), href: SiteAddress.datasets.path),
            Link(label: visit.text("site.error.home"), href: SiteAddress.home.path),
        ]
        // An impossible filter or sort: the same rows without it.
        if problem.status == .badRequest, request.uri.query != nil, SiteAddress.allCases.contains(where: { $0.matches(request.uri.path) }) {
            links.insert(Link(label: visit.text("site.error.backToData"), href: request.uri.path), at: 0)
        }
        links[0].isCurrent = true
        let view = ErrorView(
            status: "\(problem.status.code)", title: title, text: problem.detail,
            // What the API advises of addresses is of no use to someone who followed a link.
            hint: problem.code == "request.notFound" ? visit.text("site.error.404.hint") : problem.hint, links: links,
            reference: problem.status.kind == .serverError ? problem.requestID : nil)
        return try? page("error", view, frame: frame(visit, title: title, isIndexed: false), visit)
    }
}

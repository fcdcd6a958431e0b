import Catalog
import Foundation
import Hummingbird
import Localization

/// The datasets that changed last, for feed readers (RFC 4287), page after page (RFC 5005).
extension PublishingRoutes {
    func feed(_ request: Request, _ context: PortulanContext) async throws -> [UInt8] {
        let items = try request.queryItems
        var search = try DatasetListing.search(items, in: catalog.gazetteer)
        search.sort = .modified
        let found = try await catalog.datasets(search)
        let own = context.origin + PublicAddress.feed.path
        let kept = items.items.filter { !["page", "page_size", "lang", ""].contains($0.name) }
        func address(_ page: Int) -> String {
            let place = page == 1 && items["page_size"] == nil ? [] : [("page", page), ("page_size", search.pageSize)]
            let query = QueryItems(kept + place.map { .init(name: $0.0, value: String($0.1)) }).encoded
            return query.isEmpty ? own : own + "?" + query
        }
        let filters = QueryItems(kept).encoded
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(context.language.rawValue)\">\n"
        text += XMLText.element("id", filters.isEmpty ? own : own + "?" + filters)
        text += XMLText.element("title", context.localizer.text("publishing.feed.title", ["site": .text(settings.title)]))
        text += XMLText.element("updated", (found.items.map(\.dataset.modifiedAt).max() ?? Date(timeIntervalSince1970: 0)).ISO8601Format())
        text += XMLText.empty("link", ["rel": "self", "type": "application/atom+xml", "href": address(search.page)])
        text += XMLText.empty("link", [
            "rel": "alternate", "type": "text/html",
            "href": context.origin + SiteAddress.datasets.path + (filters.isEmpty ? "" : "?" + filters),
        ])
        if search.page > 1 { text += XMLText.empty("link", ["rel": "previous", "href": address(search.page - 1)]) }
        if search.page < found.pageCount { text += XMLText.empty("link", ["rel": "next", "href": address(search.page + 1)]) }
        text += "<author>\n" + XMLText.element("name", settings.publisher ?? settings.title) + "</author>\n"
        text += XMLText.element("generator", "Portulan", ["version": settings.version])
        for item in found.items { text += entry(item, context) }
        return Array((text + "</feed>\n").utf8)
    }

    private func entry(_ item: DatasetSummary, _ context: PortulanContext) -> String {
        let dataset = item.dataset
        let address = context.origin + SiteAddress.dataset(dataset.slug)
        var text = "<entry>\n"
        text += XMLText.element("id", "urn:uuid:" + dataset.id.text)
        text += XMLText.element("title", dataset.title)
        text += XMLText.element("updated", dataset.modifiedAt.ISO8601Format())
        text += XMLText.element("published", dataset.createdAt.ISO8601Format())
        text += XMLText.empty("link", ["rel": "alternate", "type": "text/html", "href": address])
        if let organization = item.organization { text += "<author>\n" + XMLText.element("name", organization.name) + "</author>\n" }
        let summary = CommonMark.plain(String(dataset.description.prefix(4_000)))
        text += XMLText.element("summary", summary.isEmpty ? dataset.title : summary.summary(500))
        for theme in dataset.themes {
            text += XMLText.empty("category", ["term": theme.rawValue, "label": theme.label(context.localizer)])
        }
        return text + "</entry>\n"
    }
}

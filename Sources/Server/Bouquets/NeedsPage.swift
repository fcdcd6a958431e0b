import Catalog
import Hummingbird
import Localization

extension BouquetRoutes {
    private static let needsAtOnce = 20

    /// `/bouquets/besoins`: what policies need and nobody has, by words and by territory.
    func needsPage(_ visit: Visit) async throws -> Response {
        let items = try visit.request.queryItems
        let text = (items["q"] ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let field = TerritoryField(items["territoire"] ?? "", in: catalog.gazetteer)
        let page = items["page"].flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
        let found = try await catalog.unmetNeeds(
            NeedSearch(text: text, territory: field.id, page: page, pageSize: Self.needsAtOnce))
        let pages = max(1, (found.total + Self.needsAtOnce - 1) / Self.needsAtOnce)
        func address(_ page: Int) -> String {
            BouquetAddress.needs.path + NeedsLink.query(text, field.territory?.code, page: page)
        }
        if page > pages { return .redirecting(to: address(pages)) }
        let title = visit.text("site.needs.title")
        let view = NeedsView(
            countText: visit.text("site.needs.count", ["count": .integer(found.total)]), search: text.isEmpty ? nil : text,
            territory: TerritoryFilterView(field, visit.localizer) { BouquetAddress.needs.path + NeedsLink.query(text, $0) },
            needs: found.items.map { need in
                let plain = CommonMark.plain(need.reason)
                return NeedsView.Need(
                    title: need.title.typeset, reason: plain.isEmpty ? nil : plain.summary(300), gap: visit.text(need.gapKey),
                    bouquet: need.bouquet.title.typeset, href: BouquetAddress.bouquet.of(need.bouquet.slug),
                    place: need.bouquet.territory?.name)
            },
            pagination: PaginationView(current: page, count: pages, localizer: visit.localizer, href: address), isEmpty: found.items.isEmpty)
        return try site.page(
            "needs", view,
            frame: site.frame(visit, title: title, trail: [listLink(visit)], summary: visit.text("site.needs.lead")), visit)
    }
}

/// The way to the needs that words and a territory find.
enum NeedsLink {
    /// With its `?`, where there is anything to ask.
    static func query(_ text: String, _ territory: String?, page: Int = 1) -> String {
        var items: [QueryItems.Item] = []
        if !text.isEmpty { items.append(.init(name: "q", value: text)) }
        if let territory { items.append(.init(name: "territoire", value: territory)) }
        if page > 1 { items.append(.init(name: "page", value: String(page))) }
        return items.isEmpty ? "" : "?" + QueryItems(items).encoded
    }
}

/// The needs that nothing answers.
struct NeedsView: ViewModel {
    struct Need: ViewModel {
        var title: String
        var reason: String?
        var gap: String
        var bouquet: String
        var href: String
        var place: String?
    }

    var countText: String
    var search: String?
    var territory: TerritoryFilterView
    var needs: [Need]
    var pagination: PaginationView?
    var isEmpty: Bool
}

import Catalog
import Foundation
import Hummingbird
import Localization

extension BouquetRoutes {
    private static let pageSize = 20

    /// `/bouquets`: those that are published, and the drafts of one's own organisations.
    func listPage(_ visit: Visit) async throws -> Response {
        let items = try visit.request.queryItems
        let text = (items["q"] ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let territory = items["territoire"].flatMap { $0.isEmpty ? nil : $0 }
        let organization = items["organisation"].flatMap { $0.isEmpty ? nil : $0 }
        let page = items["page"].flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
        let found = try await catalog.bouquets(
            BouquetSearch(
                text: text, organization: organization, territory: territory, drafts: rights(visit).drafts, page: page,
                pageSize: Self.pageSize))
        func address(_ page: Int) -> String {
            var kept = [("q", text), ("territoire", territory ?? ""), ("organisation", organization ?? "")].filter { !$0.1.isEmpty }
            if page > 1 { kept.append(("page", String(page))) }
            let query = QueryItems(kept.map { .init(name: $0.0, value: $0.1) }).encoded
            return BouquetAddress.list.path + (query.isEmpty ? "" : "?" + query)
        }
        if page > found.pageCount { return .redirecting(to: address(found.pageCount)) }
        let name = found.items.lazy.compactMap(\.bouquet.territory).first { $0.code == territory }?.name ?? territory
        let view = BouquetListView(
            alert: try done(visit), countText: visit.text("site.bouquet.list.count", ["count": .integer(found.total)]),
            search: text.isEmpty ? nil : text, territory: name, territoryCode: territory, clearHref: BouquetAddress.list.path,
            cards: found.items.map { card($0, visit) },
            pagination: PaginationView(current: page, count: found.pageCount, localizer: visit.localizer, href: address),
            newHref: rights(visit).canCreate ? BouquetAddress.new.path : nil,
            territoriesHref: BouquetAddress.territories.path, isEmpty: found.items.isEmpty)
        let title = visit.text("site.bouquet.list.title")
        return try site.page(
            "bouquets", view, frame: site.frame(visit, title: title, summary: visit.text("site.bouquet.list.lead")), visit)
    }

    private func card(_ summary: BouquetSummary, _ visit: Visit) -> BouquetCard {
        let bouquet = summary.bouquet
        let plain = CommonMark.plain(bouquet.metadata.description)
        return BouquetCard(
            title: bouquet.title.typeset, href: BouquetAddress.bouquet.of(bouquet.slug), isDraft: bouquet.isDraft,
            organization: summary.organization?.name, territory: bouquet.territory?.name,
            summary: plain.isEmpty ? nil : plain.summary(200), needs: needs(summary.score, visit),
            score: summary.score.score.map { visit.text("site.bouquet.gap.short", ["score": .integer($0)]) },
            updated: visit.text("site.card.updated", ["when": .text(visit.localizer.relative(bouquet.modifiedAt, to: site.now()))]),
            datetime: bouquet.modifiedAt.ISO8601Format())
    }

    func needs(_ score: GapScore, _ visit: Visit) -> String {
        visit.text(
            score.unmet == 0 ? "site.bouquet.needs" : "site.bouquet.needsUnmet",
            ["count": .integer(score.needs.count), "unmet": .integer(score.unmet)])
    }

    /// `/bouquets/territoires`: where needs are met, and where not.
    func territoriesPage(_ visit: Visit) async throws -> Response {
        let gaps = try await catalog.territoryGaps()
        let localizer = visit.localizer
        let view = TerritoryGapsView(
            families: GapScore.Family.allCases.map { $0.label(localizer) },
            rows: gaps.map { gap in
                TerritoryGapsView.Row(
                    name: gap.territory?.name ?? visit.text("site.bouquet.territories.none"),
                    href: gap.territory.map { BouquetAddress.list.path + "?territoire=" + RequestTarget.encode($0.code) },
                    bouquets: localizer.number(gap.bouquets.count), needs: localizer.number(gap.needs),
                    unmet: localizer.number(gap.unmet),
                    shares: gap.totals.map { $0.share.map { localizer.percent($0, maxDigits: 0) } ?? "—" },
                    score: gap.score.map { visit.text("site.bouquet.gap.short", ["score": .integer($0)]) } ?? "—")
            },
            isEmpty: gaps.isEmpty)
        return try site.page(
            "bouquet-territories", view,
            frame: site.frame(
                visit, title: visit.text("site.bouquet.territories.title"), trail: [listLink(visit)],
                summary: visit.text("site.bouquet.territories.lead")), visit)
    }
}

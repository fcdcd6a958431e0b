import Hummingbird
import Localization
import Territories

extension TerritoryRoutes {
    private static let pageSize = 100

    /// `/territoires/{level}`: all territories of a level, by code.
    func levelPage(_ atlas: TerritoryAtlas, _ visit: Visit) throws -> Response {
        let slug = visit.context.parameters.get("level").flatMap { RequestTarget.decode($0, plusIsSpace: false) } ?? ""
        let gazetteer = atlas.gazetteer
        guard let level = TerritoryLevel(slug: slug) else {
            return try missing(
                visit.text("site.territory.missing.level", [
                    "level": .text(String(slug.prefix(60))),
                    "levels": .list(Self.levels(gazetteer).map { .text($0.slug) }),
                ]),
                gazetteer.search(String(slug.prefix(60)), limit: 5).map(\.territory), visit)
        }
        if level == .france { return .redirecting(to: TerritoryAddress.of(.france)) }
        let page = try pageNumber(visit)
        let count = gazetteer.count(level)
        let pages = max(1, (count + Self.pageSize - 1) / Self.pageSize)
        if page > pages { return .redirecting(to: address(TerritoryAddress.list(level), page: pages)) }
        let title = visit.text(level.pluralKey).capitalizedFirst
        let shown = gazetteer.territories(level, offset: (page - 1) * Self.pageSize, limit: Self.pageSize)
        let list = MemberList(shown, atlas, visit)
        let view = TerritoryListView(
            title: title, members: list.view(level, count: count, isWhole: true),
            pagination: PaginationView(current: page, count: pages, localizer: visit.localizer) {
                address(TerritoryAddress.list(level), page: $0)
            },
            source: source(gazetteer, TerritoryWords(gazetteer, visit.localizer)))
        return try site.page("territory-list", view, frame: frame(visit, title: title, trail: [listLink(visit)]), visit)
    }

    func pageNumber(_ visit: Visit) throws -> Int {
        try visit.request.queryItems["page"].flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
    }

    func address(_ path: String, page: Int, anchor: String = "") -> String {
        path + (page > 1 ? "?page=\(page)" : "") + (anchor.isEmpty ? "" : "#" + anchor)
    }
}

/// Territories side by side with their figures.
struct MemberList {
    private let members: [Territory]
    private let words: TerritoryWords

    /// - Parameter members: in the order in which they are shown.
    init(_ members: [Territory], _ atlas: TerritoryAtlas, _ visit: Visit) {
        self.members = members
        words = TerritoryWords(atlas.gazetteer, visit.localizer)
    }

    /// - Parameters:
    ///   - count: how many there are, of which these may be one page.
    ///   - isWhole: whether the list is a page's whole matter, so that the département stands beside each.
    func view(_ level: TerritoryLevel, count: Int, isWhole: Bool = false) -> MembersView {
        MembersView(
            anchor: level.slug, title: words.localizer.text("territories.count.\(level.slug)", ["count": .integer(count)]),
            showsPlace: isWhole,
            rows: members.map { member in
                MemberRow(
                    name: member.name.full, href: TerritoryAddress.of(member.id), code: member.id.code,
                    place: isWhole ? (member.parent(.departement) ?? member.parent(.region)).flatMap { words.gazetteer.territory($0)?.name.full } ?? "" : "",
                    population: words.number(member.population), area: words.area(member.area), density: words.density(member.density))
            },
            pagination: nil)
    }
}

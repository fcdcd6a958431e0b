import Hummingbird
import Localization
import Logging
import Territories

extension TerritoryRoutes {
    private static let membersPage = 100

    /// `/territoires/{level}/{code}`: a territory, or what became of one.
    func page(_ atlas: TerritoryAtlas, _ visit: Visit) async throws -> Response {
        func part(_ name: String) -> String {
            visit.context.parameters.get(name).flatMap { RequestTarget.decode($0, plusIsSpace: false) } ?? ""
        }
        let slug = part("level"), code = part("code")
        guard let level = TerritoryLevel(slug: slug) else { return try levelPage(atlas, visit) }
        guard let id = TerritoryID(level, code) else { return try unknown(level, code, atlas, visit) }
        // One address a territory: `1` is written `01`, small letters are capitals.
        if id.code != code, atlas.gazetteer.territory(id) != nil { return .redirecting(to: TerritoryAddress.of(id)) }
        guard let territory = atlas.gazetteer.territory(id) else {
            return try former(id, atlas, visit) ?? unknown(level, code, atlas, visit)
        }
        return try await page(of: territory, atlas, visit)
    }

    private func page(of territory: Territory, _ atlas: TerritoryAtlas, _ visit: Visit) async throws -> Response {
        let sheet = TerritorySheet(territory, atlas, visit)
        let known = try await holdings(territory, visit)
        let page = try pageNumber(visit)
        let path = TerritoryAddress.of(territory.id)
        let members = sheet.members(page: page, size: Self.membersPage) { address(path, page: $0, anchor: "commune") }
        // A page beyond the last.
        guard let members, page == 1 || members.contains(where: { $0.anchor == TerritoryLevel.commune.slug }) else {
            return .redirecting(to: path)
        }
        var sections: [TerritorySection] = []
        for source in sources {
            do {
                sections += try await source.sections(of: territory, visit)
            } catch {
                visit.context.logger.error("a section of a territory cannot be made", metadata: ["territory": "\(territory.id)", "error": "\(error)"])
            }
        }
        let words = sheet.words
        let history = HistoryPresentation(atlas, words)
        var view = TerritoryView(
            title: territory.name.full, place: words.place(territory), figures: sheet.figures,
            figuresNote: sheet.figuresNote, map: sheet.map, mapCaption: sheet.mapTitle, locator: sheet.locator,
            live: LiveMapView(level: territory.id.level.slug, code: territory.id.code, bounds: territory.bounds, site, visit),
            facts: sheet.facts, neighbours: sheet.neighbourRows,
            neighboursTitle: sheet.neighboursTitle, members: members,
            comparisons: sheet.comparisons, comparisonNotes: sheet.comparisonNotes, history: history.events(of: territory.id),
            historyNote: history.note(territory), tables: known.tables, covering: known.covering, allCovering: known.allCovering,
            hasData: known.hasData, bouquets: known.bouquets,
            sections: sections, contents: [], apiHref: TerritoryEndpoint.of(territory.id),
            outlineHref: territory.bounds == nil ? nil : TerritoryEndpoint.outline(of: territory.id),
            source: source(atlas.gazetteer, words))
        view.contents = contents(view, words)
        var frame = frame(visit, title: territory.name.full, trail: sheet.trail(listLink(visit)), summary: sheet.summary)
        frame.canonical = visit.context.origin + path
        frame.structuredData = sheet.structuredData.script
        frame.alternates = [Alternate(type: "application/json", href: TerritoryEndpoint.of(territory.id))]
        if !sections.isEmpty { frame.stylesheets += ["site/charts.css", "site/services.css"].map(site.assets.url) }
        return try site.page("territory", view, frame: frame, visit)
    }

    private func contents(_ view: TerritoryView, _ words: TerritoryWords) -> [Link] {
        var parts: [(anchor: String, title: String)] = []
        parts += view.sections.map { ($0.anchor, $0.title) }
        if !view.comparisons.isEmpty { parts.append(("comparaison", words.text("site.territory.comparison.title"))) }
        if !view.neighbours.isEmpty { parts.append(("voisins", view.neighboursTitle)) }
        parts += view.members.map { ($0.anchor, $0.title) }
        if view.hasData { parts.append(("donnees", words.text("site.territory.data.title"))) }
        if !view.bouquets.isEmpty { parts.append(("bouquets", words.text("site.territory.bouquets.title"))) }
        if !view.history.isEmpty || view.historyNote != nil { parts.append(("histoire", words.text("site.territory.history.title"))) }
        return parts.map { Link(label: $0.title, href: "#\($0.anchor)") }
    }

    /// A commune that is no more answers with what its territory is in today.
    private func former(_ id: TerritoryID, _ atlas: TerritoryAtlas, _ visit: Visit) throws -> Response? {
        guard id.level == .commune, let history = atlas.history, let end = history.end(of: id.code) else { return nil }
        let words = TerritoryWords(atlas.gazetteer, visit.localizer)
        let successors = history.successors(of: id.code).compactMap { TerritoryID(.commune, $0) }.compactMap { atlas.gazetteer.territory($0) }
        let title = end.name?.full ?? id.code
        let key = successors.isEmpty ? "site.territory.former.left" : successors.count == 1 ? "site.territory.former.one" : "site.territory.former.several"
        let parts = [TerritoryLevel.delegatedCommune, .associatedCommune].compactMap { TerritoryID($0, id.code) }
            .compactMap { atlas.gazetteer.territory($0) }
        let view = FormerTerritoryView(
            title: title, code: id.code,
            text: words.text(key, [
                "date": .text(words.date(end.date)), "name": .text(title),
                "successors": .list(successors.map { .text($0.name.full) }),
            ]),
            successors: successors.map { words.link($0) }, parts: parts.map { words.link($0) },
            history: HistoryPresentation(atlas, words).events(of: id), source: source(atlas.gazetteer, words))
        return try site.page(
            "territory-former", view,
            frame: frame(visit, title: title, trail: [listLink(visit)], summary: view.text, isIndexed: false), visit)
    }

    /// No territory of the level has the code: others that have it, and names that are like it.
    private func unknown(_ level: TerritoryLevel, _ code: String, _ atlas: TerritoryAtlas, _ visit: Visit) throws -> Response {
        let asked = String(code.prefix(60))
        let same = TerritoryLevel.allCases.compactMap { TerritoryID($0, asked) }.compactMap { atlas.gazetteer.territory($0) }
        let like = atlas.gazetteer.search(asked, levels: [level], limit: 6).map(\.territory)
        var proposals: [Territory] = []
        for territory in same + like where !proposals.contains(where: { $0.id == territory.id }) { proposals.append(territory) }
        let text = visit.text("site.territory.missing.code", ["level": .text(visit.text(level.nameKey)), "code": .text(asked)])
        return try missing(text, Array(proposals.prefix(8)), visit)
    }
}

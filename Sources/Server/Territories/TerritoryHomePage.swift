import Hummingbird
import Localization
import Territories

extension TerritoryRoutes {
    private static let mostResults = 60

    /// `/territoires`: one looks for a territory by its name, its postal code, or on the map.
    func homePage(_ atlas: TerritoryAtlas, _ visit: Visit) async throws -> Response {
        let gazetteer = atlas.gazetteer, words = TerritoryWords(atlas.gazetteer, visit.localizer)
        let asked = (try visit.request.queryItems["q"] ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let search = String(asked.prefix(200))
        let found = search.isEmpty ? [] : gazetteer.search(search, limit: Self.mostResults)
        let results = found.map { match in
            TerritoryResult(
                name: match.territory.name.full, href: TerritoryAddress.of(match.territory.id), place: words.place(match.territory),
                detail: match.territory.population.map { words.text("site.territory.inhabitants", ["count": .integer($0)]) },
                postalCodes: match.postalCodes.isEmpty ? nil : visit.localizer.list(match.postalCodes))
        }
        let count = found.count == Self.mostResults ? "site.territory.results.most" : "site.territory.results.count"
        let view = TerritoryHomeView(
            search: search.isEmpty ? nil : search,
            countText: search.isEmpty ? nil : words.text(count, ["count": .integer(found.count), "text": .text(search)]),
            results: results, isEmpty: !search.isEmpty && results.isEmpty, map: search.isEmpty ? franceMap(atlas, visit) : nil,
            live: LiveMapView(level: "", code: "", bounds: nil, site, visit), regions: search.isEmpty ? regions(atlas, words) : [],
            levels: Self.levels(gazetteer).map { level in
                Link(label: visit.text(level.pluralKey).capitalizedFirst, href: TerritoryAddress.list(level), detail: words.number(gazetteer.count(level)))
            },
            franceHref: TerritoryAddress.of(.france), source: source(gazetteer, words))
        let title = visit.text("site.territory.title")
        var frame = frame(
            visit, title: title, summary: visit.text("site.territory.lead"), isIndexed: search.isEmpty)
        frame.showsSearch = true
        return try site.page("territories", view, frame: frame, visit)
    }

    /// France, each département a link.
    private func franceMap(_ atlas: TerritoryAtlas, _ visit: Visit) -> Markup? {
        atlas.drawing("france-\(visit.localizer.language.rawValue)") {
            var map = ChoroplethMap(atlas.gazetteer, .departement, values: [:], title: visit.text("site.territory.map.title"))
            map.isPlain = true
            map.identifier = "france"
            map.link = { TerritoryAddress.of($0.id) }
            return map.svg(visit.localizer)
        }
    }

    private func regions(_ atlas: TerritoryAtlas, _ words: TerritoryWords) -> [RegionView] {
        let gazetteer = atlas.gazetteer
        let regions = TerritoryWords.sorted(gazetteer.territories(.region)).map { region in
            RegionView(
                name: region.name.full, href: TerritoryAddress.of(region.id),
                parts: gazetteer.territories(.departement, in: region.id).map {
                    Link(label: "\($0.name.full) (\($0.id.code))", href: TerritoryAddress.of($0.id))
                })
        }
        let overseas = TerritoryWords.sorted(gazetteer.territories(.overseasCollectivity))
        if overseas.isEmpty { return regions }
        return regions + [RegionView(
            name: words.localizer.text(TerritoryLevel.overseasCollectivity.pluralKey).capitalizedFirst,
            href: TerritoryAddress.list(.overseasCollectivity),
            parts: overseas.map { Link(label: $0.name.full, href: TerritoryAddress.of($0.id)) })]
    }

    /// Where all this comes from and as of when.
    func source(_ gazetteer: Gazetteer, _ words: TerritoryWords) -> String {
        words.text("site.territory.source", ["date": .text(words.date(gazetteer.date)), "sources": .list(gazetteer.sources.map { .text($0) })])
    }
}

extension String {
    /// With a capital at its beginning.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

import Catalog
import Hummingbird
import Localization
import Tables
import Territories
import Texts

extension SiteRoutes {
    private static let pageSize = 20

    /// `/datasets`: what the catalogue holds, narrowed by words and facets.
    func datasets(_ visit: Visit) async throws -> Response {
        let items = try visit.request.queryItems
        let field = TerritoryField(items["territoire"] ?? "", in: catalog.gazetteer)
        let listing = Listing(items, territory: field.territory?.code)
        let found = try await catalog.datasets(listing.search(pageSize: Self.pageSize))
        if listing.page > found.pageCount { return .redirecting(to: listing.address(page: found.pageCount)) }
        let text = listing.text
        let count = MessageArgument.integer(found.total)
        let active = activeFilters(listing, field, found.facets, visit)
        let usual: DatasetSort = text.isEmpty ? .modified : .relevance
        let sort = listing.sort ?? usual
        let sorts = DatasetSort.allCases.filter { $0 != .relevance || !text.isEmpty }
        let view = DatasetListView(
            heading: visit.text("site.datasets.title"),
            countText: text.isEmpty
                ? visit.text("site.datasets.count", ["count": count])
                : visit.text("site.datasets.countFor", ["count": count, "text": .text(text)]),
            notes: notes(found, visit), search: text.isEmpty ? nil : text,
            territory: TerritoryFilterView(field, visit.localizer) { listing.address(territory: $0) },
            coverage: found.coverage.filter { $0.count > 0 }.map { step in
                FacetView.Option(
                    label: visit.text("site.territory.step", ["name": .text(step.name), "level": .message(step.territory.level.nameKey)]),
                    count: visit.localizer.number(step.count), href: listing.address(territory: step.territory.description), isChosen: false)
            },
            needs: try await needs(listing, field, visit),
            sorts: sorts.map { Choice(value: $0 == usual ? "" : $0.rawValue, label: $0.label(visit.localizer), isSelected: $0 == sort) },
            carried: listing.chosen.map { Choice(value: $0.value, label: $0.key.rawValue) },
            facets: found.facets.compactMap { facet($0, listing, visit) }, active: active,
            clearHref: SiteAddress.datasets.path, cards: found.items.map { card($0, visit) },
            pagination: PaginationView(current: listing.page, count: found.pageCount, localizer: visit.localizer) {
                listing.address(page: $0)
            },
            isEmpty: found.total == 0, feedHref: listing.feed)
        return try page(
            "datasets", view,
            frame: frame(visit, title: visit.text("site.datasets.title"), showsSearch: false), visit)
    }

    /// How the words were understood, where it was not to the letter.
    private func notes(_ found: DatasetPage, _ visit: Visit) -> [String] {
        var notes = found.corrections.map { correction in
            visit.text("site.datasets.corrected", ["typed": .text(correction.typed), "used": .text(correction.used)])
        }
        if !found.unknownWords.isEmpty {
            notes.append(visit.text("site.datasets.unknownWords", [
                "count": .integer(found.unknownWords.count), "words": .list(found.unknownWords.map { .text($0) }),
            ]))
        }
        if found.isWidened, found.total > 0 { notes.append(visit.text("site.datasets.widened")) }
        return notes
    }

    /// What policies need of the same words or in the same territory, and nobody has.
    private func needs(_ listing: Listing, _ field: TerritoryField, _ visit: Visit) async throws -> Link? {
        guard !listing.text.isEmpty || listing.territory != nil else { return nil }
        let found = try await catalog.unmetNeeds(NeedSearch(text: listing.text, territory: field.id, pageSize: 1))
        guard found.total > 0 else { return nil }
        return Link(
            label: visit.text("site.needs.found", ["count": .integer(found.total)]),
            href: BouquetAddress.needs.path + NeedsLink.query(listing.text, listing.territory))
    }

    private func facet(_ facet: Facet, _ listing: Listing, _ visit: Visit) -> FacetView? {
        guard !facet.values.isEmpty else { return nil }
        return FacetView(
            label: facet.key.label(visit.localizer),
            options: facet.values.map { value in
                FacetView.Option(
                    label: value.label(visit.localizer), count: visit.localizer.number(value.count),
                    href: listing.address(choosing: value.isSelected ? nil : value.code, for: facet.key),
                    isChosen: value.isSelected)
            })
    }

    private func activeFilters(_ listing: Listing, _ field: TerritoryField, _ facets: [Facet], _ visit: Visit) -> [ActiveFilter] {
        var active: [ActiveFilter] = []
        func add(_ label: String, _ href: String) {
            active.append(ActiveFilter(
                label: label, action: visit.text("site.active.removeNamed", ["filter": .text(label)]), href: href))
        }
        if !listing.text.isEmpty {
            add(visit.text("site.active.search", ["text": .text(listing.text)]), listing.address(text: ""))
        }
        if let territory = field.territory {
            add(visit.text("site.active.territory", ["name": .text(territory.name)]), listing.address(territory: nil))
        }
        for choice in listing.chosen {
            let value = facets.first { $0.key == choice.key }?.values.first { $0.code == choice.value }
            let label = visit.text("site.active.facet", [
                "facet": .text(choice.key.label(visit.localizer)),
                "value": .text(value?.label(visit.localizer) ?? choice.value),
            ])
            add(label, listing.address(choosing: nil, for: choice.key))
        }
        return active
    }
}

/// What the address of the list asks for. A choice that does not exist is forgotten rather than refused: addresses of
/// lists are shared and grow old.
private struct Listing {
    let text: String
    let sort: DatasetSort?
    let page: Int
    /// Identifier of the territory that is to be covered.
    let territory: String?
    /// In the order of the facets.
    let chosen: [(key: Facet.Key, value: String)]

    init(_ items: QueryItems, territory: String?) {
        self.territory = territory
        text = (items["q"] ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        sort = items["sort"].flatMap(DatasetSort.init)
        page = items["page"].flatMap { Int($0) }.map { min(max($0, 1), 1_000_000) } ?? 1
        chosen = Facet.Key.allCases.compactMap { key in
            guard let value = items[key.rawValue], !value.isEmpty, Self.exists(value, key) else { return nil }
            return (key, value)
        }
    }

    private init(text: String, sort: DatasetSort?, page: Int, territory: String?, chosen: [(key: Facet.Key, value: String)]) {
        self.territory = territory
        self.text = text
        self.sort = sort
        self.page = page
        self.chosen = chosen
    }

    private static func exists(_ value: String, _ key: Facet.Key) -> Bool {
        switch key {
        case .organization: true
        case .theme: Theme(rawValue: value) != nil
        case .format: FileFormat(rawValue: value) != nil
        case .licence: Licence(rawValue: value) != nil
        case .territoryLevel: Granularity(rawValue: value) != nil
        }
    }

    func search(pageSize: Int) -> DatasetSearch {
        func value(_ key: Facet.Key) -> String? { chosen.first { $0.key == key }?.value }
        var search = DatasetSearch(
            text: text, organization: value(.organization), theme: value(.theme).flatMap(Theme.init),
            format: value(.format).flatMap(FileFormat.init), licence: value(.licence).flatMap(Licence.init),
            territoryLevel: value(.territoryLevel).flatMap(Granularity.init), sort: sort, page: page,
            pageSize: pageSize)
        search.territory = territory.flatMap { TerritoryID($0) }
        return search
    }

    func address(page: Int) -> String { Listing(text: text, sort: sort, page: page, territory: territory, chosen: chosen).address }

    func address(text: String) -> String { Listing(text: text, sort: sort, page: 1, territory: territory, chosen: chosen).address }

    /// The first page for another territory, or for none.
    func address(territory: String?) -> String { Listing(text: text, sort: sort, page: 1, territory: territory, chosen: chosen).address }

    /// The first page with another choice in one facet, or with none.
    func address(choosing value: String?, for key: Facet.Key) -> String {
        var chosen = chosen.filter { $0.key != key }
        if let value { chosen.append((key, value)) }
        return Listing(text: text, sort: sort, page: 1, territory: territory, chosen: chosen).address
    }

    /// The feed of what changes in the list; it takes what programs are given, not the orders of pages.
    var feed: String {
        let names: [Facet.Key] = [.organization, .theme, .format, .licence]
        var items = chosen.filter { names.contains($0.key) }.map { QueryItems.Item(name: $0.key.rawValue, value: $0.value) }
        if !text.isEmpty { items.insert(.init(name: "q", value: text), at: 0) }
        if let territory { items.append(.init(name: "territoire", value: territory)) }
        return PublicAddress.feed.path + (items.isEmpty ? "" : "?" + QueryItems(items).encoded)
    }

    private var address: String {
        var items: [QueryItems.Item] = []
        if !text.isEmpty { items.append(.init(name: "q", value: text)) }
        items += chosen.map { .init(name: $0.key.rawValue, value: $0.value) }
        if let territory { items.append(.init(name: "territoire", value: territory)) }
        if let sort { items.append(.init(name: "sort", value: sort.rawValue)) }
        if page > 1 { items.append(.init(name: "page", value: String(page))) }
        return SiteAddress.datasets.path + (items.isEmpty ? "" : "?" + QueryItems(items).encoded)
    }
}

import Localization
import Territories

/// What the official code tells of one territory, in the words of its page.
struct TerritorySheet {
    let territory: Territory
    let atlas: TerritoryAtlas
    let visit: Visit
    let words: TerritoryWords
    /// The longest common border first.
    let neighbours: [(territory: Territory, kilometres: Double)]

    private var gazetteer: Gazetteer { atlas.gazetteer }

    init(_ territory: Territory, _ atlas: TerritoryAtlas, _ visit: Visit) {
        self.territory = territory
        self.atlas = atlas
        self.visit = visit
        words = TerritoryWords(atlas.gazetteer, visit.localizer)
        neighbours = atlas.gazetteer.neighbours(of: territory.id).compactMap { neighbour in
            // Outlines that touch by an error of a few metres make no neighbours.
            neighbour.kilometres < 0.01 ? nil : atlas.gazetteer.territory(neighbour.id).map { ($0, neighbour.kilometres) }
        }
    }

    // MARK: Facts

    var figures: [Figure] {
        var figures: [Figure] = []
        func add(_ name: String, _ value: String, count: Int) {
            figures.append(Figure(value: value, label: words.text("site.territory.figure.\(name)", ["count": .integer(count)])))
        }
        if let population = territory.population { add("population", words.number(population), count: population) }
        if let area = territory.area { add("area", words.area(area), count: Int(area)) }
        if let density = territory.density { add("density", words.density(density), count: Int(density)) }
        return figures
    }

    /// Where the figures come from, and how the territory stands by them.
    var figuresNote: String {
        let ranks = PeerGroup.all(of: territory).filter { if case .within(_, let holder) = $0 { holder.level != .epci } else { false } }
        let told = ranks.compactMap { group -> String? in
            guard case .within(let level, let holder) = group, let rank = atlas.rank(territory, in: group), rank.of > 1 else { return nil }
            return words.text("site.territory.rank", [
                "place": .integer(rank.place), "count": .integer(rank.of), "level": .text(visit.text(level.pluralKey)),
                "of": .text(holder == .france ? words.text("site.territory.ofFrance") : gazetteer.territory(holder).map(words.of) ?? ""),
            ])
        }
        let rank = told.isEmpty ? "" : words.text("site.territory.ranks", ["ranks": .list(told.map { .text($0) })]) + " "
        return rank + words.text("site.territory.figures.note", ["sources": .list(gazetteer.sources.map { .text($0) })])
    }

    var facts: [Fact] {
        var facts = [Fact(label: words.text("site.territory.fact.code"), value: territory.id.code)]
        if territory.id.level == .france { facts = [] }
        for id in territory.parents.reversed() where id.level != .overseasCollectivity || territory.parent(.departement) == nil {
            guard let holder = gazetteer.territory(id) else { continue }
            facts.append(Fact(
                label: visit.text(id.level.nameKey).capitalizedFirst, value: holder.name.full, href: TerritoryAddress.of(id),
                note: id.level == .epci ? words.kind(holder) : nil))
        }
        if let seat = territory.seat.flatMap({ gazetteer.territory($0) }) {
            facts.append(Fact(label: words.text("site.territory.fact.seat"), value: seat.name.full, href: TerritoryAddress.of(seat.id)))
        }
        let postal = territory.id.level >= .commune ? gazetteer.postalCodes(of: territory.id) : []
        if !postal.isEmpty {
            facts.append(Fact(label: words.text("site.territory.fact.postal", ["count": .integer(postal.count)]), value: visit.localizer.list(postal)))
        }
        if let from = territory.from {
            facts.append(Fact(label: words.text("site.territory.fact.from"), value: words.date(from), datetime: "\(from)"))
        }
        if let centre = territory.centroid {
            func degrees(_ value: Double) -> MessageArgument { .text(visit.localizer.decimal(abs(value), maxDigits: 4)) }
            facts.append(Fact(label: words.text("site.territory.fact.centre"), value: words.text("site.territory.fact.point", [
                "latitude": degrees(centre.latitude), "north": .text(words.text(centre.latitude < 0 ? "site.territory.south" : "site.territory.north")),
                "longitude": degrees(centre.longitude), "east": .text(words.text(centre.longitude < 0 ? "site.territory.west" : "site.territory.east")),
            ])))
        }
        return facts
    }

    /// For search engines and feeds.
    var summary: String {
        let figures = figures.map { "\($0.value) \($0.label)" }
        return words.text("site.territory.summary", [
            "name": .text(territory.name.full), "place": .text(words.place(territory)), "figures": .list(figures.map { .text($0) }),
        ])
    }

    func trail(_ home: Link) -> [Link] {
        let holders = [TerritoryID.france] + territory.parents.filter { [.region, .departement, .overseasCollectivity, .commune].contains($0.level) }
        return [home] + (territory.id == .france ? [] : holders.compactMap { words.link($0) })
    }

    // MARK: Where it is

    var mapTitle: String {
        words.text(neighbours.isEmpty ? "site.territory.map.alone" : "site.territory.map.outline", [
            "of": .text(words.of(territory)), "name": .text(territory.name.full), "neighbours": .list(neighbours.prefix(12).map { .text($0.territory.name.full) }),
        ])
    }

    var map: Markup? {
        if territory.id == .france { return membersMap(.region) }
        let around = neighbours.map {
            OutlineMap.Neighbour(id: $0.territory.id, name: $0.territory.name.full, href: TerritoryAddress.of($0.territory.id))
        }
        return OutlineMap(gazetteer, territory, neighbours: around, title: mapTitle).svg().map(Markup.init(trusted:))
    }

    var locator: Markup? {
        if territory.id == .france { return nil }
        return atlas.locator.svg(territory, title: words.text("site.territory.map.locator", ["name": .text(territory.name.full)])).map(Markup.init(trusted:))
    }

    private func membersMap(_ level: TerritoryLevel) -> Markup {
        atlas.drawing("members-\(territory.id)-\(visit.localizer.language.rawValue)") {
            var map = ChoroplethMap(gazetteer, level, values: [:], title: mapTitle)
            map.isPlain = true
            map.holder = territory.id
            map.link = { TerritoryAddress.of($0.id) }
            return map.svg(visit.localizer)
        }
    }

    // MARK: Around and within

    /// “9 communes voisines”.
    var neighboursTitle: String {
        let masculine: Set<TerritoryLevel> = [.departement, .arrondissement, .canton, .livingArea, .municipalArrondissement]
        let level = territory.id.level
        let count = MessageArgument.integer(neighbours.count)
        return words.text(masculine.contains(level) ? "site.territory.neighbours.title.m" : "site.territory.neighbours.title.f", [
            "count": count, "territories": .text(visit.text("territories.count.\(level.slug)", ["count": count])),
        ])
    }

    var neighbourRows: [TerritoryView.Neighbour] {
        neighbours.map { neighbour in
            TerritoryView.Neighbour(
                name: neighbour.territory.name.full, href: TerritoryAddress.of(neighbour.territory.id),
                border: visit.localizer.decimal(neighbour.kilometres, maxDigits: neighbour.kilometres < 10 ? 1 : 0),
                population: words.number(neighbour.territory.population), density: words.density(neighbour.territory.density))
        }
    }

    /// What is within, level by level; the communes page by page. Nil for a page that does not exist.
    func members(page: Int, size: Int, _ href: (Int) -> String) -> [MembersView]? {
        let levels: [TerritoryLevel] = switch territory.id.level {
        case .france: [.region, .departement, .overseasCollectivity]
        case .region: [.departement, .epci]
        case .departement: [.arrondissement, .epci, .canton, .commune]
        case .arrondissement, .epci, .livingArea, .canton, .overseasCollectivity: [.commune]
        case .commune: [.delegatedCommune, .associatedCommune, .municipalArrondissement]
        case .delegatedCommune, .associatedCommune, .municipalArrondissement: []
        }
        var views: [MembersView] = []
        for level in levels {
            let members = gazetteer.territories(level, in: territory.id)
            if members.isEmpty { continue }
            let pages = level == .commune ? max(1, (members.count + size - 1) / size) : 1
            if level == .commune, page > pages { return nil }
            let sorted = TerritoryWords.sorted(members)
            let shown = pages > 1 ? Array(sorted.dropFirst((page - 1) * size).prefix(size)) : sorted
            var view = MemberList(shown, atlas, visit).view(level, count: members.count)
            view.pagination = PaginationView(current: page, count: pages, localizer: visit.localizer, href: href)
            views.append(view)
        }
        return views
    }
}

import Localization
import Territories

/// What territories are called on pages: names, levels, places within others, quantities.
struct TerritoryWords {
    let gazetteer: Gazetteer
    let localizer: Localizer

    init(_ gazetteer: Gazetteer, _ localizer: Localizer) {
        self.gazetteer = gazetteer
        self.localizer = localizer
    }

    func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
        localizer.text(key, arguments)
    }

    /// “Métropole”, “Commune déléguée”: what it is, beginning with a capital.
    func kind(_ territory: Territory) -> String {
        let nature = territory.id.level == .epci ? territory.kind.map { "site.territory.kind.\($0)" } : nil
        if let nature, localizer.contains(nature) { return text(nature) }
        let name = localizer.text(territory.id.level.nameKey)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// “Commune de l’Ain, Auvergne-Rhône-Alpes”; “Commune déléguée de Bourg”.
    func place(_ territory: Territory) -> String {
        let kind = kind(territory)
        let part: TerritoryLevel? = territory.id.level > .commune ? .commune : nil
        if let whole = part.flatMap({ territory.parent($0) }).flatMap({ gazetteer.territory($0) }) {
            return text("site.territory.place.of", ["kind": .text(kind), "of": .text(of(whole))])
        }
        let holder = [TerritoryLevel.departement, .overseasCollectivity].lazy.compactMap { territory.parent($0) }
            .compactMap { gazetteer.territory($0) }.first
        let region = territory.parent(.region).flatMap { gazetteer.territory($0)?.name.full }
        switch (holder, region) {
        case (let holder?, let region?) where holder.name.full != region:
            return text("site.territory.place.in", ["kind": .text(kind), "of": .text(of(holder)), "region": .text(region)])
        case (let holder?, _): return text("site.territory.place.of", ["kind": .text(kind), "of": .text(of(holder))])
        case (nil, let region?): return text("site.territory.place.region", ["kind": .text(kind), "region": .text(region)])
        default: return kind
        }
    }

    /// The name after “de” in French, as it is in English.
    func of(_ territory: Territory) -> String { localizer.language == .french ? territory.name.afterOf : territory.name.full }

    func link(_ territory: Territory) -> Link {
        Link(label: territory.name.full, href: TerritoryAddress.of(territory.id), detail: place(territory))
    }

    func link(_ id: TerritoryID) -> Link? { gazetteer.territory(id).map { Link(label: $0.name.full, href: TerritoryAddress.of(id)) } }

    func number(_ value: Int?) -> String { value.map { localizer.number($0) } ?? "–" }
    func number(_ value: Double?) -> String { value.map { localizer.number(Int($0.rounded())) } ?? "–" }

    /// “12,4 km²”; fewer decimals the larger it is.
    func area(_ value: Double?) -> String { value.map { localizer.decimal($0, maxDigits: $0 < 10 ? 2 : $0 < 1_000 ? 1 : 0) } ?? "–" }

    /// Inhabitants to the square kilometre.
    func density(_ value: Double?) -> String { value.map { localizer.decimal($0, maxDigits: $0 < 10 ? 1 : 0) } ?? "–" }

    func date(_ date: CivilDate) -> String {
        localizer.date(daysSince1970: date.dayNumber)
    }

    /// Names in the order in which one looks for them: without their article, accents and case apart.
    static func sorted(_ territories: [Territory]) -> [Territory] {
        territories.map { (key: $0.name.sortKey, territory: $0) }
            .sorted { ($0.key, $0.territory.id.code) < ($1.key, $1.territory.id.code) }.map(\.territory)
    }
}

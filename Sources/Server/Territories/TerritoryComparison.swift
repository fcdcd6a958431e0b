import Localization
import Territories

extension TerritorySheet {
    private static let compared: Set<TerritoryLevel> = [.region, .departement, .epci, .commune]

    /// The territory beside what is in the middle of its neighbours, of those around it, and of those of its size.
    var comparisons: [TerritoryView.Comparison] {
        guard Self.compared.contains(territory.id.level), territory.population != nil || territory.area != nil else { return [] }
        var rows = [TerritoryView.Comparison(
            label: territory.name.full, href: nil, population: words.number(territory.population), area: words.area(territory.area),
            density: words.density(territory.density), isOwn: true)]
        if neighbours.count > 1 {
            let label = words.text("site.territory.group.neighbours", ["count": .integer(neighbours.count), "level": .text(levels)])
            rows.append(row(label, nil, PeerFigures(neighbours.map(\.territory))))
        }
        for group in PeerGroup.all(of: territory) {
            guard let figures = atlas.figures(group), figures.count > 1 else { continue }
            let (label, href) = label(group, figures.count)
            rows.append(row(label, href, figures))
        }
        return rows.count > 1 ? rows : []
    }

    /// How the comparison is made, rule by rule.
    var comparisonNotes: [String] {
        var notes = [words.text("site.territory.comparison.rule")]
        if territory.id.level == .commune, territory.population != nil { notes.append(words.text("site.territory.comparison.strata")) }
        return notes
    }

    private var levels: String { visit.text(territory.id.level.pluralKey) }

    private func row(_ label: String, _ href: String?, _ figures: PeerFigures) -> TerritoryView.Comparison {
        TerritoryView.Comparison(
            label: label, href: href, population: words.number(figures.population), area: words.area(figures.area),
            density: words.density(figures.density), isOwn: false)
    }

    private func label(_ group: PeerGroup, _ count: Int) -> (label: String, href: String?) {
        switch group {
        case .within(let level, let holder):
            let name = holder == .france ? words.text("site.territory.ofFrance") : words.gazetteer.territory(holder).map(words.of) ?? holder.code
            let key = holder.level == .epci ? "site.territory.group.epci" : "site.territory.group.within"
            return (
                words.text(key, [
                    "count": .integer(count), "level": .text(visit.text(level.pluralKey)), "of": .text(name),
                    "name": .text(words.gazetteer.territory(holder)?.name.full ?? ""),
                ]), TerritoryAddress.of(holder))
        case .stratum(let stratum):
            let key = switch (stratum.lowest, stratum.highest) {
            case (nil, _): "site.territory.group.stratum.first"
            case (_, nil): "site.territory.group.stratum.last"
            default: "site.territory.group.stratum"
            }
            return (
                words.text(key, [
                    "count": .integer(count), "from": .integer(stratum.lowest ?? 0), "to": .integer(stratum.highest ?? 0),
                    "bound": .integer((stratum.highest ?? 0) + 1),
                ]), nil)
        case .nature(let nature):
            let key = "site.territory.kinds.\(nature)"
            return (visit.localizer.contains(key) ? visit.text(key, ["count": .integer(count)]) : nature, nil)
        }
    }
}

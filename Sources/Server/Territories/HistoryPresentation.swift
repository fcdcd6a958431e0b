import Localization
import Territories

/// What happened to communes, in words.
struct HistoryPresentation {
    private let atlas: TerritoryAtlas
    private let words: TerritoryWords

    init(_ atlas: TerritoryAtlas, _ words: TerritoryWords) {
        self.atlas = atlas
        self.words = words
    }

    /// The events that name a commune or a part of one, the last first; each event once, however many lines tell it.
    func events(of id: TerritoryID) -> [TerritoryView.Event] {
        guard id.level >= .commune, let history = atlas.history else { return [] }
        let movements = history.movements(of: id.code).filter { isOf($0, id) }
        var groups: [(kind: MovementKind, date: CivilDate, before: [Movement.Side], after: [Movement.Side])] = []
        for movement in movements {
            let place = groups.firstIndex { $0.kind == movement.kind && $0.date == movement.date }
            if place == nil { groups.append((movement.kind, movement.date, [], [])) }
            let index = place ?? groups.count - 1
            if let side = movement.before, !groups[index].before.contains(side) { groups[index].before.append(side) }
            if let side = movement.after, !groups[index].after.contains(side) { groups[index].after.append(side) }
        }
        return groups.sorted { ($0.date, $0.kind.rawValue) > ($1.date, $1.kind.rawValue) }.map { group in
            TerritoryView.Event(
                date: words.date(group.date), datetime: "\(group.date)", title: words.localizer.text(group.kind.nameKey).capitalizedFirst,
                before: group.before.map(link), after: group.after.map(link))
        }
    }

    /// Why a commune has no history, or that a vintage tells none; nil where there is one, and for wider territories.
    func note(_ territory: Territory) -> String? {
        guard territory.id.level == .commune else { return nil }
        if atlas.history == nil { return words.text("site.territory.history.none") }
        if territory.parent(.overseasCollectivity) != nil { return words.text("site.territory.history.overseas") }
        return events(of: territory.id).isEmpty ? words.text("site.territory.history.quiet") : nil
    }

    /// Whether a movement is about the commune or the part, and not about what only shares its code.
    private func isOf(_ movement: Movement, _ id: TerritoryID) -> Bool {
        let sides = [movement.before, movement.after].compactMap(\.self)
        return sides.contains { $0.id == id } || id.level > .commune && sides.contains { $0.id.code == id.code }
    }

    private func link(_ side: Movement.Side) -> Link {
        let isPart = side.id.level != .commune
        return Link(
            label: side.name.full, href: TerritoryAddress.of(side.id),
            detail: isPart ? words.text("site.territory.history.part", ["level": .text(words.localizer.text(side.id.level.nameKey)), "code": .text(side.id.code)]) : side.id.code)
    }
}

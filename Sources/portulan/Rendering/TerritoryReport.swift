import Foundation
import Localization
import Terminal
import Territories

/// Territories as a table, and one in full.
struct TerritoryReport {
    let session: Session
    let gazetteer: Gazetteer

    /// One territory in `territories show --json`.
    struct Sheet: Encodable {
        let territory: Territory
        let postalCodes: [String]
        let neighbours: [TerritoryID]
        let vintage: CivilDate
        let sources: [String]
    }

    /// What the vintage is and how many territories each level has.
    var overview: [String] {
        var table = TextTable(columns: [
            .init(heading("level"), minimumWidth: 12, rank: 9), .init(heading("count"), alignment: .trailing, minimumWidth: 6, rank: 8),
            .init(heading("outlines"), alignment: .trailing, minimumWidth: 6, rank: 2),
        ])
        for level in TerritoryLevel.allCases {
            let territories = gazetteer.territories(level)
            if territories.isEmpty { continue }
            let localizer = session.localizer
            table.append([level.slug, localizer.number(territories.count), localizer.number(territories.count { $0.bounds != nil })])
        }
        let vintage = session.text("cli.territories.vintage", [
            "date": .text("\(gazetteer.date)"), "sources": .list(gazetteer.sources.map { .text($0) }),
        ])
        return [vintage, ""] + table.lines(width: session.output.width, ink: session.ink).lines
    }

    func lines(_ territories: [Territory]) -> [String] {
        guard !territories.isEmpty else { return [session.text("cli.territories.none")] }
        var table = TextTable(columns: [
            .init(heading("id"), minimumWidth: 12, rank: 9), .init(heading("name"), minimumWidth: 16, rank: 8),
            .init(heading("population"), alignment: .trailing, minimumWidth: 8, rank: 5),
            .init(heading("area"), alignment: .trailing, minimumWidth: 6, rank: 3), .init(heading("in"), minimumWidth: 10, rank: 2),
        ])
        for territory in territories {
            let holder = territory.parent(.departement).flatMap { gazetteer.territory($0)?.name.full } ?? ""
            table.append([
                territory.id.description, territory.name.full, territory.population.map { session.localizer.number($0) } ?? "",
                territory.area.map { session.localizer.decimal($0, maxDigits: 1) } ?? "", holder,
            ])
        }
        return table.lines(width: session.output.width, ink: session.ink).lines
    }

    func sheet(_ territory: Territory) throws -> Sheet {
        Sheet(
            territory: territory, postalCodes: gazetteer.postalCodes(of: territory.id),
            neighbours: gazetteer.neighbours(of: territory.id).map(\.id), vintage: gazetteer.date, sources: gazetteer.sources)
    }

    func lines(about territory: Territory) throws -> [String] {
        let localizer = session.localizer
        func names(_ ids: [TerritoryID]) -> String {
            localizer.list(ids.compactMap { id in gazetteer.territory(id).map { "\($0.name.full) (\(id))" } })
        }
        var facts: [(key: String, text: String)] = [("level", localizer.text(territory.id.level.nameKey))]
        if let population = territory.population { facts.append(("population", localizer.number(population))) }
        if let area = territory.area { facts.append(("area", localizer.decimal(area, maxDigits: 2))) }
        if !territory.parents.isEmpty { facts.append(("in", names(territory.parents))) }
        if let seat = territory.seat { facts.append(("seat", names([seat]))) }
        let postal = gazetteer.postalCodes(of: territory.id)
        if !postal.isEmpty { facts.append(("postal", localizer.list(postal))) }
        if let from = territory.from { facts.append(("from", "\(from)")) }
        let neighbours = gazetteer.neighbours(of: territory.id)
        if !neighbours.isEmpty { facts.append(("neighbours", names(neighbours.map(\.id)))) }
        let width = facts.map { heading($0.key).count }.max() ?? 0
        var lines = [session.ink(.title, "\(territory.name.full) (\(territory.id))")]
        lines += facts.map { heading($0.key).padding(toLength: width + 2, withPad: " ", startingAt: 0) + $0.text }
        let events = try movements(of: territory)
        if !events.isEmpty { lines += ["", heading("events")] + events }
        return lines + ["", session.text("cli.territories.vintage", [
            "date": .text("\(gazetteer.date)"), "sources": .list(gazetteer.sources.map { .text($0) }),
        ])]
    }

    private func movements(of territory: Territory) throws -> [String] {
        guard territory.id.level == .commune else { return [] }
        return try gazetteer.movements().filter { $0.before?.id == territory.id || $0.after?.id == territory.id }.map { movement in
            let sides = [movement.before, movement.after].map { $0.map { "\($0.name.full) (\($0.id.code))" } ?? "–" }
            return "\(movement.date)  \(session.text(movement.kind.nameKey)) : \(sides[0]) → \(sides[1])"
        }
    }

    private func heading(_ key: String) -> String { session.text("cli.territories.heading.\(key)") }
}

/// What an update made, and what it lacks.
struct UpdateReport {
    let lines: [String]

    init(_ summary: SnapshotBuilder.Summary, file: URL, session: Session) {
        let localizer = session.localizer
        let counts = summary.counts.sorted { $0.key < $1.key }
            .map { localizer.text("territories.count.\($0.key.slug)", ["count": .integer($0.value)]) }
        var lines = [
            session.text("cli.territories.vintage", [
                "date": .text("\(summary.date)"), "sources": .list(summary.sources.map { .text($0) }),
            ]),
            localizer.list(counts),
            session.text(summary.movements > 0 ? "cli.territories.update.movements" : "cli.territories.update.noMovements", ["count": .integer(summary.movements)]),
        ]
        for (key, ids) in [("withoutOutline", summary.withoutOutline), ("withoutPopulation", summary.withoutPopulation)] where !ids.isEmpty {
            lines.append(session.text("cli.territories.update.\(key)", [
                "count": .integer(ids.count), "codes": .names(ids.map(\.code), atMost: 12),
            ]))
        }
        lines.append(session.text("cli.territories.update.written", ["file": .text(file.path), "size": .bytes(Int64(summary.bytes))]))
        self.lines = lines
    }
}

/// What became of the codes of a table, in words.
struct PassageLines {
    let lines: [String]

    init(_ result: PassageTable.Result, session: Session) {
        let localizer = session.localizer
        let report = result.report
        let counts = PassageReport.Outcome.allCases.compactMap { outcome in
            report.counts[outcome].map { "\(localizer.number($0)) \(session.text(outcome.nameKey))" }
        }
        var lines = [session.text("cli.territories.passage.done", [
            "codes": .integer(report.entries.count), "from": .text("\(report.from)"), "to": .text("\(report.to)"), "rows": .integer(result.rows),
            "outcomes": .text(localizer.list(counts)),
        ])]
        if report.counts[.split] != nil { lines.append(session.text(report.key.nameKey)) }
        for total in result.totals {
            lines.append(session.text("cli.territories.passage.total", [
                "column": .text(total.column), "before": .decimal(total.before), "after": .decimal(total.after), "unplaced": .decimal(total.unplaced),
            ]))
        }
        func told(_ key: String, _ codes: [String]) {
            if !codes.isEmpty {
                lines.append(session.text("cli.territories.passage.\(key)", ["count": .integer(codes.count), "codes": .names(codes, atMost: 12)]))
            }
        }
        told("unknown", report.entries.filter { $0.outcome == .unknown }.map(\.code))
        told("left", report.entries.filter { $0.outcome == .left }.map(\.code))
        told("followed", report.entries.filter { $0.followedFrom != nil }.map(\.code))
        told("incomplete", report.incomplete.keys.sorted())
        self.lines = lines
    }
}

import Catalog
import Foundation
import Hummingbird
import Localization
import Store

extension HarvestRoutes {
    private static let runsShown = 10

    /// `/moissonnage/{id}`: one source, what can be done with it, and its readings.
    func sourcePage(_ visit: Visit) async throws -> Response {
        let source = try await source(visit)
        let count = try await catalog.runCount(of: source.id)
        let pages = max(1, (count + Self.runsShown - 1) / Self.runsShown)
        let number = min(try pageNumber(visit), pages)
        let last = try await catalog.runs(of: source.id, limit: 1).first
        let runs = try await catalog.runs(of: source.id, offset: (number - 1) * Self.runsShown, limit: Self.runsShown)
        let reading = try await catalog.reading(of: source)
        let counts = try await catalog.counts(of: source.id)
        let alert = try done(["declaree", "modifiee", "lecture", "arret", "pause", "reprise"], of: source, visit)
        let here = HarvestAddress.source.of(source.slug)
        let canManage = canManage(visit)
        return try site.formPage("harvest-source", title: source.declaration.name, trail: [listLink(visit)], visit) { token in
            SourceView(
                alert: alert, formToken: token, action: here, heading: source.declaration.name.typeset,
                standing: SourceStanding(source, last: last, reading: reading, visit),
                meaning: reading == nil ? last.map { visit.text("site.harvest.run.meaning.\($0.state.rawValue)") } : nil,
                failures: source.failures > 1 && source.declaration.isActive
                    ? visit.text("site.harvest.state.failures", ["count": .integer(source.failures)]) : nil,
                report: last.map {
                    Link(
                        label: visit.text("site.harvest.report", ["count": .integer($0.counts.faults)]),
                        href: HarvestAddress.run.of(source.slug, run: $0.id.uuidString.lowercased()))
                },
                progress: reading.map { ReadingProgress($0, visit) }, facts: facts(source, counts, visit), canManage: canManage,
                canRead: reading == nil, isPaused: !source.declaration.isActive,
                hasSchedule: source.declaration.schedule != .manual,
                editHref: source.declaration.backend == .folder ? nil : HarvestAddress.edit.of(source.slug),
                removalHref: HarvestAddress.removal.of(source.slug), recordsHref: HarvestAddress.records.of(source.slug),
                runs: runs.map { row($0, of: source, visit) },
                pagination: PaginationView(current: number, count: pages, localizer: visit.localizer) { here + ($0 == 1 ? "" : "?page=\($0)") })
        }
    }

    private func facts(_ source: HarvestSource, _ counts: SourceCounts, _ visit: Visit) -> [Fact] {
        let said = source.declaration
        func fact(_ key: String, _ value: String) -> Fact { Fact(label: visit.text("site.harvest.\(key)"), value: value) }
        var facts = [
            fact("field.address", address(source)), fact("field.backend", said.backend.label(visit.localizer)),
            fact("field.schedule", said.schedule.label(visit.localizer)),
        ]
        if let next = nextReading(source, visit) { facts.append(fact("next", next)) }
        if let success = source.lastSuccessAt { facts.append(fact("success", visit.localizer.dateTime(success))) }
        facts.append(Fact(
            label: visit.text("site.harvest.datasets"), value: datasets(counts, visit), href: HarvestAddress.records.of(source.slug)))
        if let organization = said.organization { facts.append(fact("field.organization", organization)) }
        for (key, words) in [("field.publishers", said.filters.organizations), ("field.keywords", said.filters.keywords)] where !words.isEmpty {
            facts.append(fact(key, words.joined(separator: ", ")))
        }
        if !said.followsRobots { facts.append(fact("field.manners", visit.text("site.harvest.field.robots"))) }
        return facts
    }

    private func row(_ run: HarvestRun, of source: HarvestSource, _ visit: Visit) -> SourceView.Run {
        SourceView.Run(
            date: visit.localizer.dateTime(run.startedAt),
            href: HarvestAddress.run.of(source.slug, run: run.id.uuidString.lowercased()), standing: SourceStanding(run.state, visit),
            // What another source had is new to this one.
            counts: [
                run.counts.received, run.counts.created + run.counts.grouped, run.counts.changed + run.counts.returned, run.counts.unchanged,
                run.counts.vanished, run.counts.faults,
            ].map { visit.localizer.number($0) })
    }
}

/// One source.
struct SourceView: ViewModel {
    struct Run: ViewModel {
        var date: String
        var href: String
        var standing: SourceStanding
        /// Received, new, changed, unchanged, vanished, to mend.
        var counts: [String]
    }

    var alert: Alert?
    var formToken: String
    var action: String
    var heading: String
    var standing: SourceStanding
    /// What the state of the last run means for the catalogue.
    var meaning: String?
    /// How many readings in a row gave nothing.
    var failures: String?
    /// To that of the last reading.
    var report: Link?
    var progress: ReadingProgress?
    var facts: [Fact]
    var canManage: Bool
    /// Whether no reading is asked for already.
    var canRead: Bool
    var isPaused: Bool
    /// Whether it is read at a pace, which can be paused.
    var hasSchedule: Bool
    /// Nil for a folder of the machine, which only the command line declares.
    var editHref: String?
    var removalHref: String
    var recordsHref: String
    var runs: [Run]
    var pagination: PaginationView?
}

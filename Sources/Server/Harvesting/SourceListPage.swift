import Catalog
import Foundation
import Hummingbird
import Localization
import Store

extension HarvestRoutes {
    /// `/moissonnage`: all sources, and how they stand.
    func listPage(_ visit: Visit) async throws -> Response {
        let sources = try await catalog.sources()
        let counts = try await catalog.sourceCounts()
        let readings = try await catalog.queue.active(kind: Catalog.harvestKind)
        var rows: [SourceListView.Row] = []
        var doubtful = 0
        for source in sources {
            let last = try await catalog.runs(of: source.id, limit: 1).first
            let reading = readings[source.id.uuidString.lowercased()]
            if reading == nil, source.declaration.isActive, let last, last.state != .complete { doubtful += 1 }
            rows.append(SourceListView.Row(
                name: source.declaration.name.typeset, href: HarvestAddress.source.of(source.slug),
                backend: source.declaration.backend.label(visit.localizer),
                standing: SourceStanding(source, last: last, reading: reading, visit),
                last: last.map { visit.localizer.dateTime($0.startedAt) } ?? visit.text("site.harvest.never"),
                next: nextReading(source, visit), datasets: datasets(counts[source.id] ?? SourceCounts(), visit),
                faults: visit.localizer.number(last?.counts.faults ?? 0)))
        }
        let canManage = canManage(visit)
        let title = visit.text("site.harvest.title")
        let alert = try done(["retiree", "liens"], visit)
        let canCheck = canManage && catalog.checksAddresses && !rows.isEmpty
        let links = canCheck ? try await linkStates(visit) : []
        return try site.formPage("harvest-sources", title: title, visit) { token in
            SourceListView(
                alert: alert, formToken: token, action: HarvestAddress.list.path,
                countText: visit.text(
                    doubtful == 0 ? "site.harvest.count" : "site.harvest.count.doubtful",
                    ["count": .integer(rows.count), "doubtful": .integer(doubtful)]),
                rows: rows, newHref: canManage ? HarvestAddress.new.path : nil, referencesHref: HarvestAddress.references.path,
                canCheck: canCheck, links: links)
        }
    }

    /// How the addresses of the catalogue's files answered, state by state.
    private func linkStates(_ visit: Visit) async throws -> [Fact] {
        let counts = try await catalog.checkStates()
        return ResourceCheck.State.allCases.compactMap { state in
            counts[state].map { Fact(label: state.label(visit.localizer), value: visit.localizer.number($0)) }
        }
    }

    /// Has all links checked again, a slice at a time.
    func checkLinks(_ editor: Editor) async throws -> Response {
        try await catalog.forgetCheckDates(by: editor)
        try await catalog.checkDueAddresses()
        return .redirecting(to: HarvestAddress.list.path + "?fait=liens")
    }
}

/// All sources.
struct SourceListView: ViewModel {
    struct Row: ViewModel {
        var name: String
        var href: String
        var backend: String
        var standing: SourceStanding
        var last: String
        /// Nil where it is read on demand only.
        var next: String?
        /// “1 204 et 3 disparus”.
        var datasets: String
        var faults: String
    }

    var alert: Alert?
    var formToken: String
    var action: String
    var countText: String
    var rows: [Row]
    /// Nil for whoever may not declare one.
    var newHref: String?
    var referencesHref: String
    /// Whether the reader may have all links checked again.
    var canCheck: Bool
    /// How many links are in which state.
    var links: [Fact]
}

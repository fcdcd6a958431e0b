import Catalog
import Foundation
import Hummingbird
import Localization

extension HarvestRoutes {
    private static let recordsShown = 50

    /// `/moissonnage/{id}/fiches`: what a source gives; `etat` chooses what is there, new, changed or gone.
    func recordsPage(_ visit: Visit) async throws -> Response {
        let source = try await source(visit)
        let since = try await catalog.runs(of: source.id, limit: 1).first?.startedAt ?? site.now()
        let choices: [(word: String, key: String, choice: SourceRecord.Choice)] = [
            ("presentes", "present", .present), ("nouvelles", "new", .new(since: since)),
            ("modifiees", "changed", .changed(since: since)), ("disparues", "vanished", .vanished),
        ]
        let asked = try visit.request.queryItems["etat"]
        let chosen = choices.first { $0.word == asked } ?? choices[0]
        let here = HarvestAddress.records.of(source.slug)
        var tabs: [Link] = []
        var count = 0
        for each in choices {
            let found = try await catalog.recordCount(of: source.id, each.choice)
            if each.word == chosen.word { count = found }
            tabs.append(Link(
                label: visit.text("site.harvest.records.\(each.key)"), href: here + "?etat=\(each.word)", isCurrent: each.word == chosen.word,
                detail: visit.localizer.number(found)))
        }
        let pages = max(1, (count + Self.recordsShown - 1) / Self.recordsShown)
        let number = min(try pageNumber(visit), pages)
        let records = try await catalog.records(
            of: source.id, chosen.choice, offset: (number - 1) * Self.recordsShown, limit: Self.recordsShown)
        let title = visit.text("site.harvest.records.title", ["source": .text(source.declaration.name.typeset)])
        let isGone = chosen.choice == .vanished
        return try site.formPage("harvest-records", title: title, trail: [listLink(visit), link(source)], visit) { _ in
            SourceRecordsView(
                heading: title, tabs: tabs, text: visit.text("site.harvest.records.\(chosen.key).text"),
                countText: visit.text("site.harvest.records.count", ["count": .integer(count)]),
                dateLabel: visit.text("site.harvest.records." + (isGone ? "gone" : "moment")),
                rows: records.map { row($0, isGone, visit) },
                pagination: PaginationView(current: number, count: pages, localizer: visit.localizer) {
                    here + "?etat=\(chosen.word)" + ($0 == 1 ? "" : "&page=\($0)")
                })
        }
    }

    private func row(_ record: SourceRecord, _ isGone: Bool, _ visit: Visit) -> SourceRecordsView.Row {
        let address = record.remoteURL.flatMap { HarvestSourceDeclaration.webAddress($0) }
        return SourceRecordsView.Row(
            title: record.title.typeset, href: SiteAddress.dataset(record.dataset), remoteID: record.remoteID,
            remoteHref: address?.withoutSecrets.absoluteString, note: record.isPrimary ? nil : visit.text("site.harvest.records.other"),
            first: visit.localizer.date(record.firstSeenAt),
            date: visit.localizer.date(isGone ? record.vanishedAt ?? record.changedAt : record.changedAt))
    }
}

/// What a source gives.
struct SourceRecordsView: ViewModel {
    struct Row: ViewModel {
        var title: String
        var href: String
        /// As the source knows it, and its page there.
        var remoteID: String
        var remoteHref: String?
        var note: String?
        var first: String
        var date: String
    }

    var heading: String
    var tabs: [Link]
    /// What is in the chosen list.
    var text: String
    var countText: String
    var dateLabel: String
    var rows: [Row]
    var pagination: PaginationView?
}

import Catalog
import Foundation
import Hummingbird
import Lake
import Localization
import Tables

extension SiteRoutes {
    private static let previewRows = 8
    private static let previewColumns = 30
    /// A file may have thousands of columns; the explorer shows the rest by choice.
    private static let columnCards = 80
    private static let columnsFirst = 6

    /// One resource in full.
    func resource(_ detail: ResourceDetail, of dataset: DatasetDetail, _ visit: Visit) async throws -> ResourceView {
        let resource = detail.resource
        let linked = LinkedResource(resource: resource, check: detail.check, localizer: visit.localizer, now: now())
        let explorer = SiteAddress.resource(resource.slug)
        var view = ResourceView(
            title: resource.title.typeset,
            description: resource.description.isEmpty ? nil : CommonMark.html(resource.description, tableLabel: visit.text("site.table.label")),
            explorerHref: explorer, preview: nil, columns: [], rest: nil,
            personalNotice: personalNotice(detail, visit), quality: nil, conformity: nil, versions: [], snippets: [],
            documentationHref: SiteAddress.helpAPI.path, downloads: [], alert: linked.alert ?? alert(detail, visit),
            link: linked.view)
        view.quality = QualityPresentation(dataset: dataset, resource: detail, now: now(), localizer: visit.localizer).view
        guard let version = detail.version else { return view }
        view.conformity = detail.conformity.map { ConformityPresentation(conformity: $0, resource: resource, localizer: visit.localizer).view }
        let profiles = version.inspection.columns
        let personal = personalColumns(detail)
        let cards = profiles.prefix(Self.columnCards).map { profile in
            ColumnPresentation(
                profile: profile, description: detail.description(ofColumn: profile.name),
                isPersonal: personal.contains(profile.name), localizer: visit.localizer,
                explorer: version.table == nil ? nil : explorer
            ).view
        }
        // One card more than fits folds nothing away.
        let first = cards.count <= Self.columnsFirst + 2 ? cards.count : Self.columnsFirst
        view.columns = Array(cards.prefix(first))
        if first < cards.count {
            view.rest = MoreColumns(
                label: visit.text("site.resource.columnsRest", ["count": .integer(cards.count - first)]),
                columns: Array(cards.dropFirst(first)),
                note: profiles.count <= Self.columnCards ? nil : visit.text("site.resource.columnsMore", [
                    "shown": .integer(Self.columnCards), "count": .integer(profiles.count),
                ]))
        }
        view.versions = try await versions(detail, visit)
        if let table = version.table {
            view.preview = try await preview(table, title: view.title, visit)
            view.downloads = Downloads(resource: resource, version: version, table: table, localizer: visit.localizer).all
            view.snippets = Snippets(api: visit.context.origin + Downloads.api(resource.slug), table: table).all
        }
        return view
    }

    private func preview(_ table: StoredTable, title: String, _ visit: Visit) async throws -> TableView {
        let columns = table.columns.prefix(Self.previewColumns)
        var query = TableQuery()
        query.columns = columns.map(\.name)
        query.page = .offset(0, size: Self.previewRows)
        let page = try await catalog.lake.rows(table, query)
        let writing = columns.map { CellWriting(localizer: visit.localizer, type: $0.type, meaning: $0.meaning) }
        return TableView(
            caption: visit.text("site.resource.previewCaption", ["count": .integer(page.rows.count), "title": .text(title)]),
            headers: zip(columns, writing).map { column, writing in
                TableHeader(
                    name: column.name, kind: visit.text("type.\(column.type.rawValue)"), isNumber: writing.isNumber)
            },
            rows: page.rows.map { row in TableRow(cells: zip(row, writing).map { $1.cell($0) }) },
            note: visit.text("site.resource.previewNote", [
                "shown": .integer(page.rows.count), "rows": .integer(Int(table.rows)),
                "columns": .integer(table.columns.count),
            ]))
    }

    private func versions(_ detail: ResourceDetail, _ visit: Visit) async throws -> [VersionView] {
        try await catalog.versions(of: detail.resource.slug).map { version in
            VersionView(
                number: visit.localizer.number(version.number), date: visit.localizer.dateTime(version.publishedAt),
                datetime: version.publishedAt.ISO8601Format(), rows: visit.localizer.number(version.rows),
                size: visit.localizer.bytes(version.originalBytes), hash: String(version.originalHash.hex.prefix(12)),
                fullHash: version.originalHash.hex, isCurrent: version.isCurrent)
        }
    }

    /// Says which columns may name natural persons, and why they are published.
    func personalNotice(_ detail: ResourceDetail, _ visit: Visit) -> String? {
        let names = personalColumns(detail)
        guard !names.isEmpty else { return nil }
        let notice = visit.text("site.resource.personal", ["columns": .list(names.prefix(8).map { .text($0) })])
        return detail.dataset.metadata.personalDataBasis.map { basis in
            notice + " " + visit.text("site.resource.personalBasis", ["basis": .text(basis)])
        } ?? notice
    }

    /// The columns that may name natural persons, as the catalogue judges them: the name of a place is not one.
    func personalColumns(_ detail: ResourceDetail) -> [String] {
        Quality.measure(detail.dataset, resources: [detail], at: now()).criteria
            .first { $0.key == .personalData }?.evidence.compactMap(\.column) ?? []
    }

    /// What keeps the content from being there, or from being fresh.
    private func alert(_ detail: ResourceDetail, _ visit: Visit) -> Alert? {
        if let failure = detail.resource.failure {
            let message = visit.localizer.message(code: failure.code, failure.arguments)
            return Alert(
                .warning, title: visit.text("site.resource.failedTitle", ["date": .date(failure.date)]),
                text: [message.text, message.hint].compactMap { $0 }.joined(separator: " "))
        }
        // What was harvested is at its producer's, and may never be read here.
        guard detail.version == nil, detail.resource.distribution == nil else { return nil }
        return Alert(.info, title: visit.text("site.resource.pendingTitle"), text: visit.text("site.resource.pending"))
    }
}

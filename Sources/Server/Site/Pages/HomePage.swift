import Catalog
import Foundation
import Hummingbird
import Localization
import Services
import Tables

extension SiteRoutes {
    private static let latestCount = 6

    /// `/`: search, figures, the latest datasets, topics and producers.
    func home(_ visit: Visit) async throws -> Response {
        let figures = try await catalog.statistics()
        let latest = try await catalog.datasets(DatasetSearch(sort: .modified, pageSize: Self.latestCount))
        func ways(_ key: String) -> [Link] {
            latest.facets.first { $0.key.rawValue == key }?.values.prefix(12).map { value in
                Link(
                    label: value.label(visit.localizer),
                    href: SiteAddress.datasets.path + "?\(key)=" + RequestTarget.encode(value.code),
                    detail: visit.text("site.home.datasetCount", ["count": .integer(value.count)]))
            } ?? []
        }
        let producers = latest.facets.first { $0.key == .organization }?.values.count ?? 0
        let view = HomeView(
            figures: figures.datasets == 0 ? [] : self.figures(figures, organizations: producers, visit),
            figuresNote: figures.lastUpdate.map { visit.text("site.home.figuresNote", ["date": .date($0)]) },
            services: await services().compactMap { card($0, visit, isSteward: false) }, latest: latest.items.map { card($0, visit) }, topics: ways("theme"), organizations: ways("organization"),
            isEmpty: latest.total == 0)
        var frame = frame(visit, title: settings.title, showsSearch: false)
        frame.structuredData = SchemaOrg(settings: settings, origin: visit.context.origin).catalogue.script
        frame.alternates = [Self.feed(visit)]
        return try page("home", view, frame: frame, visit)
    }

    private func figures(_ figures: Statistics, organizations: Int, _ visit: Visit) -> [Figure] {
        func figure(_ name: String, _ count: Int, href: String? = nil) -> Figure {
            Figure(
                value: visit.localizer.number(count),
                label: visit.text("site.home.figure.\(name)", ["count": .integer(count)]), href: href)
        }
        return [
            figure("datasets", figures.datasets, href: SiteAddress.datasets.path),
            figure("resources", figures.resources),
            figure("rows", Int(figures.rows)),
            figure("organizations", organizations),
            Figure(value: visit.localizer.bytes(figures.bytes), label: visit.text("site.home.figure.bytes")),
        ]
    }

    /// A dataset in a list.
    func card(_ summary: DatasetSummary, _ visit: Visit) -> DatasetCard {
        let dataset = summary.dataset
        let date = summary.lastPublishedAt ?? dataset.modifiedAt
        let plain = CommonMark.plain(dataset.description)
        return DatasetCard(
            title: dataset.title.typeset, href: SiteAddress.dataset(dataset.slug), organization: summary.organization?.name,
            summary: plain.isEmpty ? nil : plain.summary(280),
            licence: dataset.licence == .notSpecified ? nil : dataset.licence.label(visit.localizer),
            updated: visit.text("site.card.updated", ["when": .text(visit.localizer.relative(date, to: now()))]),
            datetime: date.ISO8601Format(),
            formats: summary.formats.map { visit.text($0.labelKey) },
            size: summary.rows == 0 ? nil : visit.text("site.card.rows", ["count": .integer(Int(summary.rows))]),
            topics: dataset.themes.map { $0.label(visit.localizer) })
    }
}

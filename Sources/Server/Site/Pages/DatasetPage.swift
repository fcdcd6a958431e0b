import Catalog
import Foundation
import Hummingbird
import Lake
import Localization

extension SiteRoutes {
    /// `/datasets/{id}`: a dataset, with one of its resources in full (`?fichier=` chooses which).
    func dataset(_ visit: Visit) async throws -> Response {
        let identifier = try visit.identifier
        guard let detail = try await catalog.dataset(identifier) else {
            throw CatalogError(.datasetUnknown, ["dataset": .text(identifier)])
        }
        let dataset = detail.dataset
        if identifier != dataset.slug { return .redirecting(to: SiteAddress.dataset(dataset.slug)) }
        let asked = try visit.request.queryItems["fichier"]
        let chosen = detail.resources.first { $0.resource.slug == asked } ?? detail.resources.first
        var resource: ResourceView?
        if let chosen { resource = try await self.resource(chosen, of: detail, visit) }
        let title = dataset.title.typeset
        let bouquets = try await catalog.bouquets(using: dataset.id)
        let discussions = try await catalog.openDiscussionCount(on: .dataset(dataset.id))
        let view = DatasetView(
            title: title, organization: detail.organization?.name,
            organizationHref: detail.organization.map { Self.listing("organization", $0.slug) },
            alert: dataset.vanishedAt.map {
                Alert(
                    .warning, title: visit.text("site.dataset.vanished.title"),
                    text: visit.text("site.dataset.vanished.text", ["date": .date($0)]))
            },
            description: dataset.description.isEmpty ? nil : CommonMark.html(dataset.description, tableLabel: visit.text("site.table.label")),
            facts: facts(detail, visit) + origins(try await catalog.origins(ofDataset: dataset.id), visit),
            topics: dataset.themes.map { Link(label: $0.label(visit.localizer), href: Self.listing("theme", $0.rawValue)) },
            keywords: dataset.keywords.map { Link(label: $0, href: Self.listing("q", $0)) },
            bouquets: bouquets.map { Link(label: $0.title.typeset, href: BouquetAddress.bouquet.of($0.slug)) },
            reuses: try await catalog.reuses(of: dataset.id).map { listing in
                ReuseCard(
                    label: listing.reuse.title.typeset, href: listing.reuse.url?.absoluteString,
                    detail: listing.reuse.kind.label(visit.localizer) + (listing.organization.map { ", \($0.name)" } ?? ""))
            },
            discussionsHref: BouquetAddress.datasetDiscussions.of(dataset.slug),
            discussionsText: visit.text("site.discussion.count", ["count": .integer(discussions)]),
            resources: detail.resources.map { card($0, isCurrent: $0.id == chosen?.id, visit) },
            hasSeveralResources: detail.resources.count > 1, resource: resource,
            quality: resource == nil ? QualityPresentation(dataset: detail, resource: nil, now: now(), localizer: visit.localizer).view : nil,
            sections: resource.map { sections($0, visit) } ?? [])
        let plain = CommonMark.plain(dataset.description)
        var page = frame(
            visit, title: title, trail: [SiteAddress.datasets.link(visit.localizer)],
            summary: plain.isEmpty ? nil : plain.summary(200))
        publish(detail, in: &page, visit)
        return try self.page("dataset", view, frame: page, visit)
    }

    private static func listing(_ name: String, _ value: String) -> String {
        SiteAddress.datasets.path + "?\(name)=" + RequestTarget.encode(value)
    }

    private func facts(_ detail: DatasetDetail, _ visit: Visit) -> [Fact] {
        let dataset = detail.dataset
        let localizer = visit.localizer
        func label(_ key: String) -> String { visit.text("site.dataset.fact.\(key)") }
        var facts = [
            Fact(label: label("licence"), value: dataset.licence.label(localizer), href: dataset.licence.url?.absoluteString),
            Fact(label: label("frequency"), value: dataset.frequency.label(localizer)),
            Fact(
                label: label("modified"), value: localizer.date(dataset.modifiedAt),
                datetime: dataset.modifiedAt.ISO8601Format(), note: localizer.relative(dataset.modifiedAt, to: now())),
        ]
        if let level = dataset.territoryLevel { facts.append(Fact(label: label("territory"), value: level.label(localizer))) }
        if let coverage = dataset.temporalCoverage { facts.append(Fact(label: label("coverage"), value: period(coverage, visit))) }
        if let source = dataset.source, ["http", "https"].contains(source.scheme?.lowercased()) {
            facts.append(Fact(
                label: label("source"), value: source.host() ?? source.absoluteString, href: source.absoluteString))
        }
        return facts
    }

    /// Where a harvested dataset comes from, when it was last seen there, and what its producer says of it.
    private func origins(_ origins: [DatasetOrigin], _ visit: Visit) -> [Fact] {
        origins.flatMap { origin -> [Fact] in
            let seen = visit.localizer.relative(origin.lastSeenAt, to: now())
            let state = !origin.isFollowed ? "left" : origin.vanishedAt == nil ? "seen" : "gone"
            let source = Fact(
                label: visit.text("site.dataset.fact.origin"), value: origin.sourceName,
                href: origin.isFollowed && HarvestRoutes.canRead(catalog, visit) ? HarvestAddress.source.of(origin.sourceSlug) : nil,
                note: visit.text("site.dataset.origin.\(state)", ["when": .text(seen)]))
            guard let record = origin.remoteURL.flatMap({ HarvestSourceDeclaration.webAddress($0) }) else { return [source] }
            return [source, Fact(
                label: visit.text("site.dataset.fact.record"), value: record.host() ?? "", href: record.withoutSecrets.absoluteString)]
        }
    }

    /// “depuis le 1er janvier 2026”, “du … au …”.
    private func period(_ coverage: TemporalCoverage, _ visit: Visit) -> String {
        func day(_ text: String) -> String {
            text.count < 10 ? text : ISO8601.days(text.prefix(10)).map { visit.localizer.date(daysSince1970: $0) } ?? text
        }
        let key = switch (coverage.start, coverage.end) {
        case (_?, _?): "site.dataset.period.both"
        case (_?, nil): "site.dataset.period.since"
        default: "site.dataset.period.until"
        }
        return visit.text(key, ["start": .text(day(coverage.start ?? "")), "end": .text(day(coverage.end ?? ""))])
    }

    private func card(_ detail: ResourceDetail, isCurrent: Bool, _ visit: Visit) -> ResourceCard {
        let resource = detail.resource
        let linked = LinkedResource(resource: resource, check: detail.check, localizer: visit.localizer, now: now())
        var text = linked.address == nil ? visit.text("site.resource.pending") : linked.detail
        if let version = detail.version {
            text = visit.text("site.resource.detail", [
                "rows": .integer(Int(version.rows)), "columns": .integer(version.table?.columns.count ?? 0),
                "bytes": .bytes(version.originalBytes),
                "when": .text(visit.text(
                    "site.card.updated", ["when": .text(visit.localizer.relative(version.publishedAt, to: now()))])),
            ])
        }
        return ResourceCard(
            title: resource.title.typeset,
            href: SiteAddress.dataset(detail.dataset.slug) + "?fichier=" + RequestTarget.encode(resource.slug) + "#fichier",
            isCurrent: isCurrent, format: resource.format.map { visit.text($0.labelKey) } ?? linked.format, detail: text,
            badge: linked.badge,
            explorerHref: detail.version?.table == nil ? nil : SiteAddress.resource(resource.slug))
    }

    /// The ways into the long part of the page, in its order.
    private func sections(_ resource: ResourceView, _ visit: Visit) -> [Link] {
        var names: [(anchor: String, key: String)] = []
        if resource.link != nil { names.append(("lien", "link")) }
        if resource.preview != nil { names.append(("apercu", "preview")) }
        if !resource.columns.isEmpty { names.append(("colonnes", "columns")) }
        if resource.conformity != nil { names.append(("conformite", "conformity")) }
        if resource.quality != nil { names.append(("qualite", "quality")) }
        if !resource.downloads.isEmpty { names.append(("telecharger", "downloads")) }
        if !resource.snippets.isEmpty { names.append(("api", "api")) }
        if !resource.versions.isEmpty { names.append(("versions", "versions")) }
        return names.map { Link(label: visit.text("site.resource.\($0.key)"), href: "#\($0.anchor)") }
    }
}

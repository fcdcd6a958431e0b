import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Localization
import NIOCore

extension BouquetRoutes {
    /// `/bouquets/{id}`: the needs, what answers them, and how well.
    func bouquetPage(_ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        let bouquet = detail.bouquet
        if try visit.identifier != bouquet.slug { return .redirecting(to: BouquetAddress.bouquet.of(bouquet.slug)) }
        let count = try await catalog.openDiscussionCount(on: .bouquet(bouquet.id))
        let plain = CommonMark.plain(bouquet.metadata.description)
        let rights = rights(visit)
        let view = BouquetView(
            alert: try done(visit), title: bouquet.title.typeset, isDraft: bouquet.isDraft, organization: detail.organization?.name,
            description: bouquet.metadata.description.isEmpty
                ? nil : CommonMark.html(bouquet.metadata.description, tableLabel: visit.text("site.table.label")),
            keywords: bouquet.metadata.keywords.map {
                Link(label: $0, href: BouquetAddress.list.path + "?q=" + RequestTarget.encode($0))
            },
            facts: facts(detail, visit), gap: GapView(detail.score, visit), parts: parts(detail, visit),
            isEmpty: detail.content.elements.isEmpty, exports: exports(bouquet, visit),
            discussionsHref: BouquetAddress.discussions.of(bouquet.slug),
            discussionsText: visit.text("site.discussion.count", ["count": .integer(count)]),
            editHref: rights.canChange(detail) ? BouquetAddress.edit.of(bouquet.slug) : nil,
            cloneHref: rights.canCreate ? BouquetAddress.clone.of(bouquet.slug) : nil,
            relatives: detail.clones.map { clone in
                Link(label: clone.title.typeset, href: BouquetAddress.bouquet.of(clone.slug), detail: clone.territory?.name)
            })
        return try site.page(
            "bouquet", view,
            frame: site.frame(
                visit, title: bouquet.title.typeset, trail: [listLink(visit)], summary: plain.isEmpty ? nil : plain.summary(200),
                isIndexed: !bouquet.isDraft), visit)
    }

    private func facts(_ detail: BouquetDetail, _ visit: Visit) -> [Fact] {
        let bouquet = detail.bouquet
        func label(_ key: String) -> String { visit.text("site.bouquet.fact.\(key)") }
        var facts: [Fact] = []
        if let territory = bouquet.territory {
            facts.append(Fact(
                label: label("territory"), value: territory.name,
                href: BouquetAddress.list.path + "?territoire=" + RequestTarget.encode(territory.code)))
        }
        facts.append(Fact(label: label("authors"), value: detail.authors.map(\.name).joined(separator: ", ")))
        facts.append(Fact(
            label: label("modified"), value: visit.localizer.date(bouquet.modifiedAt), datetime: bouquet.modifiedAt.ISO8601Format()))
        if let date = bouquet.publishedAt {
            facts.append(Fact(label: label("published"), value: visit.localizer.date(date), datetime: date.ISO8601Format()))
        }
        if let origin = detail.origin {
            facts.append(Fact(label: label("origin"), value: origin.title, href: BouquetAddress.bouquet.of(origin.slug)))
        }
        return facts
    }

    private func parts(_ detail: BouquetDetail, _ visit: Visit) -> [BouquetPartView] {
        let loose = BouquetPartView(anchor: "besoins", title: nil, elements: detail.content.loose.map { element($0, detail, visit) })
        let sections = detail.content.sections.map { section in
            BouquetPartView(
                anchor: "s-\(section.id.text)", title: section.title.typeset,
                elements: section.elements.map { element($0, detail, visit) })
        }
        return (loose.elements.isEmpty ? [] : [loose]) + sections
    }

    private func element(_ element: BouquetElement, _ detail: BouquetDetail, _ visit: Visit) -> ElementView {
        let need = detail.score.needs.first { $0.id == element.id }
        var answer: String?, organization: String?
        switch element.answer {
        case .dataset(let id):
            answer = detail.datasets[id]?.dataset.title
            organization = detail.datasets[id]?.organization?.name
        case .service(let id): answer = detail.services[id]?.metadata.title
        case .link(let url): answer = url.host()
        case .unmet: break
        }
        var kind = element.answer.kind.label(visit.localizer)
        if case .unmet(let gap) = element.answer { kind = gap.label(visit.localizer) }
        return ElementView(
            anchor: "e-\(element.id.text)", title: element.title.typeset, kind: kind,
            isUnmet: need?[.met]?.share == 0, href: href(element.answer, detail),
            answer: answer == element.title ? nil : answer?.typeset, organization: organization,
            reason: element.reason.isEmpty
                ? nil : CommonMark.html(element.reason, headingLevel: 5, tableLabel: visit.text("site.table.label")),
            marks: need?.marks.map { ElementView.Mark($0, visit) } ?? [],
            marksLabel: visit.text("site.bouquet.marks", ["title": .text(element.title)]))
    }

    /// Where what answers a need is to be found; nil for nowhere.
    func href(_ answer: BouquetElement.Answer, _ detail: BouquetDetail) -> String? {
        switch answer {
        case .dataset(let id): detail.datasets[id].map { SiteAddress.dataset($0.dataset.slug) }
        case .service(let id): detail.services[id].flatMap { service in
            // Addresses that portals give are shown only where a browser may go.
            [service.metadata.landingPage, service.metadata.endpointURL].compactMap { $0.flatMap { URL(string: $0) } }
                .first(where: BouquetElement.isWebAddress)?.absoluteString
        }
        case .link(let url): url.absoluteString
        case .unmet: nil
        }
    }

    private static let files = ["csv", "qgs", "qlr"]

    private func exports(_ bouquet: Bouquet, _ visit: Visit) -> [Download] {
        Self.files.map { file in
            Download(
                label: visit.text("site.bouquet.export.\(file)"), href: BouquetAddress.export.of(bouquet.slug, "\(bouquet.slug).\(file)"),
                detail: visit.text("site.bouquet.export.\(file)Detail"))
        }
    }

    /// `/bouquets/{id}/fichiers/{file}`: the needs for a spreadsheet, the layers for QGIS. Only the extension counts.
    func export(_ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        let origin = visit.context.origin
        let kind = try visit.fileName.split(separator: ".").last.map(String.init) ?? ""
        let text: String, type: String
        switch kind {
        case "csv":
            let addresses = Dictionary(
                detail.content.elements.map { ($0.answer, href($0.answer, detail) ?? "") }, uniquingKeysWith: { first, _ in first })
            text = BouquetCSV(detail, localizer: visit.localizer) { answer in
                let address = addresses[answer] ?? ""
                return address.hasPrefix("/") ? origin + address : address
            }.text
            type = "text/csv; charset=utf-8; header=present"
        case "qgs":
            text = BouquetLayers(detail, origin: origin).file.project
            type = "application/x-qgis-project"
        case "qlr":
            text = BouquetLayers(detail, origin: origin).file.layerDefinition
            type = "application/x-qgis-layer-definition"
        default: throw RequestError.notFound
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "no-cache",
                .contentDisposition: APIRoutes.attachment(named: "\(detail.bouquet.slug).\(kind)"),
            ],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

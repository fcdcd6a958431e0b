import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Localization

extension BouquetRoutes {
    /// `/bouquets/{id}/modifier`: the whole of it, with what can be done to each part.
    func editPage(_ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        _ = try editor(of: detail, visit)
        return try page(detail, alert: try done(visit), status: .ok, visit)
    }

    func change(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        let bouquet = detail.bouquet
        let revision = Int(form["revision"]) ?? 0
        let here = BouquetAddress.edit.of(bouquet.slug)
        let part = UUID(uuidString: form["id"])
        do {
            switch form["action"] {
            case "monter", "descendre":
                let direction: BouquetContent.Direction = form["action"] == "monter" ? .up : .down
                let id = try known(part)
                try await catalog.changeBouquet(bouquet.id, revision: revision, by: try editor(of: detail, visit)) { edit in
                    if edit.content.section(id) == nil {
                        try edit.content.move(element: id, direction)
                    } else {
                        try edit.content.move(section: id, direction)
                    }
                }
                // The reader goes on from where the part now is.
                return .redirecting(to: "\(here)?fait=deplace#p-\(id.text)")
            case "retirer":
                let id = try known(part)
                try await catalog.changeBouquet(bouquet.id, revision: revision, by: try editor(of: detail, visit)) { edit in
                    if edit.content.section(id) == nil {
                        try edit.content.remove(element: id)
                    } else {
                        try edit.content.remove(section: id)
                    }
                }
                return .redirecting(to: here + "?fait=retire#contenu-bouquet")
            case "publier", "depublier":
                let isDraft = form["action"] == "depublier"
                try await catalog.changeBouquet(bouquet.id, revision: revision, by: try editor(of: detail, visit, .publish)) {
                    $0.isDraft = isDraft
                }
                return .redirecting(to: BouquetAddress.bouquet.of(bouquet.slug) + (isDraft ? "?fait=depublie" : "?fait=publie"))
            case "supprimer":
                let editor = try editor(of: detail, visit)
                guard form["confirmation"] == "oui" else {
                    return try page(
                        detail, alert: Alert(.error, text: visit.text("site.bouquet.delete.unconfirmed")), needsConfirmation: true,
                        status: .unprocessableContent, visit)
                }
                try await catalog.deleteBouquet(bouquet.id, revision: revision, by: editor)
                return .redirecting(to: BouquetAddress.list.path + "?fait=supprime")
            default: throw RequestError("request.form")
            }
        } catch let error as CatalogError where error.kind != .bouquetUnknown {
            return try page(try await self.bouquet(visit), alert: error.alert(visit), status: error.status, visit)
        }
    }

    private func known(_ id: UUID?) throws -> UUID {
        guard let id else { throw CatalogError(.bouquetPart) }
        return id
    }

    private func page(
        _ detail: BouquetDetail, alert: Alert?, needsConfirmation: Bool = false, status: HTTPResponse.Status, _ visit: Visit
    ) throws -> Response {
        let bouquet = detail.bouquet
        let slug = bouquet.slug
        let title = visit.text("site.bouquet.edit.title")
        let content = detail.content
        let last = content.elements.last?.id, first = content.elements.first?.id
        func elements(_ list: [BouquetElement]) -> [BouquetEditView.Element] {
            list.map { element in
                var kind = element.answer.kind.label(visit.localizer)
                if case .unmet(let gap) = element.answer { kind = gap.label(visit.localizer) }
                return BouquetEditView.Element(
                    id: element.id.text, title: element.title.typeset, kind: kind,
                    href: BouquetAddress.element.of(slug, element.id.text), lacksReason: element.reason.isEmpty,
                    isFirst: element.id == first && content.section(ofElement: element.id) == nil,
                    isLast: element.id == last && content.section(ofElement: element.id) == content.sections.last?.id)
            }
        }
        let loose = BouquetEditView.Part(
            title: visit.text("site.bouquet.edit.loose"), addHref: BouquetAddress.add.of(slug), isFirst: true, isLast: true,
            elements: elements(content.loose))
        let sections = content.sections.enumerated().map { index, section in
            BouquetEditView.Part(
                id: section.id.text, title: section.title.typeset, href: BouquetAddress.section.of(slug, section.id.text),
                addHref: BouquetAddress.add.of(slug) + "?section=" + section.id.text, isFirst: index == 0,
                isLast: index == content.sections.count - 1, elements: elements(section.elements))
        }
        return try site.formPage(
            "bouquet-edit", title: title, trail: [listLink(visit), link(bouquet)], status: status, visit
        ) { token in
            BouquetEditView(
                alert: alert, formToken: token, action: BouquetAddress.edit.of(slug), revision: String(bouquet.revision),
                title: bouquet.title.typeset,
                state: visit.text(bouquet.isDraft ? "site.bouquet.state.draft" : "site.bouquet.state.published"),
                isDraft: bouquet.isDraft, viewHref: BouquetAddress.bouquet.of(slug), describeHref: BouquetAddress.describe.of(slug),
                sectionHref: BouquetAddress.section.of(slug, "nouvelle"), parts: [loose] + sections,
                canPublish: visit.context.principal.can(.publish, on: BouquetRights.scope(detail.organization)),
                needsConfirmation: needsConfirmation)
        }
    }
}

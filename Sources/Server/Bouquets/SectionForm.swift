import Catalog
import Foundation
import Hummingbird
import Localization

extension BouquetRoutes {
    private static let new = "nouvelle"

    /// `/bouquets/{id}/sections/{part}`: a heading, `nouvelle` for one more.
    func sectionPage(_ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        _ = try editor(of: detail, visit)
        let section = try section(visit, detail)
        return try page(section?.title ?? "", section, detail, [], nil, visit)
    }

    func writeSection(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        let editor = try editor(of: detail, visit)
        let title = form["titre"].trimmingCharacters(in: .whitespacesAndNewlines)
        let known = try section(visit, detail)
        let section = BouquetContent.Section(id: known?.id ?? UUID(), title: title)
        guard section.problems.isEmpty else { return try page(title, known, detail, section.problems, nil, visit) }
        do {
            let isNew = known == nil
            try await catalog.changeBouquet(detail.bouquet.id, revision: Int(form["revision"]) ?? 0, by: editor) { edit in
                if isNew { try edit.content.add(section) } else { try edit.content.rename(section: section.id, to: title) }
            }
            return .redirecting(to: BouquetAddress.edit.of(detail.bouquet.slug) + "?fait=section#p-\(section.id.text)")
        } catch let error as CatalogError {
            return try page(title, known, detail, [], error, visit)
        }
    }

    /// The section of the address; nil for a new one.
    private func section(_ visit: Visit, _ detail: BouquetDetail) throws -> BouquetContent.Section? {
        let part = try visit.part
        if part == Self.new { return nil }
        guard let section = UUID(uuidString: part).flatMap({ detail.content.section($0) }) else { throw CatalogError(.bouquetPart) }
        return section
    }

    private func page(
        _ written: String, _ section: BouquetContent.Section?, _ detail: BouquetDetail, _ problems: [FieldProblem], _ error: CatalogError?,
        _ visit: Visit
    ) throws -> Response {
        let errors = FieldErrors(problems, visit)
        let slug = detail.bouquet.slug
        let heading = visit.text(section == nil ? "site.bouquet.section.new" : "site.bouquet.section.title")
        return try site.formPage(
            "bouquet-section", title: heading, trail: [listLink(visit), link(detail.bouquet)],
            status: error?.status ?? (errors.isEmpty ? .ok : .unprocessableContent), visit
        ) { token in
            SectionFormView(
                alert: error?.alert(visit) ?? errors.alert(visit), errors: errors, formToken: token,
                action: BouquetAddress.section.of(slug, section?.id.text ?? Self.new), revision: String(detail.bouquet.revision),
                heading: heading, title: written,
                submit: visit.text(section == nil ? "site.bouquet.section.submit" : "site.bouquet.save"),
                backHref: BouquetAddress.edit.of(slug))
        }
    }
}

extension Visit {
    /// The `{part}` of the path, decoded; empty where it has none.
    var part: String {
        get throws {
            context.parameters.get("part") == nil ? "" : try piece("part")
        }
    }
}

import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Localization

/// What somebody wrote of a bouquet as a whole.
private struct Description {
    var title = "", text = "", keywords = "", territory = ""
    /// Identifier of the organisation, empty for the instance.
    var organization = ""

    init() {}

    init(_ form: SubmittedForm) {
        title = form["titre"].trimmingCharacters(in: .whitespacesAndNewlines)
        // Browsers send lines as CR LF (WHATWG HTML, form submission).
        text = form["texte"].replacing("\r\n", with: "\n")
        keywords = form["motscles"]
        territory = form["choix"].isEmpty ? form["territoire"] : form["choix"]
        organization = form["organisation"]
    }

    init(_ detail: BouquetDetail) {
        let metadata = detail.bouquet.metadata
        title = metadata.title
        text = metadata.description
        keywords = metadata.keywords.joined(separator: ", ")
        territory = metadata.territory.map(TerritoryField.text) ?? ""
        organization = detail.organization?.id.text ?? ""
    }

    /// - Parameter slug: of the organisation.
    func metadata(slug: String?, _ territory: BouquetTerritory?) -> BouquetMetadata {
        let words = keywords.split(whereSeparator: { ",;\n".contains($0) }).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        return BouquetMetadata(
            title: title, description: text, organization: slug, keywords: words.filter { !$0.isEmpty }, territory: territory)
    }
}

extension BouquetRoutes {
    /// `/bouquets/nouveau`.
    func newPage(_ visit: Visit) async throws -> Response {
        guard visit.context.principal.isSignedIn else { throw IdentityError(.signedOut) }
        guard rights(visit).canCreate else { throw IdentityError(.forbidden) }
        return try await page(Description(), nil, [], visit)
    }

    func create(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        try await write(Description(form), nil, revision: 0, visit)
    }

    /// `/bouquets/{id}/description`.
    func describePage(_ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        _ = try editor(of: detail, visit)
        return try await page(Description(detail), detail, [], visit)
    }

    func describe(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        return try await write(Description(form), detail, revision: Int(form["revision"]) ?? 0, visit)
    }

    private func write(_ said: Description, _ detail: BouquetDetail?, revision: Int, _ visit: Visit) async throws -> Response {
        let organization = try await organization(said.organization)
        let scope = BouquetRights.scope(organization)
        let principal = visit.context.principal
        let permission = detail.map { BouquetRights.permission($0.bouquet) } ?? .contribute
        // Whoever moves a bouquet elsewhere must have a say here and there.
        let editor = try detail.map { try self.editor(of: $0, visit) }
            ?? Editor(principal, principal.authorize(permission, on: scope), identity.journal)
        _ = try principal.authorize(permission, on: scope)
        let territory = TerritoryField(said.territory, in: territories)
        let metadata = said.metadata(slug: organization?.slug, territory.territory)
        let problems = metadata.problems + [territory.problem].compactMap(\.self)
        guard problems.isEmpty else { return try await page(said, detail, problems, visit) }
        do {
            guard let detail else {
                let made = try await catalog.createBouquet(metadata, by: editor)
                return .redirecting(to: BouquetAddress.edit.of(made.slug) + "?fait=cree")
            }
            try await catalog.changeBouquet(detail.bouquet.id, revision: revision, by: editor) { $0.metadata = metadata }
            return .redirecting(to: BouquetAddress.edit.of(detail.bouquet.slug) + "?fait=decrit")
        } catch let error as CatalogError {
            return try await page(said, detail, error: error, visit)
        }
    }

    /// The organisation that a form names: none for an empty text.
    func organization(_ id: String) async throws -> Organization? {
        guard !id.isEmpty else { return nil }
        guard let found = try await catalog.organization(id) else { throw IdentityError(.organizationUnknown) }
        return found
    }

    /// Those for which the reader may write.
    func organizationChoices(_ visit: Visit, selected: String, _ permission: Permission) async throws -> [Choice] {
        let principal = visit.context.principal
        var choices: [Choice] = []
        if principal.can(permission, on: .instance) {
            choices.append(Choice(value: "", label: visit.text("identity.scope.instance"), isSelected: selected.isEmpty))
        }
        for organization in try await catalog.organizations() where principal.can(permission, on: .organization(organization.id)) {
            choices.append(
                Choice(value: organization.id.text, label: organization.name, isSelected: selected == organization.id.text))
        }
        return choices
    }

    private func page(
        _ said: Description, _ detail: BouquetDetail?, _ problems: [FieldProblem] = [], error: CatalogError? = nil, _ visit: Visit
    ) async throws -> Response {
        let errors = FieldErrors(problems, visit)
        let title = visit.text(detail == nil ? "site.bouquet.new.title" : "site.bouquet.describe.title")
        let permission = detail.map { BouquetRights.permission($0.bouquet) } ?? .contribute
        let organizations = try await organizationChoices(visit, selected: said.organization, permission)
        let status: HTTPResponse.Status = error?.status ?? (errors.isEmpty ? .ok : .unprocessableContent)
        return try site.formPage(
            "bouquet-form", title: title, trail: [listLink(visit)] + (detail.map { [link($0.bouquet)] } ?? []), status: status, visit
        ) { token in
            BouquetFormView(
                alert: error?.alert(visit) ?? errors.alert(visit), errors: errors, formToken: token,
                action: detail.map { BouquetAddress.describe.of($0.bouquet.slug) } ?? BouquetAddress.new.path,
                revision: String(detail?.bouquet.revision ?? 0), heading: title, title: said.title, description: said.text,
                keywords: said.keywords, territory: said.territory,
                territories: TerritoryField(said.territory, in: territories).choices.map { Choice(value: $0, label: $0) },
                organizations: organizations,
                submit: visit.text(detail == nil ? "site.bouquet.new.submit" : "site.bouquet.save"),
                backHref: detail.map { BouquetAddress.edit.of($0.bouquet.slug) } ?? BouquetAddress.list.path)
        }
    }
}

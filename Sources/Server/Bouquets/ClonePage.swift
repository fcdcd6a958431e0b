import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Identity
import Localization

extension BouquetRoutes {
    /// `/bouquets/{id}/cloner`: first the territory, then what answers each need there.
    func clonePage(_ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        guard visit.context.principal.isSignedIn else { throw IdentityError(.signedOut) }
        guard rights(visit).canCreate else { throw IdentityError(.forbidden) }
        let items = try visit.request.queryItems
        let text = items["choix"] ?? items["territoire"] ?? ""
        return try await page(detail, text: text, isAsked: items["territoire"] != nil, nil, [], nil, visit)
    }

    func clone(_ form: SubmittedForm, _ visit: Visit) async throws -> Response {
        let detail = try await self.bouquet(visit)
        let principal = visit.context.principal
        let organization = try await organization(form["organisation"])
        let authorization = try principal.authorize(.contribute, on: BouquetRights.scope(organization))
        let territory = TerritoryField(form["territoire"], in: territories)
        var metadata = detail.bouquet.metadata
        metadata.title = form["titre"].trimmingCharacters(in: .whitespacesAndNewlines)
        metadata.organization = organization?.slug
        metadata.territory = territory.territory
        var problems = metadata.problems + [territory.problem].compactMap(\.self)
        if case .none = territory { problems.append(FieldProblem(.territory, CatalogError(.textMissing))) }
        guard problems.isEmpty else { return try await page(detail, text: form["territoire"], isAsked: true, form, problems, nil, visit) }
        var answers: [UUID: BouquetElement.Answer] = [:]
        for element in detail.content.elements {
            let word = form[Self.field(element)]
            if word == "manque" {
                answers[element.id] = .unmet(.missing)
            } else if word != "garder", let id = UUID(uuidString: word) {
                answers[element.id] = .dataset(id)
            }
        }
        do {
            let made = try await catalog.cloneBouquet(
                detail, as: metadata, answers: answers, by: Editor(principal, authorization, identity.journal))
            return .redirecting(to: BouquetAddress.edit.of(made.slug) + "?fait=clone")
        } catch let error as CatalogError {
            return try await page(detail, text: form["territoire"], isAsked: true, form, [], error, visit)
        }
    }

    private static func field(_ element: BouquetElement) -> String { "besoin-\(element.id.text)" }

    /// - Parameters:
    ///   - text: what was written to name the territory.
    ///   - isAsked: whether something was, so that nothing is a mistake.
    ///   - form: what was chosen already.
    private func page(
        _ detail: BouquetDetail, text: String, isAsked: Bool, _ form: SubmittedForm?, _ given: [FieldProblem], _ error: CatalogError?,
        _ visit: Visit
    ) async throws -> Response {
        let field = TerritoryField(text, in: territories)
        var problems = given
        if form == nil, isAsked {
            problems += [field.problem].compactMap(\.self)
            if case .none = field { problems.append(FieldProblem(.territory, CatalogError(.textMissing))) }
        }
        let errors = FieldErrors(problems, visit)
        var equivalents: [LocalEquivalents] = []
        if let territory = field.territory { equivalents = try await catalog.localEquivalents(of: detail, in: territory) }
        let organizations = try await organizationChoices(
            visit, selected: form?["organisation"] ?? detail.organization?.id.text ?? "", .contribute)
        let heading = visit.text("site.bouquet.clone.title")
        let title = form?["titre"] ?? field.territory.map { proposal(detail.bouquet, $0, visit) } ?? ""
        let found = equivalents.filter { !$0.candidates.isEmpty }.count
        return try site.formPage(
            "bouquet-clone", title: heading, trail: [listLink(visit), link(detail.bouquet)],
            status: error?.status ?? (errors.isEmpty ? .ok : .unprocessableContent), visit
        ) { token in
            CloneView(
                alert: error?.alert(visit) ?? errors.alert(visit), errors: errors, formToken: token,
                action: BouquetAddress.clone.of(detail.bouquet.slug), heading: heading,
                territory: field.territory.map(TerritoryField.text) ?? text,
                territories: field.choices.map { Choice(value: $0, label: $0) }, isReady: field.territory != nil, title: title,
                organizations: organizations,
                needs: equivalents.map { need($0, chosen: form?[Self.field($0.element)], detail, visit) },
                summary: field.territory.map {
                    visit.text("site.bouquet.clone.summary", [
                        "territory": .text($0.name), "count": .integer(found), "total": .integer(equivalents.count),
                    ])
                },
                backHref: BouquetAddress.bouquet.of(detail.bouquet.slug))
        }
    }

    /// The title with the name of the other territory in place of this one's.
    private func proposal(_ bouquet: Bouquet, _ territory: BouquetTerritory, _ visit: Visit) -> String {
        if let here = bouquet.territory, bouquet.title.contains(here.name) { return bouquet.title.replacing(here.name, with: territory.name) }
        return visit.text("site.bouquet.clone.name", ["title": .text(bouquet.title), "territory": .text(territory.name)])
    }

    private func need(
        _ equivalents: LocalEquivalents, chosen: String?, _ detail: BouquetDetail, _ visit: Visit
    ) -> CloneView.Need {
        let element = equivalents.element
        let name = Self.field(element)
        let proposed = switch equivalents.proposal {
        case element.answer: "garder"
        case .dataset(let id): id.text
        default: "manque"
        }
        let choice = chosen.flatMap { $0.isEmpty ? nil : $0 } ?? proposed
        var options: [CloneView.Option] = []
        func add(_ value: String, _ label: String, _ note: String?) {
            options.append(.init(id: "\(name)-\(options.count + 1)", value: value, label: label, detail: note, isChosen: value == choice))
        }
        for candidate in equivalents.candidates {
            add(candidate.id.text, candidate.dataset.title.typeset, candidate.organization?.name)
        }
        switch element.answer {
        case .unmet(let gap): add("garder", gap.label(visit.localizer), nil)
        case .dataset(let id): add("garder", visit.text("site.bouquet.clone.keep"), detail.datasets[id]?.dataset.title)
        case .service(let id): add("garder", visit.text("site.bouquet.clone.keep"), detail.services[id]?.metadata.title)
        case .link(let url): add("garder", visit.text("site.bouquet.clone.keep"), url.absoluteString)
        }
        if element.answer != .unmet(.missing) { add("manque", BouquetElement.Gap.missing.label(visit.localizer), nil) }
        let note = equivalents.candidates.isEmpty
            ? (equivalents.isLocal ? "site.bouquet.clone.localNone" : "site.bouquet.clone.general") : "site.bouquet.clone.local"
        return CloneView.Need(
            name: name, title: element.title.typeset, note: visit.text(note, ["count": .integer(equivalents.candidates.count)]),
            options: options)
    }
}

import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Localization

extension HarvestRoutes {
    /// `/moissonnage/nouvelle`, or `/moissonnage/{id}/modifier`.
    func formPage(_ source: HarvestSource?, _ visit: Visit) async throws -> Response {
        guard source?.declaration.backend != .folder else { throw RequestError.notFound }
        return try await page(source.map { SourceText($0) } ?? SourceText(), source, [], visit)
    }

    /// Declares a source, or changes it, once its address was tried.
    func write(_ form: SubmittedForm, _ source: HarvestSource?, _ editor: Editor, _ visit: Visit) async throws -> Response {
        guard source?.declaration.backend != .folder else { throw RequestError.notFound }
        let said = SourceText(form)
        var (declared, problems) = said.declaration(source?.declaration)
        guard var declaration = declared else { return try await page(said, source, problems, visit) }
        if source == nil, let taken = try await catalog.source(declaration.slug) {
            // The same form once more: it is done already.
            if said.backend == SourceText.recognised { declaration.backend = taken.declaration.backend }
            guard taken.declaration == declaration else {
                problems.append(("slug", CatalogError(.sourceTaken, ["source": .text(declaration.slug)])))
                return try await page(said, source, problems, visit)
            }
            return .redirecting(to: HarvestAddress.source.of(taken.slug) + "?fait=declaree")
        }
        if let organization = declaration.organization, try await catalog.organization(organization) == nil {
            return try await page(said, source, [("organization", CatalogError(.organizationUnknown, ["organization": .text(organization)]))], visit)
        }
        switch try await trial(of: declaration, said, source) {
        case .passed(let backend): declaration.backend = backend
        case .failed(let problem, let mayInsist): return try await page(said, source, [problem], mayInsist: mayInsist, visit)
        }
        let made = try await catalog.declareSource(declaration, by: editor)
        return .redirecting(to: HarvestAddress.source.of(made.slug) + "?fait=" + (source == nil ? "declaree" : "modifiee"))
    }

    private enum Trial {
        case passed(HarvestBackendName)
        /// What is wrong with which field, and whether it may be declared all the same.
        case failed(FormProblem, mayInsist: Bool)
    }

    /// Asks the address for its first page, unless a change leaves alone what would be asked.
    private func trial(of declaration: HarvestSourceDeclaration, _ said: SourceText, _ source: HarvestSource?) async throws -> Trial {
        let isChosen = said.backend != SourceText.recognised
        if isChosen, let former = source?.declaration, former.url == declaration.url, former.backend == declaration.backend,
            former.filters.query == declaration.filters.query, former.followsRobots == declaration.followsRobots
        {
            return .passed(declaration.backend)
        }
        do {
            return .passed(try await catalog.preview(declaration, as: isChosen ? declaration.backend : nil).backend)
        } catch let error as any LocalizedFailure {
            let mayInsist = isChosen && Self.mayPass(error)
            if mayInsist, said.isInsistent { return .passed(declaration.backend) }
            return .failed(((error as? CatalogError)?.kind == .sourceUnrecognised ? "backend" : "address", error), mayInsist: mayInsist)
        }
    }

    /// Whether what failed now may be well later. What is refused for good is not declared, whoever insists.
    private static func mayPass(_ error: any LocalizedFailure) -> Bool {
        switch (error as? CatalogError)?.kind {
        case .fetchPrivate, .fetchScheme, .fetchAddress, .harvestRobots: false
        default: true
        }
    }

    private func page(
        _ said: SourceText, _ source: HarvestSource?, _ problems: [FormProblem], mayInsist: Bool = false, _ visit: Visit
    ) async throws -> Response {
        let errors = FieldErrors(problems, visit)
        let title = visit.text(source == nil ? "site.harvest.new" : "site.harvest.edit")
        let organizations = [Choice(value: "", label: visit.text("site.harvest.field.organization.each"), isSelected: said.organization.isEmpty)]
            + (try await catalog.organizations()).map { Choice(value: $0.slug, label: $0.name, isSelected: $0.slug == said.organization) }
        let recognised = Choice(
            value: SourceText.recognised, label: visit.text("site.harvest.field.backend.auto"), isSelected: said.backend == SourceText.recognised)
        let trail = [listLink(visit)] + (source.map { [link($0)] } ?? [])
        let status: HTTPResponse.Status = errors.isEmpty ? .ok : .unprocessableContent
        return try site.formPage("harvest-form", title: title, trail: trail, status: status, visit) { token in
            SourceFormView(
                alert: errors.alert(visit), errors: errors, formToken: token,
                action: source.map { HarvestAddress.edit.of($0.slug) } ?? HarvestAddress.new.path, heading: title,
                isNew: source == nil, slug: said.slug, name: said.name, address: said.address,
                backends: [recognised] + HarvestBackendName.allCases.filter { $0 != .folder }.map {
                    Choice(value: $0.rawValue, label: $0.label(visit.localizer), isSelected: $0.rawValue == said.backend)
                },
                schedules: HarvestSchedule.allCases.map {
                    Choice(value: $0.rawValue, label: $0.label(visit.localizer), isSelected: $0.rawValue == said.schedule)
                },
                organizations: organizations, publishers: said.publishers, keywords: said.keywords, query: said.query,
                hasFilters: said.hasFilters, ignoresRobots: !said.followsRobots, readsTables: said.readsTables,
                mayInsist: mayInsist || said.isInsistent, isInsistent: said.isInsistent,
                backHref: source.map { HarvestAddress.source.of($0.slug) } ?? HarvestAddress.list.path)
        }
    }
}

/// The form of a source.
struct SourceFormView: ViewModel {
    var alert: Alert?
    var errors: FieldErrors
    var formToken: String
    var action: String
    var heading: String
    /// Whether its short name can still be chosen.
    var isNew: Bool
    var slug: String
    var name: String
    var address: String
    var backends: [Choice]
    var schedules: [Choice]
    var organizations: [Choice]
    var publishers: String
    var keywords: String
    var query: String
    /// Whether only a part of the source is taken.
    var hasFilters: Bool
    var ignoresRobots: Bool
    var readsTables: Bool
    /// Whether the address failed in a way that may pass.
    var mayInsist: Bool
    var isInsistent: Bool
    var backHref: String
}

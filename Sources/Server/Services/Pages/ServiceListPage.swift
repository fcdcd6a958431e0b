import Catalog
import Declarations
import Hummingbird
import Indicators
import Localization
import Services
import Territories

extension ServicePageRoutes {
    /// `/services`: all services, those out of service for their stewards alone.
    func listPage(_ visit: Visit) async throws -> Response {
        let all = await site.services()
        let cards = all.compactMap { site.card($0, visit, isSteward: isSteward(visit)) }
        let title = visit.text("service.title")
        let view = ServiceListView(lead: visit.text("service.lead"), cards: cards, isEmpty: cards.isEmpty)
        return try answer("services", view, frame: site.frame(visit, title: title, summary: visit.text("service.lead")), visit)
    }

    /// `/services.json`.
    func listDocument(_ visit: Visit) async throws -> Response {
        let items = await site.services().compactMap(\.definition).map { definition -> Document in
            [
                "slug": .string(definition.slug), "title": .string(definition.title), "description": .string(definition.description),
                "url": .string(visit.context.origin + ServiceAddress.service(definition.slug)),
                "pages": .array(definition.pages.map { .string(visit.context.origin + ServiceAddress.page(definition.slug, $0.slug)) }),
                "indicators": .array(definition.indicators.map { .string($0.description) }),
            ]
        }
        return answer((["services": .array(items)] as Document).json, type: "application/json", visit)
    }

    /// `/services/{service}`: the first page of its menu; its own description for programs.
    func servicePage(_ visit: Visit) async throws -> Response {
        let (slug, form) = ServiceForm.of(try part("service", visit))
        let service = try await service(slug)
        guard let definition = service.definition, let home = definition.home else { return try faulty(service, visit) }
        if form == .json { return try await document(definition, visit) }
        return try await show(home, of: service, definition, visit)
    }

    /// A service as a document: its pages, its parameters, its indicators.
    private func document(_ definition: ServiceDefinition, _ visit: Visit) async throws -> Response {
        let figures = try await indicators.current()
        let origin = visit.context.origin
        let document: Document = [
            "slug": .string(definition.slug), "title": .string(definition.title), "description": .string(definition.description),
            "levels": .array(definition.levels.map { .string($0.slug) }), "territory": .string(definition.territory.description),
            "parameters": .array(definition.parameters.map { ["name": .string($0.name), "label": .string($0.label)] }),
            "pages": .array(definition.pages.map { page in
                ["slug": .string(page.slug), "url": .string(origin + ServiceAddress.page(definition.slug, page.slug)), "blocks": .array(page.blocks.map { .string($0.id) })]
            }),
            "policies": .array(definition.policies.map { policy in
                ["slug": .string(policy.slug), "name": .string(policy.name), "indicators": .array(policy.indicators.map { .string($0.description) })]
            }),
            "indicators": .array(definition.indicators.compactMap(figures.definition).map { indicator in
                [
                    "id": .string(indicator.id.description), "name": .string(indicator.name), "unit": .string(indicator.shownUnit),
                    "url": .string(origin + ServiceAddress.indicator(indicator.id)),
                ]
            }),
        ]
        return answer(document.json, type: "application/json", visit)
    }

    /// A service that cannot be shown: what is wrong for those who can mend it, an apology for all others.
    func faulty(_ service: Service, _ visit: Visit) throws -> Response {
        guard isSteward(visit) else { throw RequestError("request.service.faulty", ["service": .text(service.slug)]) }
        let view = FaultyServiceView(
            title: service.title, text: visit.text("service.problems", ["count": .integer(service.problems.count)]),
            problems: service.problems.map { problem in
                let (text, hint) = visit.localizer.message(code: problem.code, problem.arguments)
                return .init(place: "\(problem.file):\(problem.line):\(problem.column)", text: text, hint: hint)
            })
        return try answer("service-faulty", view, frame: site.frame(visit, title: service.slug, trail: [listLink(visit)], isIndexed: false), visit)
    }

    func listLink(_ visit: Visit) -> Link { Link(label: visit.text("service.title"), href: ServiceAddress.list.path) }
}

extension SiteRoutes {
    /// A service in a list; nil for one that this reader is not to see.
    func card(_ service: Service, _ visit: Visit, isSteward: Bool) -> ServiceListView.Card? {
        guard let definition = service.definition else {
            guard isSteward else { return nil }
            return .init(
                title: service.title, href: ServiceAddress.service(service.slug), summary: visit.text("service.problems", ["count": .integer(service.problems.count)]),
                facts: [], isSynthetic: false, isFaulty: true)
        }
        let plain = CommonMark.plain(definition.description)
        return .init(
            title: definition.title.typeset, href: ServiceAddress.service(service.slug), summary: plain.isEmpty ? nil : plain.summary(280),
            organization: definition.owner,
            facts: [
                visit.text("service.count.pages", ["count": .integer(definition.pages.count)]),
                visit.text("service.count.indicators", ["count": .integer(definition.indicators.count)]),
                visit.localizer.list(definition.levels.map { visit.text($0.pluralKey) }),
            ], isSynthetic: service.sources.contains { $0.state == .synthetic }, isFaulty: false)
    }
}

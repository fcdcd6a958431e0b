import Catalog
import Charts
import Foundation
import Hummingbird
import Localization
import Services
import Territories

extension ServicePageRoutes {
    /// `/services/{service}/{page}`, and `.json`.
    func page(_ visit: Visit) async throws -> Response {
        let service = try await service(try part("service", visit))
        guard let definition = service.definition else { return try faulty(service, visit) }
        let (slug, form) = ServiceForm.of(try part("page", visit))
        let page = try self.page(slug, of: definition)
        if form == .json { return try await document(page, of: service, definition, visit) }
        return try await show(page, of: service, definition, visit)
    }

    /// - Throws: ``RequestError`` `request.service.page`.
    func page(_ slug: String, of definition: ServiceDefinition) throws -> Page {
        if let page = definition.page(slug) { return page }
        throw RequestError("request.service.page", [
            "page": .text(slug), "service": .text(definition.title), "pages": .list(definition.pages.map { .text($0.slug) }),
        ])
    }

    func show(_ page: Page, of service: Service, _ definition: ServiceDefinition, _ visit: Visit) async throws -> Response {
        let reading = try await reading(definition, page, visit)
        let items = try visit.request.queryItems
        let search = items[TerritoryPicker.field].flatMap { $0.isEmpty ? nil : $0 }
        if let text = search, let redirect = redirect(text, reading) { return redirect }
        let title = reading.plain(page.title).typeset
        let name = reading.name(reading.arguments.territory)
        // Many titles name the territory themselves.
        let territory = reading.arguments.territory == definition.territory || title.contains(name) ? "" : " – " + name
        let view = ServicePageView(
            title: title, service: definition.title.typeset, serviceHref: ServiceAddress.service(definition.slug), menu: menu(definition, current: page, reading),
            notices: notices(service, page, reading), pieces: try await pieces(page, reading, .page(search: search)),
            jsonHref: ServiceAddress.page(definition.slug, page.slug) + ".json" + (reading.query().isEmpty ? "" : "?" + reading.query()),
            owner: definition.owner, contact: contact(definition))
        var trail = [listLink(visit)]
        let isHome = page.slug == definition.home?.slug
        if !isHome { trail.append(Link(label: definition.title.typeset, href: ServiceAddress.service(definition.slug))) }
        var frame = site.frame(visit, title: isHome ? definition.title.typeset + territory : title + territory, trail: trail, summary: page.description.map(reading.plain))
        // The window says both what the page is and whose it is; the trail above it has the service already.
        let service = definition.title.typeset
        frame.title = title.contains(service) ? title + territory : title + territory + " – " + service
        frame.canonical = visit.context.origin + reading.address()
        frame.alternates = [Alternate(type: "application/json", href: view.jsonHref)]
        return try answer("service-page", view, frame: frame, visit)
    }

    /// To the territory that a search means without doubt.
    private func redirect(_ text: String, _ reading: PageReading) -> Response? {
        let picker = TerritoryPicker(reading: reading, levels: levels(reading), id: "", action: reading.address())
        guard case .found(let id) = picker.search(text) else { return nil }
        return .redirecting(to: picker.address(id))
    }

    /// Those that the page's own form offers, else those of the service.
    private func levels(_ reading: PageReading) -> [TerritoryLevel] {
        for block in reading.page.blocks { if case .territoryPicker(let picker) = block.content, !picker.levels.isEmpty { return picker.levels } }
        return reading.service.levels
    }

    func menu(_ definition: ServiceDefinition, current: Page?, _ reading: PageReading) -> [Link] {
        guard definition.menu.count > 1 || definition.steering != nil else { return [] }
        let pages = definition.menu.compactMap(definition.page).map { page in
            Link(label: page.label ?? reading.plain(page.title), href: reading.address(of: page.slug), isCurrent: page.slug == current?.slug)
        }
        // Whoever may not read it is told so there.
        return pages + (definition.steering == nil ? [] : [Link(label: reading.text("service.steering"), href: SteeringAddress.overview.of(definition.slug))])
    }

    /// What readers must know before they look at figures.
    func notices(_ service: Service, _ page: Page?, _ reading: PageReading) -> [Alert] {
        let sources = page.map(service.sources(of:)) ?? service.sources
        var notices: [Alert] = []
        let synthetic = sources.filter { $0.state == .synthetic }
        if !synthetic.isEmpty {
            notices.append(Alert(.warning, title: reading.text("service.synthetic.title"), text: reading.text("service.synthetic", [
                "sources": .list(synthetic.map { .text($0.title) }),
            ])))
        }
        let absent = sources.filter { $0.state == .absent }
        if !absent.isEmpty {
            notices.append(Alert(.info, title: reading.text("service.absent.title"), text: reading.text("service.absent", [
                "sources": .list(absent.map { .text($0.title) }),
            ])))
        }
        for refusal in reading.arguments.refused {
            notices.append(Alert(.error, text: reading.text("service.refused", ["parameter": .text(refusal.parameter), "value": .text(refusal.value)])))
        }
        return notices
    }

    private func contact(_ definition: ServiceDefinition) -> Link? {
        definition.contact.map { contact in
            Link(label: contact, href: contact.contains("://") ? contact : "mailto:" + contact)
        }
    }
}

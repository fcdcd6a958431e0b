import Hummingbird
import Indicators
import Localization
import Logging
import Services
import Territories

/// What public services show on the pages of the territories that they cover: each the page that it has for that, then
/// the indicators of which this page says nothing.
struct ServiceSections: TerritorySectionSource {
    /// So many indicators of a service are listed; the others are a link away.
    static let mostIndicators = 8

    let routes: ServicePageRoutes

    func sections(of territory: Territory, _ visit: Visit) async throws -> [TerritorySection] {
        let services = await routes.site.services()
        guard !services.isEmpty else { return [] }
        let figures = try await routes.indicators.current()
        let known = figures.coverage(territory.id)
        var sections: [TerritorySection] = []
        for service in services {
            guard let definition = service.definition else { continue }
            do {
                if let section = try await section(of: service, definition, territory.id, figures, known, visit) { sections.append(section) }
            } catch {
                // One service stops no other.
                visit.context.logger.error("a service's section on a territory cannot be made", metadata: [
                    "service": "\(definition.slug)", "territory": "\(territory.id)", "error": "\(error)",
                ])
            }
        }
        return sections
    }

    private func section(
        of service: Service, _ definition: ServiceDefinition, _ territory: TerritoryID, _ figures: Observations, _ known: [IndicatorID], _ visit: Visit
    ) async throws -> TerritorySection? {
        let own = known.filter { $0.service == definition.slug }
        let sheet = definition.territoryPage.flatMap(definition.page).flatMap { page in
            // A service of rows alone has them of every territory that it says it covers.
            definition.levels.contains(territory.level) && (!own.isEmpty || definition.indicators.isEmpty) ? page : nil
        }
        guard sheet != nil || !own.isEmpty, let page = sheet ?? definition.home else { return nil }
        var arguments = PageArguments(of: definition)
        arguments.territory = territory
        let reading = try await routes.reading(definition, page, arguments, figures, visit)
        let anchor = "service-" + definition.slug
        var view = ServiceSectionView(
            service: definition.title.typeset, serviceHref: ServiceAddress.service(definition.slug), notices: routes.notices(service, sheet, reading))
        var told: Set<IndicatorID>? = []
        if let sheet {
            view.pieces = try await routes.pieces(sheet, reading, .section(prefix: anchor + "-"))
            told = sheet.indicators(of: definition, arguments)
        }
        let others = own.filter { told?.contains($0) == false }.compactMap(figures.definition)
        if !others.isEmpty { view.table = table(others, territory, reading, hasSheet: sheet != nil) }
        guard !view.pieces.isEmpty || view.table != nil else { return nil }
        return TerritorySection(
            anchor: anchor, title: sheet.map { reading.plain($0.title).typeset } ?? definition.title.typeset,
            content: Markup(trusted: try routes.site.html("parts/service/section", view, frame: routes.site.frame(visit, title: definition.title), visit)),
            href: reading.address(of: page.slug), linkLabel: reading.text("service.section.more", ["service": .text(definition.title), "name": .text(reading.name(territory))]))
    }

    /// Indicators in rows: the last value, its day, the way up to it, and how far it is on the way to its target.
    private func table(_ definitions: [IndicatorDefinition], _ territory: TerritoryID, _ reading: PageReading, hasSheet: Bool) -> ServiceTableView {
        let figures = definitions.prefix(Self.mostIndicators).map { reading.figure($0, territory, on: nil) }
        let trends = figures.map { $0.sparkline(identifier: "") }
        // A column of which nothing is known is not shown.
        let hasTrend = trends.contains { $0 != nil }, isPursued = figures.contains { $0.progress?.target != nil }
        let heads = [
            ServiceTableView.Header(name: reading.text("service.indicator")), .init(name: reading.text("service.facet.value"), isNumber: true),
            .init(name: reading.text("charts.date")),
        ] + (hasTrend ? [.init(name: reading.text("service.facet.trend"))] : [])
            + (isPursued ? [.init(name: reading.text("service.facet.progress"), isNumber: true)] : [])
        let rows = zip(figures, trends).map { figure, trend -> ServiceTableView.Row in
            var cells = [cell(figure.value(.value)), cell(figure.value(.date))]
            if hasTrend { cells.append(.init(text: "", drawing: trend)) }
            if isPursued { cells.append(cell(figure.value(.progress))) }
            return .init(head: .init(text: figure.definition.name.typeset, href: figure.address), cells: cells)
        }
        let caption = reading.text(hasSheet ? "service.section.others" : "service.section.indicators")
        return ServiceTableView(
            caption: caption, headers: heads, rows: rows,
            more: definitions.count > rows.count ? Link(
                label: reading.text("service.section.all", ["count": .integer(definitions.count)]),
                href: ServiceAddress.service(reading.service.slug) + "?" + reading.query()) : nil)

        func cell(_ value: FacetValue) -> ServiceTableView.Cell {
            .init(text: value.written(reading.localizer), isNumber: value.isNumber, isMissing: value.isMissing)
        }
    }
}

/// A service on the page of a territory.
struct ServiceSectionView: ViewModel {
    var service: String
    var serviceHref: String
    var notices: [Alert]
    var pieces: [ServicePageView.Piece] = []
    /// The indicators of which the page of the service says nothing.
    var table: ServiceTableView?
}

package import DuckDB
package import Foundation
package import Hummingbird
package import Identity
package import Indicators
import Localization
package import Steering

/// The pages by which prefects and ministries steer the policies of a service.
package struct SteeringRoutes: Sendable {
    let site: SiteRoutes
    let identity: Identity
    let steering: Steering
    let indicators: Indicators
    let services: SteeredServices
    let support: SupportFolder
    let scratch: URL
    let desk: ValueDesk

    /// - Parameters:
    ///   - services: the programmes, as they are now.
    ///   - support: with what files of values are read.
    ///   - scratch: where what passes through is put.
    package init(
        site: SiteRoutes, identity: Identity, steering: Steering, indicators: Indicators, services: SteeredServices,
        support: SupportFolder, scratch: URL
    ) {
        self.site = site
        self.identity = identity
        self.steering = steering
        self.indicators = indicators
        self.services = services
        self.support = support
        self.scratch = scratch
        desk = ValueDesk(duration: site.settings.checkKept, now: site.now)
    }

    package func add(to router: Router<PortulanContext>) {
        for address in SteeringAddress.allCases {
            router.get(RouterPath(address.path)) { request, context in
                try await site.privately(Visit(request: request, context: context, address: nil)) { try await show(address, open($0)) }
            }
            guard address.takesForm else { continue }
            router.post(RouterPath(address.path)) { request, context in
                try await site.privately(Visit(request: request, context: context, address: nil)) { visit in
                    if address == .file { return try await receive(try await open(visit)) }
                    return try await take(try await SubmittedForm.read(visit), at: address, open(visit))
                }
            }
        }
    }

    /// The weathers that a reader may see, for the pages of services.
    @Sendable func weathers(for principal: Principal) async throws -> IndicatorWeathers {
        try await steering.weathers(of: services.programmes(), for: principal)
    }

    /// The service of the address, for a reader who may see something of it.
    ///
    /// - Throws: ``SteeringError`` `none`; `IdentityError` `signedOut`, `forbidden`.
    private func open(_ visit: Visit) async throws -> SteeringVisit {
        guard let board = services.board(try visit.piece("service"), steering, try await indicators.current()) else { throw SteeringError(.none) }
        let reader = try await steering.principal(visit.context.principal, in: board.programme)
        let opened = SteeringVisit(visit: visit, board: board, reader: reader, steering: steering)
        try opened.checkReading(reader.takesPart)
        return opened
    }

    // MARK: Pages

    private static let stylesheets = ["site/steering.css"]

    /// Renders a page of steering, which search engines are not to keep.
    func page(
        _ template: String, _ view: some ViewModel, title: String, trail: [Link], summary: String? = nil, _ visit: SteeringVisit
    ) throws -> Response {
        try site.page(
            template, view,
            frame: site.frame(visit.visit, title: title, trail: trail, summary: summary, isIndexed: false, stylesheets: Self.stylesheets),
            visit.visit)
    }

    /// The same with the proof that its forms carry.
    func formPage(
        _ template: String, title: String, trail: [Link], status: HTTPResponse.Status = .ok, _ visit: SteeringVisit,
        _ view: (_ formToken: String) throws -> some ViewModel
    ) throws -> Response {
        try site.formPage(template, title: title, trail: trail, stylesheets: Self.stylesheets, status: status, visit.visit, view)
    }

    // MARK: Answers

    private func show(_ address: SteeringAddress, _ visit: SteeringVisit) async throws -> Response {
        switch address {
        case .overview: try await overviewPage(visit)
        case .overviewCSV: try await overviewCSV(visit)
        case .overviewJSON: try await overviewJSON(visit)
        case .policy: try await policyPage(visit)
        case .place: try await placePage(visit)
        case .propose: try await proposePage(visit)
        case .territory: try await territoryPage(visit)
        case .report: try await reportPage(visit)
        case .proposals: try await proposalsPage(visit)
        case .proposal: try await proposalPage(visit)
        case .values: try await valuesPage(visit)
        case .file: try await filePage(visit)
        case .schema: try schemaFile()
        case .rights: try await rightsPage(visit)
        case .journal: try await journalPage(visit)
        case .journalCSV: try await journalCSV(visit)
        }
    }

    private func take(_ form: SubmittedForm, at address: SteeringAddress, _ visit: SteeringVisit) async throws -> Response {
        switch address {
        case .place: try await write(form, visit)
        case .propose: try await propose(form, visit)
        case .proposal: try await settle(form, visit)
        case .values: try await enter(form, visit)
        case .rights: try await changeRights(form, visit)
        case .overview, .overviewCSV, .overviewJSON, .policy, .territory, .report, .proposals, .file, .schema, .journal, .journalCSV:
            throw RequestError.notFound
        }
    }
}

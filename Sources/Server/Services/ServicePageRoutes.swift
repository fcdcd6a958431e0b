package import Catalog
import Charts
import Crypto
package import Hummingbird
import Identity
package import Indicators
import Localization
import NIOCore
import Services
import Steering
package import Territories

/// What people see of public services: the handlers behind ``ServiceAddress``.
package struct ServicePageRoutes: Sendable {
    let site: SiteRoutes
    let catalog: Catalog
    let indicators: Indicators
    let gazetteer: Gazetteer?
    private let ranks = RankedValues()
    /// The present day.
    let today: @Sendable () -> CivilDate
    /// The weathers of policies, as far as somebody may see them.
    var weathers: @Sendable (Principal) async throws -> IndicatorWeathers = { _ in .none }

    package init(
        site: SiteRoutes, catalog: Catalog, indicators: Indicators, gazetteer: Gazetteer?, today: @escaping @Sendable () -> CivilDate
    ) {
        self.site = site
        self.catalog = catalog
        self.indicators = indicators
        self.gazetteer = gazetteer
        self.today = today
    }

    /// Adds every address to `router`. The switch is exhaustive: an address without a handler does not compile.
    package func add(to router: Router<PortulanContext>) {
        for address in ServiceAddress.allCases {
            router.get(RouterPath(address.path)) { request, context in
                try await respond(at: address, Visit(request: request, context: context, address: nil))
            }
        }
    }

    /// The methods that a path answers to; none where it is not one of these.
    package static func methods(of path: String) -> [HTTPRequest.Method] {
        ServiceAddress.allCases.contains { $0.matches(path) } ? [.get, .head] : []
    }

    private func respond(at address: ServiceAddress, _ visit: Visit) async throws -> Response {
        switch address {
        case .list: try await listPage(visit)
        case .listDocument: try await listDocument(visit)
        case .service: try await servicePage(visit)
        case .page: try await page(visit)
        case .block: try await block(visit)
        case .indicator: try await indicatorPage(visit)
        }
    }

    // MARK: What a request names

    /// A piece of the path, decoded.
    func part(_ name: String, _ visit: Visit) throws -> String {
        guard let text = visit.context.parameters.get(name).flatMap({ RequestTarget.decode($0, plusIsSpace: false) }) else {
            throw RequestError.encoding
        }
        return text
    }

    /// - Throws: ``RequestError`` `request.service.unknown`.
    func service(_ slug: String) async throws -> Service {
        let all = await site.services()
        if let service = all.first(where: { $0.slug == slug }) { return service }
        throw RequestError("request.service.unknown", ["service": .text(slug), "services": .list(all.filter { $0.definition != nil }.map { .text($0.slug) })])
    }

    /// What a page is read with, by what its address says.
    ///
    /// - Throws: ``RequestError`` `request.service.territories` where the instance has no geographic code.
    func reading(_ definition: ServiceDefinition, _ page: Page, _ visit: Visit) async throws -> PageReading {
        guard let gazetteer else { throw RequestError("request.service.territories") }
        let figures = try await indicators.current()
        let query = try visit.request.queryItems.items.compactMap { item in item.value.map { (name: item.name, value: $0) } }
        let arguments = PageArguments(
            query, of: definition, knows: { $0 == .france || gazetteer.territory($0) != nil },
            categories: { figures.categories($0, $1).map(\.code) })
        return try await reading(definition, page, arguments, figures, visit)
    }

    /// What a page is read with.
    ///
    /// - Throws: ``RequestError`` `request.service.territories` where the instance has no geographic code.
    func reading(
        _ definition: ServiceDefinition, _ page: Page, _ arguments: PageArguments, _ figures: Observations, _ visit: Visit
    ) async throws -> PageReading {
        guard let gazetteer else { throw RequestError("request.service.territories") }
        return PageReading(
            service: definition, page: page, arguments: arguments, figures: figures, gazetteer: gazetteer, localizer: visit.localizer,
            sources: page.namesSources ? try await titles(definition, figures) : [:], ranks: ranks, today: today(),
            weathers: page.asksWeather ? try await weathers(visit.context.principal) : .none)
    }

    /// The titles of the datasets from which the service's indicators come.
    private func titles(_ definition: ServiceDefinition, _ figures: Observations) async throws -> [String: String] {
        let ids = Set(definition.indicators + definition.policies.flatMap(\.indicators))
        var titles: [String: String] = [:]
        for slug in Set(ids.compactMap { figures.definition($0)?.source.table?.dataset }) {
            titles[slug] = try await catalog.dataset(slug)?.dataset.title
        }
        return titles
    }

    // MARK: Answers

    /// A page. Whoever has it need not take it again: its tag is made from its bytes.
    func answer(_ template: String, _ view: some ViewModel, frame: Frame, _ visit: Visit) throws -> Response {
        var frame = frame
        frame.stylesheets.append(site.assets.url("site/charts.css"))
        frame.stylesheets.append(site.assets.url("site/services.css"))
        let html = try site.html(template, view, frame: frame, visit)
        var response = site.answer(html: html, visit)
        // What is somebody's own is not kept anywhere.
        if visit.context.principal.isSignedIn { return response }
        let tag = Self.tag(Array(html.utf8))
        if tag.isNamed(in: visit.request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: [.eTag: tag.description, .cacheControl: "no-cache", .vary: "Accept-Language, Cookie"])
        }
        response.headers[.eTag] = tag.description
        return response
    }

    /// A file for programs, which scripts of any site may read.
    func answer(_ body: [UInt8], type: String, name: String? = nil, _ visit: Visit) -> Response {
        let tag = Self.tag(body)
        if tag.isNamed(in: visit.request.headers[.ifNoneMatch]) { return .notModified(tag) }
        // It may hold what is for its reader alone.
        let scope = visit.context.principal.isSignedIn ? "private" : "public"
        var headers: HTTPFields = [
            .contentType: type, .eTag: tag.description, .cacheControl: "\(scope), no-cache", .vary: "Accept-Language, Cookie",
            .accessControlAllowOrigin: "*", .crossOriginResourcePolicy: "cross-origin",
        ]
        if let name { headers[.contentDisposition] = APIRoutes.attachment(named: name) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// A file for programs that is made as it is sent.
    ///
    /// - Parameter state: all that it depends on.
    func answer(_ body: ResponseBody, state: String, type: String, name: String? = nil, _ visit: Visit) -> Response {
        let tag = Self.tag(Array(state.utf8))
        if tag.isNamed(in: visit.request.headers[.ifNoneMatch]) { return .notModified(tag) }
        var headers: HTTPFields = [
            .contentType: type, .eTag: tag.description, .cacheControl: "public, no-cache", .vary: "Accept-Language",
            .accessControlAllowOrigin: "*", .crossOriginResourcePolicy: "cross-origin",
        ]
        if let name { headers[.contentDisposition] = APIRoutes.attachment(named: name) }
        if visit.request.method == .head { return Response(status: .ok, headers: headers, body: ResponseBody { try await $0.finish(nil) }) }
        return Response(status: .ok, headers: headers, body: body)
    }

    private static func tag(_ bytes: [UInt8]) -> EntityTag {
        EntityTag(SHA256.hash(data: bytes).prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), isWeak: true)
    }

    /// Services whose folder is faulty are of interest to those who can mend them.
    func isSteward(_ visit: Visit) -> Bool { visit.context.principal.can(.contribute, on: .instance) }
}

package import Catalog
package import Foundation
package import Hummingbird
import Localization
import NIOCore
package import Services

/// What people see: the handlers behind ``SiteAddress``, and the page of a problem.
package struct SiteRoutes: Sendable {
    let catalog: Catalog
    let assets: AssetLibrary
    let settings: SiteSettings
    let desk: CheckDesk
    let checking: FileChecking
    let now: @Sendable () -> Date
    /// The public services of the instance, in the order in which they are shown; those out of service among them.
    package var services: @Sendable () async -> [Service] = { [] }
    private let templates: TemplateShelf
    private let shippedPages: URL

    /// - Parameters:
    ///   - assets: made by ``assets(support:)``.
    ///   - checking: checks the files that people drop.
    ///   - desk: keeps them for some minutes.
    ///   - now: the clock, for “3 days ago”.
    /// - Throws: where a template is missing or cannot be parsed.
    package init(
        catalog: Catalog, assets: AssetLibrary, settings: SiteSettings, checking: FileChecking, desk: CheckDesk,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.catalog = catalog
        self.checking = checking
        self.desk = desk
        self.assets = assets
        self.settings = settings
        self.now = now
        templates = try TemplateShelf(folder: Self.resources.appending(path: "Templates"), isWatched: settings.watchesTemplates)
        shippedPages = Self.resources.appending(path: "Content")
    }

    /// The files that the pages need: the design system, the map, and the site's own.
    ///
    /// - Parameter support: the folder that holds `dsfr` and `maplibre`.
    package static func assets(support: URL) throws -> AssetLibrary {
        try AssetLibrary(folders: [
            ("dsfr", support.appending(path: "dsfr")), ("maplibre", support.appending(path: "maplibre")),
            ("site", resources.appending(path: "Static")),
        ])
    }

    private static let resources = Bundle.module.bundleURL.appending(path: "Resources")

    /// Adds every address to `router`. The switch is exhaustive: an address without a handler does not compile.
    package func add(to router: Router<PortulanContext>) {
        for address in SiteAddress.allCases {
            router.get(RouterPath(address.path)) { request, context in
                try await respond(at: address, request, context)
            }
            guard address.takesForms else { continue }
            router.post(RouterPath(address.path)) { request, context in
                let visit = Visit(request: request, context: context, address: address)
                return address == .verify ? try await receive(visit) : try await change(visit)
            }
        }
    }

    /// The methods that a path answers to; none where it is not the site's.
    package static func methods(of path: String) -> [HTTPRequest.Method] {
        let fitting = SiteAddress.allCases.filter { $0.matches(path) }
        if fitting.isEmpty { return [] }
        return fitting.contains(where: \.takesForms) ? [.get, .head, .post] : [.get, .head]
    }

    private func respond(at address: SiteAddress, _ request: Request, _ context: PortulanContext) async throws -> Response {
        let visit = Visit(request: request, context: context, address: address)
        switch address {
        case .home: return try await home(visit)
        case .datasets: return try await datasets(visit)
        case .dataset: return try await dataset(visit)
        case .explorer, .explorerMap, .explorerColumns: return try await explorer(visit)
        case .conformity: return try await conformity(visit)
        case .verify: return try await verify(visit)
        case .verification: return try await verification(visit)
        case .verificationFile: return try await verificationFile(visit)
        case .schemas: return try await schemas(visit)
        case .schema: return try await schema(visit)
        case .schemaFile: return try await schemaFile(visit)
        case .observatory: return try await observatory(visit)
        case .observatoryFile: return try await observatoryFile(visit)
        case .help, .helpAPI, .helpMCP, .accessibility, .legal, .privacy: return try prose(visit)
        case .sitemap: return try await sitemap(visit)
        case .language: return try chooseLanguage(visit)
        }
    }

    /// Renders a page.
    func page(
        _ template: String, _ model: some ViewModel, frame: Frame, _ visit: Visit
    ) throws -> Response {
        answer(html: try html(template, model, frame: frame, visit), visit)
    }

    func html(_ template: String, _ model: some ViewModel, frame: Frame, _ visit: Visit) throws -> String {
        try templates.library(visit.context.logger).render(template, model, frame: frame, localizer: visit.localizer)
    }

    func answer(html: String, _ visit: Visit) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache",
                .contentLanguage: visit.localizer.language.rawValue, .vary: "Accept-Language, Cookie",
            ],
            body: .init(byteBuffer: ByteBuffer(string: html)))
    }

    /// The text of a page of prose: the instance's own where it has one, else the shipped one.
    func text(ofPage name: String, _ language: Language) throws -> String {
        for folder in [settings.pages, shippedPages].compactMap({ $0 }) {
            let file = folder.appending(path: "\(language.rawValue)/\(name).md")
            if let text = try? String(contentsOf: file, encoding: .utf8) { return text }
        }
        throw RequestError.notFound
    }
}

/// One request for a page, with what every page needs of it.
struct Visit: Sendable {
    let request: Request
    let context: PortulanContext
    let address: SiteAddress?

    var localizer: Localizer { context.localizer }

    func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
        localizer.text(key, arguments)
    }

    /// The `{id}` of the path, decoded.
    var identifier: String { get throws { try piece("id") } }

    /// The `{file}` of the path, decoded.
    var fileName: String { get throws { try piece("file") } }

    /// The `{name}` of the path, decoded.
    func piece(_ name: String) throws -> String {
        guard let piece = context.parameters.get(name).flatMap({ RequestTarget.decode($0, plusIsSpace: false) }) else {
            throw RequestError.encoding
        }
        return piece
    }

    /// Path and query as asked, to come back to after a change of language.
    var target: String { request.uri.path + (request.uri.query.map { "?" + $0 } ?? "") }
}

extension Response {
    /// Another address answers better.
    static func redirecting(to address: String, _ headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.location] = address
        headers[.cacheControl] = "no-store"
        return Response(status: .seeOther, headers: headers)
    }
}

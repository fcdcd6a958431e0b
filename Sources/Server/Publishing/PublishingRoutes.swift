package import Catalog
import Crypto
import Foundation
package import Hummingbird
import Localization
import NIOCore
package import Services
package import Territories

/// What search engines, feed readers and other catalogues read: the handlers behind ``PublicAddress``.
package struct PublishingRoutes: Sendable {
    let catalog: Catalog
    /// The official geographic code, whose pages are listed too; nil where the instance has none.
    let territories: Gazetteer?
    let settings: SiteSettings
    /// The public services of the instance.
    let services: @Sendable () async -> [Service]

    package init(
        catalog: Catalog, territories: Gazetteer?, settings: SiteSettings, services: @escaping @Sendable () async -> [Service] = { [] }
    ) {
        self.services = services
        self.catalog = catalog
        self.territories = territories
        self.settings = settings
    }

    /// Adds every address to `router`. The switch is exhaustive: an address without a handler does not compile.
    package func add(to router: Router<PortulanContext>) {
        for address in PublicAddress.allCases {
            router.get(RouterPath(address.path)) { request, context in
                if address == .catalogueCSV { return try await catalogueTable(request, context) }
                let body = try await body(of: address, request, context)
                return Self.answer(body, as: address.mediaType, to: request)
            }
        }
    }

    private func body(of address: PublicAddress, _ request: Request, _ context: PortulanContext) async throws -> [UInt8] {
        switch address {
        case .robots: Array(Robots.text(origin: context.origin).utf8)
        case .sitemapIndex: try await sitemapIndex(context)
        case .sitemapPart: try await sitemapPart(context)
        case .feed: try await feed(request, context)
        case .croissant: try await croissant(context).json
        case .catalogueTurtle, .catalogueXML, .catalogueJSONLD: try await catalogue(address, request, context)
        case .datasetTurtle, .datasetXML, .datasetJSONLD: try await dcat(address, context)
        // Too long to be held: it goes as it is made.
        case .catalogueCSV: throw RequestError.notFound
        }
    }

    /// An answer that whoever has it need not take again: its tag is made from its bytes.
    private static func answer(_ body: [UInt8], as type: String, to request: Request) -> Response {
        let hash = SHA256.hash(data: body).prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let tag = EntityTag(hash, isWeak: true)
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return .notModified(tag) }
        return Response(
            status: .ok, headers: [.contentType: type, .eTag: tag.description, .cacheControl: "public, no-cache"],
            body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// The dataset that the path names.
    ///
    /// - Throws: `CatalogError` `dataset.unknown`.
    func dataset(_ context: PortulanContext) async throws -> DatasetDetail {
        guard let id = context.parameters.get("id").flatMap({ RequestTarget.decode($0, plusIsSpace: false) }) else {
            throw RequestError.encoding
        }
        guard let detail = try await catalog.dataset(id) else { throw CatalogError(.datasetUnknown, ["dataset": .text(id)]) }
        return detail
    }
}

/// What programs that follow links are asked to leave out (RFC 9309).
enum Robots {
    /// Endless combinations of filters, and what is for one visitor alone. What other catalogues harvest stays open.
    private static let closed = [
        "/resources/*?", "/datasets?", "/services/*?", "/verifier/", "/langue/", "/api/resources/*/data/", "/mcp",
    ]

    static func text(origin: String) -> String {
        "User-agent: *\n" + closed.map { "Disallow: \($0)\n" }.joined() + "\nSitemap: \(origin)\(PublicAddress.sitemapIndex.path)\n"
    }
}

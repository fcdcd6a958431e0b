package import Catalog
import Foundation
package import Hummingbird
import Localization

/// The catalogue in the shapes of udata: the handlers behind ``UdataEndpoint``.
///
/// Members that have no equal here are there and empty, because clients read them without asking; filters that cannot
/// be honoured are refused, because an answer that ignores them would be wrong.
package struct UdataRoutes: Sendable {
    let catalog: Catalog

    package init(catalog: Catalog) { self.catalog = catalog }

    /// Adds every endpoint to `router`. The switch is exhaustive: an endpoint without a handler does not compile.
    package func add(to router: Router<PortulanContext>) {
        for endpoint in UdataEndpoint.allCases {
            router.get(RouterPath(endpoint.path)) { request, context in
                if endpoint == .permalink { return try await permalink(context) }
                return .json(try await answer(endpoint, request, context).json)
            }
        }
    }

    private func answer(_ endpoint: UdataEndpoint, _ request: Request, _ context: PortulanContext) async throws -> Document {
        let shapes = UdataShapes(origin: context.origin, localizer: context.localizer)
        let items = try request.queryItems
        switch endpoint {
        case .datasets: return try await datasets(endpoint, items, shapes)
        case .laterDatasets, .laterSearch: return try await datasets(endpoint, items, shapes)
        case .dataset: return shapes.dataset(try await dataset(context), .first)
        case .laterDataset: return shapes.dataset(try await dataset(context), .second)
        case .datasetResource:
            let dataset = try await dataset(context)
            let id = try parameter("rid", context)
            guard let found = dataset.resources.first(where: { $0.id.text == id.lowercased() || $0.resource.slug == id }) else {
                throw CatalogError(.resourceUnknown, ["resource": .text(id)])
            }
            return shapes.resource(found)
        case .laterResource:
            let found = try await resource(context)
            return ["resource": shapes.resource(found), "dataset_id": .string(found.dataset.id.text)]
        case .laterResources: return try await resources(endpoint, items, shapes, context)
        case .suggestions:
            let (text, size) = try Self.suggestion(items)
            return .array(try await catalog.suggestedDatasets(text, limit: size).map(shapes.suggestion))
        case .licences: return .array(Licence.allCases.map(shapes.licence))
        case .frequencies:
            return .array(Frequency.allCases.map { ["id": .string($0.rawValue), "label": .string($0.label(context.localizer))] })
        case .organizations: return try await organizations(endpoint, items, shapes)
        case .organization: return shapes.organization(try await organization(context))
        case .organizationDatasets:
            return try await datasets(endpoint, items, shapes, of: try await organization(context).organization)
        case .reuses:
            let page = try UdataPage(items, knows: [])
            let found = try await catalog.reuses(offset: page.offset, limit: page.size)
            let names = try await catalog.names(ofDatasets: found.items.flatMap(\.reuse.datasets))
            return page.document(found.items.map { shapes.reuse($0, names) }, total: found.total, at: shapes.address(endpoint), items)
        case .reuse:
            let id = try parameter("id", context)
            guard let found = try await catalog.reuse(id) else { throw RequestError.notFound }
            return shapes.reuse(found, try await catalog.names(ofDatasets: found.reuse.datasets))
        case .services:
            let page = try UdataPage(items, knows: [])
            let found = try await catalog.dataServices(offset: page.offset, limit: page.size)
            return page.document(found.items.map(shapes.service), total: found.total, at: shapes.address(endpoint), items)
        case .service:
            let id = try parameter("id", context)
            guard let found = try await catalog.dataService(id) else { throw RequestError.notFound }
            return shapes.service(found)
        case .topics, .laterTopics, .laterTopicSearch: return try await topics(endpoint, items, shapes)
        case .topic:
            let detail = try await bouquet(context)
            let known = try await catalog.names(ofDatasets: Array(detail.datasets.keys))
            return shapes.topic(detail.bouquet, detail.organization, elements: .datasets(shapes.datasets(of: detail, known)))
        case .laterTopic:
            let detail = try await bouquet(context)
            return shapes.topic(detail.bouquet, detail.organization, elements: .link(detail.content.elements.count))
        case .topicElements: return try await elements(items, shapes, context)
        case .permalink: throw RequestError.notFound
        }
    }

    /// - Throws: ``RequestError`` as the lists do.
    private static func suggestion(_ items: QueryItems) throws -> (text: String, size: Int) {
        _ = try UdataPage(QueryItems(items.items.filter { $0.name != "q" && $0.name != "size" }), knows: [], isPaged: false)
        return (items["q"] ?? "", try items["size"].map { try TabularQuery.number($0, name: "size", in: 1...20) } ?? 10)
    }

    // MARK: Lists

    private func datasets(
        _ endpoint: UdataEndpoint, _ items: QueryItems, _ shapes: UdataShapes, of organization: Organization? = nil
    ) async throws -> Document {
        let isLater = endpoint == .laterDatasets || endpoint == .laterSearch
        let page = try UdataPage(items, knows: UdataFilters.datasets, usual: isLater ? 50 : 20)
        let search = try await UdataFilters.datasets(items, page: page, of: organization, in: catalog)
        let found = try await catalog.datasets(search)
        var documents: [Document] = []
        for item in found.items {
            guard let detail = try await catalog.dataset(item.dataset.slug) else { continue }
            documents.append(shapes.dataset(detail, isLater ? .second : .first))
        }
        let address = organization.map { shapes.organizationDatasets($0) } ?? shapes.address(endpoint)
        return page.document(documents, total: found.total, at: address, items)
    }

    private func resources(
        _ endpoint: UdataEndpoint, _ items: QueryItems, _ shapes: UdataShapes, _ context: PortulanContext
    ) async throws -> Document {
        let page = try UdataPage(items, knows: ["q", "type"], usual: 50)
        let detail = try await dataset(context)
        var found = detail.resources
        if let words = items["q"], !words.isEmpty { found = found.filter { $0.resource.title.localizedCaseInsensitiveContains(words) } }
        if let type = items["type"], !type.isEmpty { found = found.filter { UdataShapes.type(of: $0.resource) == type } }
        let part = found.dropFirst(page.offset).prefix(page.size)
        return page.document(part.map(shapes.resource), total: found.count, at: shapes.resources(of: detail.dataset), items)
    }

    private func organizations(_ endpoint: UdataEndpoint, _ items: QueryItems, _ shapes: UdataShapes) async throws -> Document {
        let page = try UdataPage(items, knows: ["q"])
        let found = try await catalog.organizations(matching: items["q"] ?? "", offset: page.offset, limit: page.size)
        return page.document(found.items.map(shapes.organization), total: found.total, at: shapes.address(endpoint), items)
    }

    private func topics(_ endpoint: UdataEndpoint, _ items: QueryItems, _ shapes: UdataShapes) async throws -> Document {
        let page = try UdataPage(items, knows: UdataFilters.topics)
        let address = shapes.address(endpoint)
        guard let search = try await UdataFilters.topics(items, page: page, in: catalog) else {
            return page.document([], total: 0, at: address, items)
        }
        let found = try await catalog.bouquets(search)
        var documents: [Document] = []
        for item in found.items {
            guard endpoint == .topics else {
                documents.append(shapes.topic(item.bouquet, item.organization, elements: .link(item.elementCount)))
                continue
            }
            guard let detail = try await catalog.bouquet(item.bouquet.slug) else { continue }
            let names = try await catalog.names(ofDatasets: Array(detail.datasets.keys))
            documents.append(shapes.topic(item.bouquet, item.organization, elements: .datasets(shapes.datasets(of: detail, names))))
        }
        return page.document(documents, total: found.total, at: address, items)
    }

    private func elements(_ items: QueryItems, _ shapes: UdataShapes, _ context: PortulanContext) async throws -> Document {
        let page = try UdataPage(items, knows: UdataFilters.elements)
        let detail = try await bouquet(context)
        let found = UdataElements(detail, matching: items).all
        return page.document(
            found.dropFirst(page.offset).prefix(page.size).map { shapes.element($0, of: detail) }, total: found.count,
            at: shapes.elements(of: detail.bouquet), items)
    }

    // MARK: What the path names

    private func parameter(_ name: String, _ context: PortulanContext) throws -> String {
        guard let value = context.parameters.get(name).flatMap({ RequestTarget.decode($0, plusIsSpace: false) }) else {
            throw RequestError.encoding
        }
        return value
    }

    private func dataset(_ context: PortulanContext) async throws -> DatasetDetail {
        let id = try parameter("id", context)
        guard let detail = try await catalog.dataset(id) else { throw CatalogError(.datasetUnknown, ["dataset": .text(id)]) }
        return detail
    }

    private func resource(_ context: PortulanContext) async throws -> ResourceDetail {
        let id = try parameter("rid", context)
        guard let detail = try await catalog.resource(id) else { throw CatalogError(.resourceUnknown, ["resource": .text(id)]) }
        return detail
    }

    /// A published bouquet.
    private func bouquet(_ context: PortulanContext) async throws -> BouquetDetail {
        let id = try parameter("id", context)
        guard let detail = try await catalog.bouquet(id), !detail.bouquet.isDraft else {
            throw CatalogError(.bouquetUnknown, ["bouquet": .text(id)])
        }
        return detail
    }

    private func organization(_ context: PortulanContext) async throws -> OrganizationListing {
        let id = try parameter("id", context)
        guard let found = try await catalog.organizationListing(id) else {
            throw CatalogError(.organizationUnknown, ["organization": .text(id)])
        }
        return found
    }

    /// The file itself, wherever it is now.
    private func permalink(_ context: PortulanContext) async throws -> Response {
        let detail = try await resource(context)
        guard let address = detail.address(origin: context.origin) else { throw RequestError("request.notATable") }
        return Response(status: .found, headers: [.location: address, .cacheControl: "no-cache"])
    }
}

/// Which part of a list is asked for, and the list's form in udata.
struct UdataPage {
    static let largest = 100
    let number: Int
    let size: Int

    var offset: Int { (number - 1) * size }

    /// - Parameters:
    ///   - knows: the parameters that the list takes beside the page's own.
    ///   - isPaged: whether it takes these.
    /// - Throws: ``RequestError`` `request.parameter.list` for any other, `request.number`.
    init(_ items: QueryItems, knows names: Set<String>, usual: Int = 20, isPaged: Bool = true) throws {
        let known = names.union(["lang", ""]).union(isPaged ? ["page", "page_size"] : [])
        if let item = items.items.first(where: { !known.contains($0.name) }) {
            throw RequestError("request.parameter.list", [
                "parameter": .text(item.name), "parameters": .list(known.subtracting([""]).sorted().map { .text($0) }),
            ])
        }
        number = try items["page"].map { try TabularQuery.number($0, name: "page", in: 1...1_000_000) } ?? 1
        size = try items["page_size"].map { try TabularQuery.number($0, name: "page_size", in: 1...Self.largest) } ?? usual
    }

    func document(_ data: [Document], total: Int, at address: String, _ items: QueryItems) -> Document {
        let kept = items.items.filter { $0.name != "page" && $0.name != "page_size" }
        func link(_ page: Int) -> Document {
            let place = [("page", page), ("page_size", size)].map { QueryItems.Item(name: $0.0, value: String($0.1)) }
            return .string(address + "?" + QueryItems(kept + place).encoded)
        }
        return [
            "data": .array(data), "page": .integer(number), "page_size": .integer(size), "total": .integer(total),
            "next_page": number * size < total ? link(number + 1) : .null, "previous_page": number > 1 ? link(number - 1) : .null,
        ]
    }
}

package import Catalog
package import Hummingbird
import Lake
import Localization
import NIOCore

/// What the API answers: the handlers behind ``Endpoint``.
package struct APIRoutes: Sendable {
    let catalog: Catalog
    /// The most rows that one page may have.
    let largestPageSize: Int
    let checking: FileChecking
    let service: ServiceRoutes

    /// - Parameters:
    ///   - checking: checks the files that programs send.
    ///   - service: health, figures and the description.
    package init(catalog: Catalog, largestPageSize: Int, checking: FileChecking, service: ServiceRoutes) {
        self.catalog = catalog
        self.largestPageSize = largestPageSize
        self.checking = checking
        self.service = service
    }

    /// Adds every endpoint to `router`. The switch is exhaustive: an endpoint without a handler does not compile.
    package func add(to router: Router<PortulanContext>) {
        for endpoint in Endpoint.allCases {
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await respond(to: endpoint, request, context)
            }
        }
    }

    /// The methods that a path of the table answers to; none where it is not the table's.
    package static func methods(of path: String) -> [HTTPRequest.Method] {
        guard let endpoint = Endpoint.allCases.first(where: { $0.matches(path) }) else { return [] }
        return endpoint.method == .get ? [.get, .head, .options] : [endpoint.method, .options]
    }

    private func respond(to endpoint: Endpoint, _ request: Request, _ context: PortulanContext) async throws -> Response {
        switch endpoint {
        case .openAPI: try await service.openAPI(largestPageSize: largestPageSize, context)
        case .datasets: try await datasets(request, context)
        case .dataset: try await dataset(request, context)
        case .resource: try await resource(request, context)
        case .profile: try await profile(request, context)
        case .swagger: try await swagger(request, context)
        case .data: try await rows(request, context)
        case .csv: try await export(.csv, endpoint, request, context)
        case .json: try await export(.json, endpoint, request, context)
        case .jsonLines: try await export(.jsonLines, endpoint, request, context)
        case .geoJSON: try await export(.geoJSON, endpoint, request, context)
        case .parquet: try await export(.parquet, endpoint, request, context)
        case .xlsx: try await export(.xlsx, endpoint, request, context)
        case .original: try await original(request, context)
        case .validate: try await validate(request, context)
        case .aggregationExceptions: Response.json((["allowed": true, "exceptions": []] as Document).json)
        case .health: service.health()
        case .live: Response.json((["status": "ok"] as Document).json)
        case .ready: await service.ready()
        case .metrics: await service.figures()
        }
    }
}

extension APIRoutes {
    /// The resource that the path names, by UUID or slug.
    ///
    /// - Throws: ``CatalogError`` `resource.unknown`.
    func resource(_ context: PortulanContext) async throws -> ResourceDetail {
        let id = try pathIdentifier(context)
        guard let resource = try await catalog.resource(id) else {
            throw CatalogError(.resourceUnknown, ["resource": .text(id)])
        }
        return resource
    }

    /// The `{id}` of the path, decoded.
    func pathIdentifier(_ context: PortulanContext) throws -> String {
        guard let id = context.parameters.get("id").flatMap({ RequestTarget.decode($0, plusIsSpace: false) }) else {
            throw RequestError.encoding
        }
        return id
    }
}

extension Response {
    /// A JSON answer that caches must check again each time.
    static func json(_ bytes: [UInt8], _ headers: HTTPFields = [:]) -> Response {
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/json" }
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-cache" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Nothing new: the same validators, no body.
    static func notModified(_ tag: EntityTag) -> Response {
        Response(status: .notModified, headers: [.eTag: tag.description, .cacheControl: "public, no-cache"])
    }
}

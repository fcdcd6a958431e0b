import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Lake
import NIOCore
import Tables

extension APIRoutes {
    /// `/api/resources/{id}/`: what the resource is and where the rest lies.
    func resource(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let detail = try await resource(context)
        let address = "\(context.origin)/api/resources/\(detail.resource.id.uuidString.lowercased())/"
        var out = JSONBytes()
        out.object { out in
            out.member("created_at", (detail.version?.publishedAt ?? detail.resource.createdAt).ISO8601Format())
            out.member("url", optional: detail.address(origin: context.origin))
            out.member("links") { out in
                out.array { out in
                    for name in ["profile", "data", "swagger"] {
                        out.object { out in
                            out.member("href", address + name + "/")
                            out.member("type", "GET")
                            out.member("rel", name)
                        }
                    }
                }
            }
            detail.writeMembers(to: &out, origin: context.origin)
        }
        return .json(out.bytes)
    }

    /// `/profile/`.
    func profile(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let detail = try await resource(context)
        guard let version = detail.version else { throw RequestError("request.notATable") }
        let tag = EntityTag("profile-1-" + version.id.uuidString.lowercased(), isWeak: true)
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return .notModified(tag) }
        return .json(
            ProfileDocument(version.inspection).json, [.eTag: tag.description, .cacheControl: "public, no-cache"])
    }

    /// `/swagger/`: the OpenAPI description of the rows, in YAML.
    func swagger(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let detail = try await resource(context)
        let table = try detail.table
        let tag = EntityTag(table: table.hash, form: "swagger.1", items: QueryItems([]), context: context)
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return .notModified(tag) }
        let description = ResourceDescription(
            id: RequestTarget.encode(try pathIdentifier(context)), columns: table.columns.map { ($0.name, $0.type) },
            localizer: context.localizer, origin: context.origin, largestPageSize: largestPageSize)
        return Response(
            status: .ok,
            headers: [.contentType: "application/yaml", .eTag: tag.description, .cacheControl: "public, no-cache"],
            body: .init(byteBuffer: ByteBuffer(string: description.document.yaml)))
    }

    /// `/original/`: the file as it was given.
    func original(_ request: Request, _ context: PortulanContext) async throws -> Response {
        let detail = try await resource(context)
        guard let version = detail.version else { throw RequestError("request.notATable") }
        let tag = EntityTag(version.originalHash.hex)
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return .notModified(tag) }
        let headers: HTTPFields = [
            .contentType: version.mediaType,
            .contentDisposition: Self.attachment(named: version.originalName),
            .eTag: tag.description, .cacheControl: "public, no-cache", .acceptRanges: "bytes",
        ]
        let file = catalog.lake.original(version.originalHash)
        return try FileAnswer(file: file, size: Int(version.originalBytes), tag: tag, headers: headers).respond(to: request)
    }
}

extension ResourceDetail {
    /// Where the file comes from; this server's own copy where it was given by hand.
    func address(origin: String) -> String? {
        (version?.sourceURL ?? resource.sourceURL)?.absoluteString
            ?? (version == nil ? nil : "\(origin)/api/resources/\(resource.id.uuidString.lowercased())/original/")
    }

    /// The members that describe the resource, in the resource's own answer and in its dataset's.
    func writeMembers(to out: inout JSONBytes, origin: String) {
        out.member("id", resource.id.uuidString.lowercased())
        out.member("slug", resource.slug)
        out.member("title", resource.title)
        out.member("description", resource.description)
        out.member("dataset", dataset.slug)
        out.member("format", optional: resource.format?.rawValue)
        out.member("rows") { if let rows = version?.table?.rows { $0.integer(rows) } else { $0.null() } }
        out.member("bytes") { if let bytes = version?.originalBytes { $0.integer(bytes) } else { $0.null() } }
        out.member("sha256", optional: version?.originalHash.hex)
        out.member("version") { if let number = version?.number { $0.integer(number) } else { $0.null() } }
        out.member("published_at", optional: version?.publishedAt.ISO8601Format())
        out.member("original", "\(origin)/api/resources/\(resource.id.uuidString.lowercased())/original/")
    }
}

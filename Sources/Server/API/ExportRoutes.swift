import Catalog
import HTTPTypes
import Hummingbird
import Lake
import NIOCore

extension APIRoutes {
    /// `/data/csv/` and its like: every row kept, streamed as it is made.
    func export(
        _ format: ExportFormat, _ endpoint: Endpoint, _ request: Request, _ context: PortulanContext
    ) async throws -> Response {
        let resource = try await resource(context)
        let table = try resource.table
        let items = try request.queryItems
        // Files hold what the source holds, so that they can be published again: no row number, unless it is asked for.
        let query = try TabularQuery(items, largestPageSize: largestPageSize).query
        let tag = EntityTag(table: table.hash, form: "export.1.\(endpoint.rawValue)", items: items, context: context)
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return .notModified(tag) }

        let headers: HTTPFields = [
            .contentType: endpoint.contentType,
            .contentDisposition: Self.attachment(named: "\(resource.resource.slug).\(endpoint.fileExtension)"),
            .eTag: tag.description, .cacheControl: "public, no-cache",
        ]
        if request.method == .head { return Response(status: .ok, headers: headers, body: Self.unknownLength) }
        return try await Self.streaming(catalog.lake.export(table, query, as: format), headers)
    }

    /// An answer from a stream whose first piece is at hand: what fails before it is still a problem document. A
    /// failure after it breaks the connection off, so that the client sees that the file is not whole.
    private static func streaming(_ stream: AsyncThrowingStream<[UInt8], any Error>, _ headers: HTTPFields) async throws -> Response {
        var start = stream.makeAsyncIterator()
        let first = try await start.next()
        return Response(status: .ok, headers: headers, body: ResponseBody { writer in
            if let first {
                try await writer.write(ByteBuffer(bytes: first))
                for try await piece in stream { try await writer.write(ByteBuffer(bytes: piece)) }
            }
            try await writer.finish(nil)
        })
    }

    /// So that the answer to HEAD does not claim an empty file.
    private static var unknownLength: ResponseBody { ResponseBody { try await $0.finish(nil) } }

    /// `Content-Disposition` with the name in both its forms (RFC 6266).
    static func attachment(named name: String) -> String {
        let plain = String(name.unicodeScalars.map { $0.isASCII && $0.value > 0x1f && $0 != "\"" && $0 != "\\" ? Character($0) : "_" })
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(RequestTarget.encode(name))"
    }
}

extension Endpoint {
    /// The extension of a file of this export.
    var fileExtension: String {
        switch self {
        case .jsonLines: "jsonl"
        case .geoJSON: "geojson"
        default: rawValue
        }
    }

    /// The `Content-Type` of a file of this export.
    var contentType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8; header=present"
        default: mediaType ?? "application/octet-stream"
        }
    }
}

import Catalog
import Crypto
import Foundation
import Hummingbird
import NIOCore

extension PublishingRoutes {
    /// `/catalogue.csv`: all datasets, a line each, sent slice by slice as they are read.
    ///
    /// A failure on the way breaks the connection off, so that the client sees that the file is not whole.
    func catalogueTable(_ request: Request, _ context: PortulanContext) async throws -> Response {
        _ = try UdataPage(request.queryItems, knows: [], isPaged: false)
        let origin = context.origin
        let table = CatalogueCSV(publisher: settings.publisher ?? settings.title) { origin + SiteAddress.dataset($0.slug) }
        let state = try await catalog.listingState()
        let hash = SHA256.hash(data: Data("\(state) \(origin) \(settings.publisher ?? settings.title)".utf8)).prefix(12)
        let tag = EntityTag(hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(), isWeak: true)
        if tag.isNamed(in: request.headers[.ifNoneMatch]) { return .notModified(tag) }
        let headers: HTTPFields = [
            .contentType: PublicAddress.catalogueCSV.mediaType, .eTag: tag.description, .cacheControl: "public, no-cache",
            .contentDisposition: APIRoutes.attachment(named: "catalogue.csv"),
        ]
        // What fails at once is still told as a problem.
        let first = try await catalog.listedDatasets(after: nil)
        return Response(status: .ok, headers: headers, body: ResponseBody { writer in
            guard request.method != .head else { return try await writer.finish(nil) }
            try await writer.write(ByteBuffer(string: table.header))
            var slice = first
            while let last = slice.last {
                try await writer.write(ByteBuffer(string: slice.map(table.line).joined()))
                slice = try await catalog.listedDatasets(after: last)
            }
            try await writer.finish(nil)
        })
    }
}

import Crypto
import Foundation
import Localization
import Store
import Threads

/// What a page is asked for and read with.
struct PageAsking: Sendable {
    let client: PortalClient
    let backend: any HarvestBackend
    let source: UUID
    let run: UUID
}

/// A page that was asked for and read, and is not yet written.
struct AskedPage: Sendable {
    var page: KeptPage
    /// Whether it is not what was read at its address last time.
    var isNew: Bool
    /// Whether this very run has read the address already: it was not asked again.
    var isOfRun = false
    /// The portal's clock.
    var date: Date?
}

/// A page on its way, while another is written: the portal, the parser and the store work at the same time.
struct PageAhead: Sendable {
    /// Changes when what is read from the same bytes changes: pages known by their sum are then read again.
    private static let readerVersion = 1

    let key: String
    private let task: Task<AskedPage, any Error>

    init(_ request: PageRequest, _ asking: PageAsking, _ catalog: Catalog) {
        key = request.key
        task = Task { try await Self.ask(request, asking, catalog) }
    }

    func cancel() { task.cancel() }

    /// The page, once it is there.
    func page() async throws -> AskedPage {
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private static func ask(_ request: PageRequest, _ asking: PageAsking, _ catalog: Catalog) async throws -> AskedPage {
        let known = try await knownPage(request, asking, catalog)
        if let known, known.run == asking.run.text { return AskedPage(page: known, isNew: false, isOfRun: true) }
        switch try await asking.client.page(request, etag: known?.etag, lastModified: known?.lastModified) {
        case .unchanged:
            guard let known else { throw DocumentProblem(.unexpected, detail: "304") }
            return AskedPage(page: known, isNew: false)
        case .document(let document, let etag, let lastModified, let date):
            let checksum = checksum(document.data)
            let isNew = known?.checksum != checksum
            var page: KeptPage
            if let known, !isNew {
                page = known
            } else {
                let backend = asking.backend
                // A page may hold thousands of records: not on a thread that others wait for.
                let read = try await OwnThread.run("harvest", .background) { _ in try backend.read(document, request) }
                page = KeptPage(reading: read.reading, next: read.next, total: read.total, records: read.records)
                if document.isMended { page.reading.findings.insert(HarvestFinding(.pageCharset), at: 0) }
            }
            (page.etag, page.lastModified, page.checksum) = (etag, lastModified, checksum)
            return AskedPage(page: page, isNew: isNew, date: date)
        }
    }

    private static func knownPage(_ request: PageRequest, _ asking: PageAsking, _ catalog: Catalog) async throws -> KeptPage? {
        let (id, key) = (asking.source, request.key)
        return try await catalog.store.read { session in
            try session.row(
                "SELECT * FROM harvest_pages WHERE source_id = ? AND address = ?", [.text(id.text), .text(key)]
            ).flatMap { try KeptPage($0) }
        }
    }

    private static func checksum(_ data: Data) -> String {
        let sum = SHA256.hash(data: data).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "\(readerVersion):\(sum)"
    }
}

package import Foundation

/// One kind of portal: which pages there are, and what each holds. It neither fetches nor writes.
package protocol HarvestBackend: Sendable {
    /// The first page.
    func start() throws -> PageRequest

    /// What a page holds.
    ///
    /// - Throws: ``DocumentProblem`` where the page is not what this kind of portal sends.
    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage

    /// The page after one that could not be read; `nil` where only that one could have told.
    func following(_ unread: PageRequest, total: Int?) -> PageRequest?

    /// Pages in a row that cannot be read, after which the portal is left.
    var mostUnread: Int { get }
}

extension HarvestBackend {
    package func following(_ unread: PageRequest, total: Int?) -> PageRequest? { nil }

    package var mostUnread: Int { 3 }
}

/// One page to ask a portal for.
package struct PageRequest: Codable, Hashable, Sendable {
    package var address: URL
    /// What is sent to it, for portals that are asked by POST.
    package var body: String?
    package var contentType: String?
    package var accept: String
    /// Records before this page.
    package var offset: Int

    package init(_ address: URL, accept: String, offset: Int = 0, body: String? = nil, contentType: String? = nil) {
        self.address = address
        self.accept = accept
        self.offset = offset
        self.body = body
        self.contentType = contentType
    }

    /// What names the page among those of its source.
    var key: String { body.map { "\(address.absoluteString) \($0)" } ?? address.absoluteString }
}

/// What a portal answered.
package struct PageDocument: Sendable {
    package var data: Data
    /// Lower case, without parameters.
    package var mediaType: String?
    /// Last address, after redirections.
    package var address: URL
    /// Bytes that were not of the character set announced, and were read as Windows-1252 instead.
    package var isMended: Bool

    package init(data: Data, mediaType: String? = nil, address: URL, isMended: Bool = false) {
        self.data = data
        self.mediaType = mediaType
        self.address = address
        self.isMended = isMended
    }
}

/// What a page holds, and what comes after it.
package struct HarvestPage: Sendable {
    package var reading: HarvestReading
    /// `nil` on the last page.
    package var next: PageRequest?
    /// Records that the portal says it has.
    package var total: Int?
    /// Records on this page, those that are left out included.
    package var records: Int

    package init(_ reading: HarvestReading, next: PageRequest? = nil, total: Int? = nil, records: Int? = nil) {
        self.reading = reading
        self.next = next
        self.total = total
        self.records = records ?? reading.datasets.count
    }
}

extension HarvestSourceDeclaration {
    /// What reads the source.
    ///
    /// - Parameters:
    ///   - pageSize: records asked for at a time.
    ///   - now: the present, against which dates are judged.
    package func backendReading(pageSize: Int = 100, now: Date) -> any HarvestBackend {
        switch backend {
        case .udata: UdataBackend(source: self, pageSize: pageSize, now: now)
        case .dcat: DCATBackend(source: self, now: now)
        case .csw: CSWBackend(source: self, output: .iso19139, pageSize: min(pageSize, 50), now: now)
        case .cswDCAT: CSWBackend(source: self, output: .dcat, pageSize: min(pageSize, 50), now: now)
        case .cswGeoDCATAP: CSWBackend(source: self, output: .geoDCATAP, pageSize: min(pageSize, 50), now: now)
        case .ckan: CKANBackend(source: self, pageSize: pageSize, now: now)
        case .dkan: DKANBackend(source: self, pageSize: pageSize, now: now)
        case .ods: OpenDataSoftBackend(source: self, pageSize: pageSize, now: now)
        case .geonetwork: GeoNetworkBackend(source: self, pageSize: pageSize, now: now)
        case .ogcRecords: OGCRecordsBackend(source: self, pageSize: pageSize, now: now)
        case .csv: CatalogueTableBackend(source: self, now: now)
        case .folder: FolderBackend(source: self, now: now)
        }
    }
}

extension URL {
    /// The address with parameters set, others kept.
    func setting(_ parameters: [(String, String)]) -> URL {
        guard var parts = URLComponents(url: self, resolvingAgainstBaseURL: true) else { return self }
        var items = (parts.queryItems ?? []).filter { item in !parameters.contains { $0.0 == item.name } }
        items += parameters.map { URLQueryItem(name: $0.0, value: $0.1) }
        parts.queryItems = items.isEmpty ? nil : items
        // A plus in a query is a space to most servers.
        parts.percentEncodedQuery = parts.percentEncodedQuery?.replacingOccurrences(of: "+", with: "%2B")
        return parts.url ?? self
    }

    /// The address with a path put behind it, unless it has it already.
    func reaching(_ path: String) -> URL {
        self.path.contains(path) ? self : appending(path: path)
    }
}

import Foundation
import Tables

/// DCAT in any syntax of RDF, in one document or in pages of Hydra.
struct DCATBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let now: Date

    private static let accept =
        "application/ld+json, application/rdf+xml;q=0.9, text/turtle;q=0.9, application/n-triples;q=0.8, application/json;q=0.5, */*;q=0.1"

    func start() -> PageRequest { PageRequest(source.url.setting(source.filters.parameters), accept: Self.accept) }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        guard let syntax = RDFSyntax.of(mediaType: document.mediaType, address: document.address, document: document.data) else {
            throw DocumentProblem(.unexpected, detail: document.mediaType ?? "RDF")
        }
        let parsed = try RDFParser.parse(document.data, as: syntax, base: document.address)
        let graph = parsed.graph
        let reading = DCATReader(now: now).read(graph)
        let types = ["PartialCollectionView", "PagedCollection", "Collection"].map { Vocabulary.hydra($0) }
        let views = types.flatMap { graph.nodes(ofType: $0) }
        let link = views.lazy.compactMap { $0.link(Vocabulary.hydra("next"), Vocabulary.hydra("nextPage")) }.first
        let next = link.flatMap { URL(string: $0, relativeTo: document.address)?.absoluteURL }
        let total = views.lazy.compactMap { $0.text(Vocabulary.hydra("totalItems")) }.first.flatMap { Int($0) }
        if reading.datasets.isEmpty, reading.services.isEmpty, reading.findings.isEmpty, graph.nodes(ofType: Vocabulary.dcat("Catalog")).isEmpty {
            throw DocumentProblem(.unexpected, detail: "dcat:Catalog")
        }
        return HarvestPage(
            reading, next: next.map { PageRequest($0, accept: Self.accept, offset: request.offset + reading.records) },
            total: total, records: reading.records)
    }
}

/// Catalogue Service for the Web 2.0.2 (OGC 07-006r1): `GetRecords`, by position.
struct CSWBackend: HarvestBackend {
    /// What records are written in.
    enum Output: String, Sendable {
        case iso19139 = "http://www.isotc211.org/2005/gmd"
        case dcat = "http://www.w3.org/ns/dcat#"
        case geoDCATAP = "http://data.europa.eu/930/"
    }

    let source: HarvestSourceDeclaration
    let output: Output
    let pageSize: Int
    let now: Date

    func start() -> PageRequest { page(1) }

    private func page(_ position: Int) -> PageRequest {
        let types = output == .iso19139 ? "gmd:MD_Metadata" : "csw:Record"
        let parameters = source.filters.parameters + [
            ("service", "CSW"), ("version", "2.0.2"), ("request", "GetRecords"), ("resultType", "results"),
            ("typeNames", types), ("elementSetName", "full"), ("outputSchema", output.rawValue),
            ("startPosition", "\(position)"), ("maxRecords", "\(pageSize)"),
        ]
        return PageRequest(source.url.setting(parameters), accept: "application/xml, text/xml", offset: position - 1)
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let root = try XMLElement(parsing: document.data)
        if root.name == "ExceptionReport" || root.name == "ServiceExceptionReport" {
            throw DocumentProblem(.unexpected, line: root.line, detail: String((root.text ?? root.name).prefix(200)))
        }
        guard let results = root.name == "GetRecordsResponse" ? root.first("SearchResults") : nil else {
            throw DocumentProblem(.unexpected, line: root.line, detail: root.name)
        }
        let reading = output == .iso19139
            ? ISO19139Reader(now: now).read(root)
            : DCATReader(now: now).read(try RDFParser.parse(document.data, as: .rdfXML, base: RelativeNames.base).graph)
        // Counts are often wrong: what came is what counts.
        let count = output == .iso19139 ? results.children.count : reading.records + reading.services.count
        let total = results.attributes["numberOfRecordsMatched"].flatMap { Int($0) }
        let told = results.attributes["nextRecord"].flatMap { Int($0) } ?? 0
        let isLast = told == 0 || count == 0 || told <= request.offset + 1 || told > total ?? Int.max
        return HarvestPage(reading, next: isLast ? nil : page(told), total: total, records: count)
    }

    func following(_ unread: PageRequest, total: Int?) -> PageRequest? {
        guard let total, unread.offset + pageSize < total else { return nil }
        return page(unread.offset + 1 + pageSize)
    }
}

/// One CSV table of datasets.
struct CatalogueTableBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let now: Date

    func start() -> PageRequest { PageRequest(source.url, accept: "text/csv, */*;q=0.1") }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        HarvestPage(try CatalogueTableReader(now: now).read(document.data))
    }
}

/// A folder of files of this machine, each of them what one of the portals would have sent.
struct FolderBackend: HarvestBackend {
    let source: HarvestSourceDeclaration
    let now: Date

    private var files: [URL] {
        let known: Set<String> = ["rdf", "xml", "ttl", "nt", "n3", "jsonld", "json", "csv"]
        let found = (try? FileManager.default.contentsOfDirectory(at: source.url, includingPropertiesForKeys: nil)) ?? []
        return found.filter { known.contains($0.pathExtension.lowercased()) }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    func start() throws -> PageRequest {
        guard let first = files.first else { throw DocumentProblem(.unexpected, detail: source.url.lastPathComponent) }
        return PageRequest(first, accept: "*/*")
    }

    func following(_ unread: PageRequest, total: Int?) -> PageRequest? { after(unread) }

    private func after(_ request: PageRequest, records: Int = 0) -> PageRequest? {
        let name = request.address.lastPathComponent
        return files.first { $0.lastPathComponent > name }.map { PageRequest($0, accept: "*/*", offset: request.offset + records) }
    }

    func read(_ document: PageDocument, _ request: PageRequest) throws -> HarvestPage {
        let reading = try reading(document)
        return HarvestPage(reading, next: after(request, records: reading.datasets.count))
    }

    private func reading(_ document: PageDocument) throws -> HarvestReading {
        let name = document.address.pathExtension.lowercased()
        if name == "csv" { return try CatalogueTableReader(now: now).read(document.data) }
        if name == "xml" {
            let root = try XMLElement(parsing: document.data)
            if root.name == "MD_Metadata" || !root.descendants("MD_Metadata").isEmpty { return ISO19139Reader(now: now).read(root) }
        }
        if name == "json" || name == "jsonld" {
            let value = try JSONValue(document: document.data)
            if value["features"] != nil { return OGCRecordsReader(now: now).read(value) }
            if value[path: "hits", "hits"] != nil { return GeoNetworkReader(now: now, portal: source.url).read(value) }
            if value["success"] != nil { return CKANReader(now: now).read(value) }
            if value["data"] != nil, value["page_size"] != nil { return UdataReader(now: now).read(value) }
            if value["total_count"] != nil { return OpenDataSoftReader(now: now, portal: source.url).read(value) }
        }
        guard let syntax = RDFSyntax.of(mediaType: nil, address: document.address, document: document.data) else {
            throw DocumentProblem(.unexpected, detail: document.address.lastPathComponent)
        }
        return DCATReader(now: now).read(try RDFParser.parse(document.data, as: syntax, base: document.address).graph)
    }
}

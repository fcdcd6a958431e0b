import Catalog
import Foundation
import Testing

/// What real portals sent, read whole and compared with what a person judged right.
@Suite("Answers of real portals", .enabled(if: RealPortals.isThere, "needs ../shared/data/harvest"))
struct RealPortalsTests {
    @Test("Each answer gives the datasets judged by eye", arguments: RealPortals.all)
    func reading(portal: RealPortals) throws {
        let read = try portal.read()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let text = String(decoding: try encoder.encode(portal.shown(read)), as: UTF8.self) + "\n"
        let golden = RealPortals.goldens.appending(path: "\(portal.file).json")
        if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] == "1" {
            try Data(text.utf8).write(to: golden)
        }
        #expect(try text == String(contentsOf: golden, encoding: .utf8))
    }
}

/// One file of `../shared/data/harvest`, and what it is.
struct RealPortals: Sendable, CustomTestStringConvertible {
    let file: String
    let backend: HarvestBackendName

    static let all: [RealPortals] = [
        RealPortals(file: "catalog.xml", backend: .dcat),
        RealPortals(file: "udata.xml", backend: .dcat),
        RealPortals(file: "flat.jsonld", backend: .dcat),
        RealPortals(file: "paged-collection-1.jsonld", backend: .dcat),
        RealPortals(file: "paged-collection-2.jsonld", backend: .dcat),
        RealPortals(file: "evian.json", backend: .dcat),
        RealPortals(file: "geonetwork-dcat-page-1.xml", backend: .cswDCAT),
        RealPortals(file: "geonetwork-geodcatap-page-1.xml", backend: .cswGeoDCATAP),
        RealPortals(file: "geonetwork-iso19139-page-1.xml", backend: .csw),
        RealPortals(file: "geoide-iso19139-single-dataset.xml", backend: .csw),
        RealPortals(file: "dkan-french-w-license.json", backend: .ckan),
    ]

    static let here = URL(filePath: #filePath).deletingLastPathComponent()
    static let goldens = here.appending(path: "Golden")
    static let folder = here.appending(path: "../../../../shared/data/harvest").standardizedFileURL
    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    var testDescription: String { file }

    func read() throws -> HarvestPage {
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        let address = URL(string: "http://data.test.org/\(file)")!
        let source = HarvestSourceDeclaration(slug: "essai", name: "Essai", backend: backend, url: address)
        let document = PageDocument(data: try Data(contentsOf: Self.folder.appending(path: file)), address: address)
        return try source.backendReading(now: now).read(document, PageRequest(address, accept: "*/*"))
    }

    struct Shown: Encodable {
        let datasets: [HarvestedDataset]
        let services: [HarvestedService]
        let findings: [HarvestFinding]
        let next: String?
        let total: Int?
    }

    func shown(_ page: HarvestPage) -> Shown {
        Shown(
            datasets: page.reading.datasets, services: page.reading.services, findings: page.reading.findings,
            next: page.next?.address.absoluteString, total: page.total)
    }
}

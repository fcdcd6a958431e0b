import Foundation
import FoundationXML
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

@Suite struct PublishingTests {
    private static func text(_ uri: String) async throws -> String { String(buffer: try await ServedInstance.answer(uri).body) }

    /// The texts of every element of a name.
    private static func elements(_ name: String, in xml: String) throws -> [String] {
        let document = try XMLDocument(xmlString: xml)
        return try document.nodes(forXPath: "//*[local-name()='\(name)']").compactMap(\.stringValue)
    }

    @Test("the documentation names every address", arguments: PublicAddress.allCases)
    func documented(_ address: PublicAddress) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/publication.md"), encoding: .utf8)
        #expect(text.contains("`\(address.path)`"))
    }

    @Test("every address answers what it says it does", arguments: PublicAddress.allCases)
    func answers(_ address: PublicAddress) async throws {
        let uri = address.path.replacing("{id}", with: "lieux").replacing("{part}", with: "1.xml")
        let answer = try await ServedInstance.answer(uri)
        #expect(answer.status == .ok && answer.headers[.contentType] == address.mediaType, "\(uri)")
        #expect(answer.headers[.accessControlAllowOrigin] == "*")
        let tag = try #require(answer.headers[.eTag])
        let again = try await ServedInstance.answer(uri, [.ifNoneMatch: tag])
        #expect(again.status == .notModified && again.body.readableBytes == 0)
        #expect(try await ServedInstance.answer(uri, method: .head).status == .ok)
        let post = try await ServedInstance.answer(uri, method: .post)
        #expect(post.status == .methodNotAllowed && post.headers[.allow] == "GET, HEAD, OPTIONS")
        #expect(address.matches(uri) && PublicAddress.known(uri))
    }

    @Test func aSiteMapOfEveryPage() async throws {
        let parts = try Self.elements("loc", in: try await Self.text("/sitemap.xml"))
        #expect(parts == ["http://localhost/sitemap-1.xml", "http://localhost/sitemap-territoires.xml"])
        let pages = try Self.elements("loc", in: try await Self.text("/sitemap-1.xml"))
        #expect(pages.contains("http://localhost/datasets/lieux") && pages.contains("http://localhost/datasets/nombres"))
        for page in pages where !page.contains("/datasets/") { #expect(try await ServedInstance.answer(String(page.dropFirst(16))).status == .ok) }
    }

    @Test("parts that there are none of", arguments: ["2.xml", "0.xml", "-1.xml", "01.xml", "1", "1.xml.gz", "a.xml", "99999999999999999999.xml", "%31.xml"])
    func noSuchPart(part: String) async throws {
        #expect(try await ServedInstance.answer("/sitemap-\(part)").status == .notFound)
    }

    @Test func aTableOfAllDatasets() async throws {
        let lines = try await Self.text("/catalogue.csv").components(separatedBy: "\r\n")
        #expect(lines.first?.hasPrefix("COLL_NOM,COLL_SIRET,ID,TITRE,") == true && lines.last == "")
        #expect(lines.count(where: { $0.hasSuffix(",http://localhost/datasets/lieux") }) == 1)
        #expect(try await ServedInstance.answer("/catalogue.csv?page=2").status == .badRequest)
    }

    @Test func robotsAreToldWhereTheMapIs() async throws {
        let text = try await Self.text("/robots.txt")
        #expect(text.hasPrefix("User-agent: *\n") && text.hasSuffix("Sitemap: http://localhost/sitemap.xml\n"))
        #expect(!text.contains("Disallow: /\n") && !text.contains("Disallow: /api/\n"))
    }

    @Test func aFeedOfChanges() async throws {
        let feed = try await Self.text("/datasets.atom?page_size=1")
        #expect(try Self.elements("entry", in: feed).count == 1)
        let document = try XMLDocument(xmlString: feed)
        let next = try document.nodes(forXPath: "//*[local-name()='link'][@rel='next']/@href").first?.stringValue
        #expect(next == "http://localhost/datasets.atom?page=2&page_size=1")
        let second = try await Self.text("/datasets.atom?page=2&page_size=1")
        let ids = try Self.elements("id", in: feed).dropFirst() + Self.elements("id", in: second).dropFirst()
        #expect(Set(ids).count == 2 && ids.allSatisfy { $0.hasPrefix("urn:uuid:") })
        #expect(try Self.elements("entry", in: try await Self.text("/datasets.atom?q=lieux")).count == 1)
        #expect(try await ServedInstance.answer("/datasets.atom?x=1").status == .badRequest)
    }

    @Test func pagesDescribeThemselves() async throws {
        let page = try await Self.text("/datasets/lieux")
        let blocks = page.matches(of: /<script type="application\/ld\+json">(.*?)<\/script>/).map { String($0.1) }
        #expect(blocks.count == 2)
        let documents = try blocks.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:] }
        #expect(documents[0]["@type"] as? String == "Dataset" && documents[0]["url"] as? String == "http://localhost/datasets/lieux")
        let file = (documents[0]["distribution"] as? [[String: Any]])?.first
        #expect((file?["contentUrl"] as? String)?.hasSuffix("/original/") == true && (file?["sha256"] as? String)?.count == 64)
        #expect(documents[1]["conformsTo"] as? String == "http://mlcommons.org/croissant/1.0")
        #expect(page.contains("<link rel=\"canonical\" href=\"http://localhost/datasets/lieux\">"))
        #expect(page.contains("href=\"/datasets/lieux/croissant.json\""))
        let home = try await Self.text("/")
        #expect(home.contains("\"@type\":[\"DataCatalog\",\"WebSite\"]") && home.contains("application/atom+xml"))
    }

    @Test func croissantNamesEveryColumn() async throws {
        let document = try JSONSerialization.jsonObject(with: Data(try await Self.text("/datasets/lieux/croissant.json").utf8)) as? [String: Any]
        let fields = ((document?["recordSet"] as? [[String: Any]])?.first?["field"] as? [[String: Any]]) ?? []
        #expect(fields.map { $0["name"] as? String } == ["Code postal", "prix.moyen", "n°#", "année__début", "a \"b\"", "ouvert"])
        #expect(fields.map { $0["dataType"] as? String } == ["sc:Text", "sc:Float", "sc:Integer", "sc:Date", "sc:Text", "sc:Boolean"])
        #expect(try await ServedInstance.answer("/datasets/absent/croissant.json").status == .notFound)
    }
}

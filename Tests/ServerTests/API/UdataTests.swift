import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

@Suite struct UdataTests {
    @Test("the documentation names every address", arguments: UdataEndpoint.allCases)
    func documented(_ endpoint: UdataEndpoint) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/udata.md"), encoding: .utf8)
        #expect(text.contains("`\(endpoint.path)`"))
    }

    private static func read(_ uri: String) async throws -> [String: Any] {
        let answer = try await ServedInstance.answer(uri)
        return try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [String: Any] ?? [:]
    }

    @Test func everyAddressAnswers() async throws {
        let dataset = try await Self.read("/api/1/datasets/lieux/")
        let resource = try #require((dataset["resources"] as? [[String: Any]])?.first?["id"] as? String)
        let id = try #require(dataset["id"] as? String)
        for endpoint in UdataEndpoint.allCases where ![.organization, .organizationDatasets, .reuse, .service, .topic, .laterTopic, .topicElements].contains(endpoint) {
            let uri = endpoint.path.replacing("{id}", with: id).replacing("{rid}", with: resource)
            let answer = try await ServedInstance.answer(uri)
            #expect(answer.status == (endpoint == .permalink ? .found : .ok), "\(uri)")
            #expect(answer.headers[.accessControlAllowOrigin] == "*")
            let post = try await ServedInstance.answer(uri, method: .post)
            #expect(post.status == .methodNotAllowed && post.headers[.allow] == "GET, HEAD, OPTIONS", "\(uri)")
        }
    }

    @Test func aDatasetInBothVersions() async throws {
        let first = try await Self.read("/api/1/datasets/lieux/")
        let file = try #require((first["resources"] as? [[String: Any]])?.first)
        #expect((file["checksum"] as? [String: Any])?["type"] as? String == "sha256" && file["filetype"] as? String == "file")
        #expect(first["license"] as? String == "notspecified" && (first["quality"] as? [String: Any])?["score"] is Double)
        let second = try await Self.read("/api/2/datasets/lieux/")
        let link = try #require((second["resources"] as? [String: Any])?["href"] as? String)
        #expect(link.hasPrefix("http://localhost/api/2/datasets/") && (second["resources"] as? [String: Any])?["total"] as? Int == 1)
        let files = try await Self.read(String(link.dropFirst(16)))
        #expect((files["data"] as? [[String: Any]])?.first?["id"] as? String == file["id"] as? String)
        let alone = try await Self.read("/api/2/datasets/resources/\(file["id"] as? String ?? "")/")
        #expect(alone["dataset_id"] as? String == first["id"] as? String)
    }

    @Test func titlesAreProposed() async throws {
        let answer = try await ServedInstance.answer("/api/1/datasets/suggest/?q=lie&size=5")
        let found = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView)) as? [[String: Any]]
        #expect(found?.first?["slug"] as? String == "lieux" && found?.first?["page"] as? String == "http://localhost/datasets/lieux")
        for query in ["size=0", "size=21", "page=2"] {
            #expect(try await ServedInstance.answer("/api/1/datasets/suggest/?q=lie&\(query)").status == .badRequest, "\(query)")
        }
    }

    @Test func pagesAreLinked() async throws {
        let first = try await Self.read("/api/1/datasets/?page_size=1&sort=title")
        #expect(first["next_page"] as? String == "http://localhost/api/1/datasets/?sort=title&page=2&page_size=1" && first["previous_page"] is NSNull)
        let second = try await Self.read("/api/1/datasets/?sort=title&page=2&page_size=1")
        #expect(second["next_page"] is NSNull && second["total"] as? Int == 2)
    }

    @Test("what cannot be honoured is refused, never a 500", arguments: [
        "/api/1/datasets/?page_size=0", "/api/1/datasets/?page=-1", "/api/1/datasets/?page=99999999999999999999", "/api/1/datasets/?private=x",
        "/api/1/datasets/?sort=x", "/api/1/datasets/%00/", "/api/1/datasets/%ff/", "/api/1/organizations/absent/", "/api/1/datasets/'%20OR%201=1/",
        "/api/1/datasets/lieux/resources/absent/", "/api/2/datasets/resources/%2e%2e/", "/api/1/organizations/?x=1", "/api/2/topics/x/y/z/", "/api/2/topics/absent/", "/api/1/datasets/?geozone=x", "/api/1/datasets/?granularity=fr:quartier",
        "/api/1/datasets/?temporal_coverage=2013", "/api/1/datasets/?temporal_coverage=2014-01-01-2013-01-01", "/api/1/datasets/?temporal_coverage=2013-02-30-2014-01-01",
        "/api/2/topics/?sort=x", "/api/2/topics/?featured=peut-etre", "/api/2/topics/absent/elements/", "/api/2/topics/?geozone=%40",
    ])
    func refused(_ uri: String) async throws {
        let status = try await ServedInstance.answer(uri).status.code
        #expect((400..<500).contains(status), "\(uri) → \(status)")
    }
}

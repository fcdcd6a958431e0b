import Catalog
import Foundation
import Store
import Testing

@Suite("Reading of sources")
struct HarvestRunTests {
    /// A catalogue that asks local servers and never waits.
    private func fixture() async throws -> Fixture {
        try await Fixture(
            fetcher: Fetcher(allowsPrivateAddresses: true),
            harvesting: HarvestSettings(clock: WallClock(now: { Date() }, sleep: { _ in })))
    }

    private func dataset(_ id: String, _ title: String, uri: String? = nil, page: String? = nil) -> String {
        let landing = page.map { ", \"dcat:landingPage\": {\"@id\": \"\($0)\"}" } ?? ""
        return """
            {"@id": "\(uri ?? "http://producteur.fr/\(id)")", "@type": "dcat:Dataset", "dct:identifier": "\(id)", "dct:title": "\(title)",
             "dct:publisher": {"@type": "foaf:Agent", "foaf:name": "Ville"}, "dct:description": "Texte."\(landing),
             "dcat:distribution": {"@type": "dcat:Distribution", "dct:title": "CSV", "dcat:accessURL": {"@id": "http://producteur.fr/\(id).csv"}}}
            """
    }

    private func page(_ datasets: [String], next: String? = nil, total: Int? = nil) -> String {
        var members = datasets + ["{\"@id\": \"http://producteur.fr/\", \"@type\": \"dcat:Catalog\"}"]
        if next != nil || total != nil {
            let following = next.map { ", \"hydra:next\": {\"@id\": \"\($0)\"}" } ?? ""
            let count = total.map { ", \"hydra:totalItems\": \($0)" } ?? ""
            members.append("{\"@id\": \"http://producteur.fr/vue\", \"@type\": \"hydra:PartialCollectionView\"\(following)\(count)}")
        }
        return LocalServer.ok("{\"@graph\": [\(members.joined(separator: ","))]}", headers: "Content-Type: application/ld+json\r\n")
    }

    private func declare(_ fixture: Fixture, _ server: LocalServer, _ path: String = "/c", slug: String = "ville") async throws {
        let url = try #require(URL(string: server.base + path))
        try await fixture.catalog.declareSource(HarvestSourceDeclaration(slug: slug, name: slug, backend: .dcat, url: url))
    }

    private func read(_ fixture: Fixture, _ slug: String = "ville") async throws -> HarvestResult {
        let job = try await fixture.finish(fixture.catalog.harvest(slug))
        return try #require(try job.result(as: HarvestResult.self), "\(String(describing: job.error))")
    }

    private func titles(_ fixture: Fixture) async throws -> [String] {
        try await fixture.catalog.datasets(DatasetSearch(sort: .title)).items.map(\.dataset.title)
    }

    @Test("Pages are followed, and reading twice changes nothing")
    func twice() async throws {
        let fixture = try await fixture()
        let server = try LocalServer([
            "/c": page([dataset("1", "Arbres"), dataset("2", "Bancs")], next: "/c?page=2", total: 3),
            "/c?page=2": page([dataset("3", "Crèches")], total: 3),
        ])
        defer { server.stop() }
        try await declare(fixture, server)
        let first = try await read(fixture)
        #expect(first.state == .complete)
        #expect(first.counts.created == 3)
        #expect(try await titles(fixture) == ["Arbres", "Bancs", "Crèches"])
        let second = try await read(fixture)
        #expect(second.state == .complete)
        #expect(second.counts.unchanged == 3)
        #expect(second.counts.created + second.counts.changed + second.counts.vanished == 0)
        #expect(try await titles(fixture) == ["Arbres", "Bancs", "Crèches"])
    }

    @Test("Pages that go round in circles stop, and empty nothing")
    func loop() async throws {
        let fixture = try await fixture()
        let server = try LocalServer([
            "/c": page([dataset("1", "Arbres")], next: "/c?page=2"),
            "/c?page=2": page([dataset("2", "Bancs")], next: "/c"),
        ])
        defer { server.stop() }
        try await declare(fixture, server)
        let result = try await read(fixture)
        #expect(result.state == .partial)
        #expect(result.counts.findings["paging.loop"] == 1)
        #expect(try await titles(fixture) == ["Arbres", "Bancs"])
    }

    @Test("A page that fails leaves what it gave; what vanishes is marked after a whole reading only")
    func vanishing() async throws {
        let fixture = try await fixture()
        let whole = try LocalServer(["/c": page([dataset("1", "Arbres"), dataset("2", "Bancs")])])
        try await declare(fixture, whole)
        #expect(try await read(fixture).counts.created == 2)
        whole.stop()
        let broken = try LocalServer(["/c": LocalServer.ok("{\"@graph\": [", headers: "Content-Type: application/ld+json\r\n")])
        try await declare(fixture, broken)
        let failed = try await read(fixture)
        #expect(failed.state == .failed)
        #expect(failed.counts.findings["page.truncated"] == 1)
        #expect(try await fixture.catalog.dataset("bancs")?.dataset.vanishedAt == nil)
        broken.stop()
        let smaller = try LocalServer(["/c": page([dataset("1", "Arbres")])])
        defer { smaller.stop() }
        try await declare(fixture, smaller)
        let result = try await read(fixture)
        #expect(result.counts.vanished == 1)
        #expect(try await fixture.catalog.dataset("bancs")?.dataset.vanishedAt != nil)
        #expect(try await fixture.catalog.dataset("arbres")?.dataset.vanishedAt == nil)
    }

    @Test("A dataset keeps its identity when its number or its title changes")
    func identity() async throws {
        let fixture = try await fixture()
        let before = try LocalServer(["/c": page([dataset("1", "Arbres de la ville"), dataset("2", "Bancs")])])
        try await declare(fixture, before)
        _ = try await read(fixture)
        let id = try #require(try await fixture.catalog.dataset("arbres-de-la-ville")).dataset.id
        before.stop()
        let after = try LocalServer(["/c": page([
            dataset("nouveau", "Arbres de la ville", uri: "http://producteur.fr/1"), dataset("2", "Mobilier urbain"),
        ])])
        defer { after.stop() }
        try await declare(fixture, after)
        let result = try await read(fixture)
        #expect(result.counts.created == 0)
        #expect(result.counts.changed == 2)
        #expect(result.counts.vanished == 0)
        #expect(try await fixture.catalog.dataset("arbres-de-la-ville")?.dataset.id == id)
        #expect(try await titles(fixture) == ["Arbres de la ville", "Mobilier urbain"])
    }

    @Test("Two portals of one dataset make one, with both origins; a number taken from another portal is told")
    func grouping() async throws {
        let fixture = try await fixture()
        let server = try LocalServer([
            "/a": page([dataset("1", "Arbres de la ville", uri: "http://producteur.fr/jeux/arbres")]),
            "/b": page([
                dataset("z9", "Arbres de la ville", uri: "http://producteur.fr/jeux/arbres"),
                dataset("z8", "Budget primitif", uri: "http://producteur.fr/jeux/arbres?"),
            ]),
            "/d": page([dataset("y1", "Comptes administratifs", uri: "http://producteur.fr/jeux/arbres")]),
        ])
        defer { server.stop() }
        for (slug, path) in [("a", "/a"), ("b", "/b"), ("d", "/d")] { try await declare(fixture, server, path, slug: slug) }
        _ = try await read(fixture, "a")
        #expect(try await read(fixture, "b").counts.grouped == 1)
        let foreign = try await read(fixture, "d")
        #expect(foreign.counts.findings["record.id_foreign"] == 1)
        #expect(foreign.counts.created == 1)
        let arbres = try #require(try await fixture.catalog.dataset("arbres-de-la-ville")).dataset
        #expect(try await fixture.catalog.origins(ofDataset: arbres.id).map(\.sourceSlug).sorted() == ["a", "b"])
    }

    @Test("What robots.txt forbids is not asked for")
    func robots() async throws {
        let fixture = try await fixture()
        let server = try LocalServer([
            "/robots.txt": LocalServer.ok("User-agent: *\nDisallow: /c\n"), "/c": page([dataset("1", "Arbres")]),
        ])
        defer { server.stop() }
        try await declare(fixture, server)
        let result = try await read(fixture)
        #expect(result.state == .failed)
        #expect(server.requests.allSatisfy { !$0.hasPrefix("GET /c ") })
    }

    @Test("A portal that asks to come back at the end of time is asked again within a month", arguments: ["1e300", "inf", "Sun, 06 Nov 9999999999 08:49:37 GMT"])
    func endlessWait(asked: String) async throws {
        let fixture = try await fixture()
        let server = try LocalServer(["/c": "HTTP/1.1 503 Busy\r\nRetry-After: \(asked)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"])
        defer { server.stop() }
        try await declare(fixture, server)
        #expect(try await read(fixture).state == .failed)
        let next = try #require(try await fixture.catalog.sources().first).nextRunAt
        #expect((next ?? .now) < .now + 31 * 86_400)
    }
}

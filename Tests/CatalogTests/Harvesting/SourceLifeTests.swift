import Catalog
import Foundation
import Localization
import Store
import Testing

@Suite("Life of a source")
struct SourceLifeTests {
    /// A catalogue that asks local servers and never waits.
    private func fixture(now: @escaping @Sendable () -> Date = { Date() }) async throws -> Fixture {
        try await Fixture(
            fetcher: Fetcher(allowsPrivateAddresses: true),
            harvesting: HarvestSettings(clock: WallClock(now: { Date() }, sleep: { _ in })), now: now)
    }

    private static func page(_ titles: [String], at home: String = "http://producteur.fr") -> String {
        let datasets = titles.map { title in
            """
            {"@id": "\(home)/\(Slug.make(from: title))", "@type": "dcat:Dataset", "dct:identifier": "\(Slug.make(from: title))",
             "dct:title": "\(title)", "dct:description": "Texte.", "dct:publisher": {"@type": "foaf:Agent", "foaf:name": "Ville"},
             "dcat:distribution": {"@type": "dcat:Distribution", "dct:title": "CSV", "dcat:accessURL": {"@id": "\(home)/\(Slug.make(from: title)).csv"}}}
            """
        }
        let graph = (datasets + ["{\"@id\": \"\(home)/\", \"@type\": \"dcat:Catalog\"}"]).joined(separator: ",")
        return LocalServer.ok("{\"@graph\": [\(graph)]}", headers: "Content-Type: application/ld+json\r\n")
    }

    private func source(_ slug: String, _ address: String, organization: String? = nil) throws -> HarvestSourceDeclaration {
        HarvestSourceDeclaration(
            slug: slug, name: "Source \(slug)", backend: .dcat, url: try #require(URL(string: address)), organization: organization,
            schedule: .daily)
    }

    private func read(_ fixture: Fixture, _ slug: String) async throws -> HarvestResult {
        let job = try await fixture.finish(fixture.catalog.harvest(slug))
        return try #require(try job.result(as: HarvestResult.self), "\(String(describing: job.error))")
    }

    @Test("A paused source is not read at its pace, a resumed one at once; each is noted once")
    func pause() async throws {
        let fixture = try await fixture()
        let lea = NotingEditor()
        let declared = try await fixture.catalog.declareSource(source("ville", "http://producteur.fr/c"), by: lea.editor)
        #expect(declared.nextRunAt != nil)
        for _ in 0..<2 { try await fixture.catalog.setSource("ville", active: false, by: lea.editor) }
        #expect(try await fixture.catalog.harvestDueSources() == 0)
        for _ in 0..<2 { try await fixture.catalog.setSource("ville", active: true, by: lea.editor) }
        #expect(try await fixture.catalog.harvestDueSources() == 1)
        // Asked for already: nobody caused it.
        try await fixture.catalog.harvest("ville", by: lea.editor)
        #expect(lea.actions == [.sourceDeclared, .sourcePaused, .sourceResumed])
        try await fixture.catalog.stopReading("ville", by: lea.editor)
        try await fixture.catalog.stopReading("ville", by: lea.editor)
        try await fixture.catalog.harvest("ville", by: lea.editor)
        #expect(lea.actions.suffix(2) == [.sourceStopped, .sourceRead])
    }

    @Test("A source that is left leaves its datasets; declared again, it makes nothing twice")
    func removal() async throws {
        let fixture = try await fixture()
        let server = try LocalServer(["/c": Self.page(["Arbres", "Bancs"])])
        defer { server.stop() }
        try await fixture.catalog.declareSource(source("ville", server.base + "/c"))
        #expect(try await read(fixture, "ville").counts.created == 2)
        #expect(try await fixture.catalog.removeSource("ville"))
        #expect(try await !fixture.catalog.removeSource("ville"))
        #expect(try await fixture.catalog.sources().isEmpty)
        #expect(try await fixture.catalog.source("ville") == nil)
        #expect(try await fixture.catalog.harvestDueSources() == 0)
        let arbres = try #require(try await fixture.catalog.dataset("arbres")).dataset
        #expect(arbres.vanishedAt == nil)
        #expect(try await fixture.catalog.origins(ofDataset: arbres.id).map(\.isFollowed) == [false])
        try await fixture.catalog.declareSource(source("ville", server.base + "/c"))
        let again = try await read(fixture, "ville")
        #expect(again.counts.created == 0 && again.counts.unchanged == 2)
        #expect(try await fixture.catalog.datasets(DatasetSearch()).total == 2)
    }

    @Test("What another source gives too is told by that one, under its own organisation")
    func inheritance() async throws {
        let fixture = try await fixture()
        for (slug, name) in [("un", "Un"), ("deux", "Deux")] {
            try await fixture.catalog.upsertOrganization(OrganizationMetadata(slug: slug, name: name))
        }
        let server = try LocalServer(["/a": Self.page(["Arbres", "Bancs"]), "/b": Self.page(["Arbres"])])
        defer { server.stop() }
        try await fixture.catalog.declareSource(source("a", server.base + "/a", organization: "un"))
        try await fixture.catalog.declareSource(source("b", server.base + "/b", organization: "deux"))
        _ = try await read(fixture, "a")
        #expect(try await read(fixture, "b").counts.grouped == 1)
        func organization(_ slug: String) async throws -> String? { try await fixture.catalog.dataset(slug)?.organization?.slug }
        #expect(try await organization("arbres") == "un")
        try await fixture.catalog.removeSource("a")
        #expect(try await organization("arbres") == "deux")
        #expect(try await organization("bancs") == "un")
    }

    @Test("A change of organisation reaches the records that did not change")
    func organizationChanges() async throws {
        let fixture = try await fixture()
        try await fixture.catalog.upsertOrganization(OrganizationMetadata(slug: "region", name: "Région"))
        let server = try LocalServer(["/c": Self.page(["Arbres"])])
        defer { server.stop() }
        try await fixture.catalog.declareSource(source("ville", server.base + "/c"))
        _ = try await read(fixture, "ville")
        #expect(try await fixture.catalog.dataset("arbres")?.organization?.name == "Ville")
        try await fixture.catalog.declareSource(source("ville", server.base + "/c", organization: "region"))
        _ = try await read(fixture, "ville")
        #expect(try await fixture.catalog.dataset("arbres")?.organization?.name == "Région")
        #expect(try await read(fixture, "ville").counts.unchanged == 1)
    }

    @Test("A reading that was stopped says so, and what is gone is listed")
    func runsAndRecords() async throws {
        let fixture = try await fixture()
        let full = try LocalServer(["/c": Self.page(["Arbres", "Bancs"])])
        let source = try await fixture.catalog.declareSource(source("ville", full.base + "/c"))
        _ = try await read(fixture, "ville")
        full.stop()
        let started = try #require(try await fixture.catalog.runs(of: source.id).first).startedAt
        #expect(try await fixture.catalog.recordCount(of: source.id, .new(since: started)) == 2)
        let less = try LocalServer(["/c": Self.page(["Arbres"])])
        defer { less.stop() }
        try await fixture.catalog.declareSource(self.source("ville", less.base + "/c"))
        _ = try await read(fixture, "ville")
        #expect(try await fixture.catalog.sourceCounts()[source.id] == SourceCounts(present: 1, vanished: 1))
        #expect(try await fixture.catalog.records(of: source.id, .vanished).map(\.dataset) == ["bancs"])
        #expect(try await fixture.catalog.records(of: source.id, .present).map(\.title) == ["Arbres"])
        #expect(try await fixture.catalog.runCount(of: source.id) == 2)
        // As a process that is killed and whose job is given up leaves it.
        let last = try #require(try await fixture.catalog.runs(of: source.id).first)
        try await fixture.store.write {
            try $0.execute("UPDATE harvest_runs SET state = 'running' WHERE id = ?", [.text(last.id.uuidString.lowercased())])
        }
        #expect(try await fixture.catalog.run(last.id, of: source.id)?.state == .interrupted)
        #expect(try await fixture.catalog.runs(of: source.id, offset: 1).map(\.state) == [.complete])
    }

    @Test("The type of a portal is told from its answers", arguments: [
        ("/c", HarvestBackendName.dcat),
        ("/ckan/api/3/action/package_search", .ckan),
    ])
    func recognised(path: String, backend: HarvestBackendName) async throws {
        let fixture = try await fixture()
        let package = #"{"success": true, "result": {"count": 1, "results": [{"id": "1", "name": "arbres", "title": "Arbres", "resources": []}]}}"#
        let server = try LocalServer([
            "/c": Self.page(["Arbres"]),
            "/ckan/api/3/action/package_search?sort=name%20asc&rows=10&start=0": LocalServer.ok(package, headers: "Content-Type: application/json\r\n"),
        ])
        defer { server.stop() }
        let found = try await fixture.catalog.preview(source("x", server.base + path), as: nil)
        #expect(found.backend == backend && found.titles == ["Arbres"])
    }

    @Test("An address is refused before anything is asked of it, or told why it cannot be read")
    func refusals() async throws {
        let server = try LocalServer([
            "/c": Self.page(["Arbres"]), "/vide": Self.page([]), "/page": LocalServer.ok("<html></html>", headers: "Content-Type: text/html\r\n"),
        ])
        defer { server.stop() }
        let strict = try await Fixture()
        await #expect { try await strict.catalog.preview(source("x", server.base + "/c"), as: .dcat) } throws: { ($0 as? CatalogError)?.kind == .fetchPrivate }
        #expect(server.requests.isEmpty)
        let fixture = try await fixture()
        for (path, backend, kind) in [
            ("/vide", HarvestBackendName.dcat, CatalogError.Code.sourceEmpty), ("/page", nil, .sourceUnrecognised), ("/absent", .dcat, .fetchStatus),
        ] as [(String, HarvestBackendName?, CatalogError.Code)] {
            await #expect("\(path)") { try await fixture.catalog.preview(source("x", server.base + path), as: backend) } throws: { ($0 as? CatalogError)?.kind == kind }
        }
        let busy = try LocalServer(["/robots.txt": "HTTP/1.1 429 Slow\r\nRetry-After: 9999\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"])
        defer { busy.stop() }
        await #expect { try await fixture.catalog.preview(source("x", busy.base + "/c"), as: nil) } throws: { ($0 as? CatalogError)?.kind == .fetchStatus }
        await #expect(throws: DocumentProblem.self) { try await fixture.catalog.preview(source("x", server.base + "/page"), as: .dcat) }
    }

    @Test("Keys in addresses are hidden, and nothing else is touched", arguments: [
        ("https://a.fr/c?page=2&q=cl%C3%A9", "https://a.fr/c?page=2&q=cl%C3%A9"),
        ("https://a.fr/c?api_key=s3cret&page=2", "https://a.fr/c?api_key=***&page=2"),
        ("https://a.fr/c?X-Access-Token=s3cret", "https://a.fr/c?X-Access-Token=***"),
        ("https://nom:s3cret@a.fr/c", "https://a.fr/c"), ("https://a.fr/c?keyword=eau", "https://a.fr/c?keyword=eau"),
    ])
    func hidden(address: String, shown: String) throws {
        #expect(try #require(URL(string: address)).withoutSecrets.absoluteString == shown)
    }

    @Test("A hidden key comes back with its own address, and with no other")
    func restored() throws {
        var former = try source("x", "https://a.fr/c?key=s3cret")
        former.filters.query = ["token": "autre", "tag": "eau"]
        #expect(former.withoutSecrets.filters.query == ["token": "***", "tag": "eau"])
        #expect(try former.withoutSecrets.restoringSecrets(of: former) == former)
        var moved = former.withoutSecrets
        moved.url = try #require(URL(string: "https://pirate.fr/c?key=***"))
        #expect(throws: CatalogError(.sourceSecret)) { try moved.restoringSecrets(of: former) }
        moved.url = try #require(URL(string: "https://pirate.fr/c"))
        #expect(throws: CatalogError(.sourceSecret)) { try moved.restoringSecrets(of: former) }
        #expect(throws: CatalogError(.sourceSecret)) { try former.withoutSecrets.restoringSecrets(of: nil) }
    }

    @Test("No key is written in a report")
    func secretsInFindings() async throws {
        let fixture = try await fixture()
        let server = try LocalServer([:])
        defer { server.stop() }
        try await fixture.catalog.declareSource(source("ville", server.base + "/c?api_key=s3cret"))
        let result = try await read(fixture, "ville")
        let findings = try await fixture.catalog.findings(of: result.run)
        #expect(findings.map(\.kind) == [.pageFailed])
        #expect(findings.first?.page?.hasSuffix("/c?api_key=***") == true)
        #expect(try !String(decoding: JSONEncoder().encode(findings), as: UTF8.self).contains("s3cret"))
    }
}

import Catalog
import Foundation
import Lake
import Store
import Tables
import Testing

@Suite("Ingestion")
struct IngestionTests {
    private static let first = "code,nom\n01001,Abergement\n01002,Varey\n"
    private static let second = "code,nom\n01001,Abergement\n01002,Varey\n01004,Ambérieu\n"

    @Test("A file becomes a version that is served")
    func publication() async throws {
        let fixture = try await Fixture()
        let job = try await fixture.ingest("Communes 2026.csv", Self.first)
        #expect(job.state == .succeeded)
        let result = try #require(try job.result(as: IngestionResult.self))
        #expect(result.outcome == .published)
        #expect(result.datasetSlug == "communes-2026")
        let detail = try #require(try await fixture.catalog.resource("communes-2026"))
        let version = try #require(detail.version)
        #expect(version.number == 1)
        #expect(version.rows == 2)
        #expect(version.originalName == "Communes 2026.csv")
        #expect(version.originalBytes == Int64(Self.first.utf8.count))
        #expect(version.mediaType == "text/csv")
        #expect(version.inspection.columns.map(\.name) == ["code", "nom"])
        #expect(detail.resource.failure == nil)
        #expect(try Data(contentsOf: fixture.lake.original(version.originalHash)) == Data(Self.first.utf8))
        let table = try #require(version.table)
        #expect(try await fixture.lake.count(table) == 2)
        // By identifier too, as addresses have it.
        #expect(try await fixture.catalog.resource(detail.resource.id.uuidString)?.resource.slug == "communes-2026")
    }

    @Test("The original is in the lake before the request is acknowledged")
    func originalIsKept() async throws {
        let fixture = try await Fixture()
        let file = try fixture.file("a.csv", Self.first)
        let job = try await fixture.catalog.ingest(IngestionRequest(source: .file(file)))
        try FileManager.default.removeItem(at: file)
        #expect(try await fixture.catalog.referencedContent().count == 1)
        #expect(try await fixture.finish(job).state == .succeeded)
    }

    @Test("The same content again makes no version; another one does, and the history stays")
    func versions() async throws {
        let fixture = try await Fixture()
        try await fixture.ingest("a.csv", Self.first)
        let again = try await fixture.ingest("a.csv", Self.first)
        #expect(try again.result(as: IngestionResult.self)?.outcome == .unchanged)
        #expect(try await fixture.catalog.versions(of: "a").count == 1)
        let changed = try await fixture.ingest("a.csv", Self.second)
        #expect(try changed.result(as: IngestionResult.self)?.version == 2)
        let versions = try await fixture.catalog.versions(of: "a")
        #expect(versions.map(\.number) == [2, 1])
        #expect(versions.map(\.rows) == [3, 2])
        #expect(versions.map(\.isCurrent) == [true, false])
        // Both originals and both tables are to be kept.
        #expect(try await fixture.catalog.referencedContent().count == 4)
    }

    @Test("A former version is served again as a new one")
    func restoration() async throws {
        let fixture = try await Fixture()
        try await fixture.ingest("a.csv", Self.first)
        try await fixture.ingest("a.csv", Self.second)
        try await fixture.catalog.restore(version: 1, of: "a")
        let detail = try #require(try await fixture.catalog.resource("a"))
        #expect(detail.version?.number == 3)
        #expect(detail.version?.restoredFrom == 1)
        #expect(detail.version?.rows == 2)
        #expect(detail.versionCount == 3)
        await #expect(throws: CatalogError.self) { try await fixture.catalog.restore(version: 9, of: "a") }
    }

    @Test("A file that cannot be read leaves what is served, and says why on the resource")
    func failure() async throws {
        let fixture = try await Fixture()
        try await fixture.ingest("a.csv", Self.first)
        let job = try await fixture.ingest("a.csv", "")
        #expect(job.state == .failed)
        #expect(job.error?.isPermanent == true)
        #expect(job.attempts == 1)
        let failed = try #require(try await fixture.catalog.resource("a"))
        #expect(failed.version?.number == 1)
        #expect(failed.resource.failure?.code.hasPrefix("tables.") == true)
        try await fixture.ingest("a.csv", Self.second)
        #expect(try await fixture.catalog.resource("a")?.resource.failure == nil)
    }

    @Test("Only a header is a table without rows, with a notice")
    func headerOnly() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.ingest("a.csv", "code,nom\n").state == .succeeded)
        let version = try #require(try await fixture.catalog.resource("a")?.version)
        #expect(version.rows == 0)
        #expect(version.inspection.columns.map(\.name) == ["code", "nom"])
        #expect(!version.inspection.notices.isEmpty)
    }

    @Test("The same content twice at once is one job")
    func sameJob() async throws {
        let fixture = try await Fixture()
        let file = try fixture.file("a.csv", Self.first)
        let first = try await fixture.catalog.ingest(IngestionRequest(source: .file(file)))
        let second = try await fixture.catalog.ingest(IngestionRequest(source: .file(file)))
        #expect(first == second)
    }

    @Test("What is not a file is refused before anything is written", arguments: ["missing.csv", "."])
    func notAFile(name: String) async throws {
        let fixture = try await Fixture()
        let path = fixture.folder.appending(path: "files").appending(path: name)
        await #expect(throws: CatalogError.self) {
            _ = try await fixture.catalog.ingest(IngestionRequest(source: .file(path)))
        }
        #expect(try await fixture.catalog.statistics().datasets == 0)
    }

    @Test("A resource of the same name in another dataset is left alone")
    func sameNameElsewhere() async throws {
        let fixture = try await Fixture()
        try await fixture.ingest("a.csv", Self.first, dataset: "un")
        try await fixture.ingest("a.csv", Self.second, dataset: "deux")
        #expect(try await fixture.catalog.resource("a")?.version?.rows == 2)
        #expect(try await fixture.catalog.resource("deux-a")?.version?.rows == 3)
        await #expect(throws: CatalogError.self) {
            let file = try fixture.file("b.csv", Self.first)
            let request = IngestionRequest(source: .file(file), datasetSlug: "deux", resourceSlug: "a")
            _ = try await fixture.catalog.ingest(request)
        }
    }

    @Test("A job stopped half-way is finished by the next runner, once")
    func interruption() async throws {
        let fixture = try await Fixture()
        let file = try fixture.file("a.csv", Self.first)
        let job = try await fixture.catalog.ingest(IngestionRequest(source: .file(file)))
        for _ in 0..<5 {
            let (queue, handlers) = (fixture.queue, fixture.catalog.jobHandlers)
            let runner = Task { await queue.run(kinds: handlers, concurrency: 1) }
            await Task.yield()
            runner.cancel()
            await runner.value
        }
        #expect(try await fixture.finish(job).state == .succeeded)
        #expect(try await fixture.catalog.versions(of: "a").map(\.number) == [1])
    }

    @Test("The figures of the catalogue add up")
    func statistics() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.catalog.statistics().lastUpdate == nil)
        try await fixture.ingest("a.csv", Self.first, dataset: "un")
        try await fixture.ingest("b.csv", Self.second, dataset: "un")
        let statistics = try await fixture.catalog.statistics()
        #expect(statistics.datasets == 1)
        #expect(statistics.resources == 2)
        #expect(statistics.rows == 5)
        #expect(statistics.bytes == Int64(Self.first.utf8.count + Self.second.utf8.count))
        #expect(statistics.lastUpdate != nil)
    }
}

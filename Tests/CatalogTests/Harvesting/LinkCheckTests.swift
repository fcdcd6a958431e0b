import Catalog
import Foundation
import Store
import Synchronization
import Testing

@Suite("Checks of addresses")
struct LinkCheckTests {
    /// A date that only tests move.
    private final class Calendar: Sendable {
        private let value = Mutex(Date(timeIntervalSince1970: 1_790_000_000))
        var now: Date { value.withLock { $0 } }
        func pass(_ seconds: TimeInterval) { value.withLock { $0 += seconds } }
    }

    private static let hour: TimeInterval = 3_600
    private static let day: TimeInterval = 86_400
    private static let table = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 8\r\nConnection: close\r\n\r\na;b\n1;2\n"

    private func fixture(_ calendar: Calendar) async throws -> Fixture {
        var harvesting = HarvestSettings(clock: WallClock(now: { calendar.now }, sleep: { _ in }))
        harvesting.interval = 0
        return try await Fixture(fetcher: Fetcher(allowsPrivateAddresses: true), harvesting: harvesting, now: { calendar.now })
    }

    /// A dataset harvested from a document, with a table at each address.
    private func harvest(_ fixture: Fixture, _ addresses: [String], readsTables: Bool = false) async throws -> UUID {
        let files = addresses.map { "{\"@type\": \"dcat:Distribution\", \"dct:title\": \"\($0)\", \"dct:format\": \"CSV\", \"dcat:downloadURL\": {\"@id\": \"\($0)\"}}" }
        let document = """
            {"@id": "http://p.fr/1", "@type": "dcat:Dataset", "dct:identifier": "1", "dct:title": "Arbres",
             "dcat:distribution": [\(files.joined(separator: ","))]}
            """
        let file = try fixture.file("catalogue.jsonld", document)
        try await fixture.catalog.declareSource(HarvestSourceDeclaration(
            slug: "ville", name: "Ville", backend: .folder, url: file.deletingLastPathComponent(), readsTables: readsTables))
        try await fixture.finish(fixture.catalog.harvest("ville"))
        return try #require(try await fixture.catalog.dataset("arbres")).dataset.id
    }

    @discardableResult
    private func check(_ fixture: Fixture) async throws -> CheckResult? {
        guard let job = try await fixture.catalog.checkDueAddresses() else { return nil }
        return try await fixture.finish(job).result(as: CheckResult.self)
    }

    private func states(_ fixture: Fixture, _ dataset: UUID) async throws -> [String: ResourceCheck] {
        let found = try #require(try await fixture.catalog.dataset(dataset.text)).resources
        let checks = Dictionary(uniqueKeysWithValues: found.compactMap { detail in detail.check.map { (detail.id, $0) } })
        let resources = try #require(try await fixture.catalog.dataset("arbres")).resources
        return Dictionary(uniqueKeysWithValues: resources.compactMap { detail in
            checks[detail.id].map { (detail.resource.sourceURL?.lastPathComponent ?? "", $0) }
        })
    }

    @Test("Each answer is told for what it is")
    func answers() async throws {
        let calendar = Calendar()
        let fixture = try await fixture(calendar)
        let server = try LocalServer([
            "/bon.csv": Self.table,
            "/interdit.csv": "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "/panne.csv": "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "/page.csv": LocalServer.ok("<!doctype html><html><body>Erreur</body></html>", headers: "Content-Type: text/html\r\n"),
        ])
        defer { server.stop() }
        let names = ["bon.csv", "interdit.csv", "panne.csv", "page.csv", "absent.csv"]
        let dataset = try await harvest(fixture, names.map { "\(server.base)/\($0)" } + ["ftp://a.fr/ftp.csv"])
        try await check(fixture)
        let found = try await states(fixture, dataset)
        let expected: [String: ResourceCheck.State] = [
            "bon.csv": .available, "interdit.csv": .refused, "panne.csv": .failing, "page.csv": .wrongFormat,
            "absent.csv": .missing, "ftp.csv": .unchecked,
        ]
        #expect(found.mapValues(\.state) == expected)
        #expect(found["page.csv"]?.answer.format == "html")
        #expect(found.filter(\.value.isAlarming).keys.sorted() == ["absent.csv", "interdit.csv", "page.csv"])
        let asked = server.requests.filter { !$0.contains("/robots.txt") }
        #expect(asked.allSatisfy { $0.contains("bytes=0-4095") }, "only the beginning is asked for")
        #expect(server.requests.count == asked.count + 1, "rules are asked for once")
        let quality = try #require(try await fixture.catalog.dataset("arbres")).quality
        let links = try #require(quality.criteria.first { $0.key == .links })
        #expect(links.share == 0.4, "two of five: one failure that may pass counts for nothing yet")
        #expect(links.evidence.compactMap(\.since).count == 3 && links.explanationKey == "quality.links.some")
        // Nothing was to be read here: the files are judged by their links and what is announced of them.
        #expect(!quality.criteria.contains { $0.key == .readable } && quality.criteria.contains { $0.key == .openFormat })
        // A server that fails twice is no longer a matter of chance.
        calendar.pass(2 * Self.hour)
        try await check(fixture)
        let again = try await states(fixture, dataset)
        #expect(again["panne.csv"]?.isAlarming == true)
        #expect(again["absent.csv"]?.since == found["absent.csv"]?.checkedAt)
        #expect(again["bon.csv"]?.checkedAt == found["bon.csv"]?.checkedAt, "a sound address is not asked again within the day")
    }

    @Test("What robots.txt keeps from programs is not asked, and is no fault; all of it where the rules cannot be had")
    func robots() async throws {
        let rules = "User-agent: *\nDisallow: /secret\n"
        let busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        for (answer, expected) in [(LocalServer.ok(rules), [ResourceCheck.State.available, .unchecked]), (busy, [.unchecked, .unchecked])] {
            let fixture = try await fixture(Calendar())
            let server = try LocalServer(["/robots.txt": answer, "/ouvert.csv": Self.table, "/secret/ferme.csv": Self.table])
            defer { server.stop() }
            let dataset = try await harvest(fixture, ["\(server.base)/ouvert.csv", "\(server.base)/secret/ferme.csv"])
            try await check(fixture)
            let found = try await states(fixture, dataset)
            #expect([found["ouvert.csv"]?.state, found["ferme.csv"]?.state] == expected)
            #expect(!server.requests.contains { $0.contains("/secret") })
            #expect(found.values.allSatisfy { !$0.isAlarming })
        }
    }

    @Test("Checks back off, and come back at once to a file that is there again")
    func backingOff() async throws {
        let calendar = Calendar()
        let fixture = try await fixture(calendar)
        let broken = try LocalServer([:])
        let dataset = try await harvest(fixture, ["\(broken.base)/a.csv"])
        var waits: [TimeInterval] = []
        for _ in 0..<6 {
            try await check(fixture)
            let found = try #require(try await states(fixture, dataset)["a.csv"])
            waits.append(found.checkAfter.timeIntervalSince(found.checkedAt) / Self.hour)
            calendar.pass(found.checkAfter.timeIntervalSince(calendar.now) + 1)
        }
        broken.stop()
        // An hour, two, four… within a tenth.
        for (wait, hours) in zip(waits, [1.0, 2, 4, 8, 16, 32]) { #expect(abs(wait / hours - 1) <= 0.11, "\(waits)") }
        #expect(try await states(fixture, dataset)["a.csv"]?.failures == 6)
    }

    @Test("A server that leaves three addresses without an answer is not asked the others")
    func deadServer() async throws {
        let fixture = try await fixture(Calendar())
        // A port of the system at which nothing listens.
        let dataset = try await harvest(fixture, (1...5).map { "http://127.0.0.1:1/\($0).csv" })
        try await check(fixture)
        let found = try await states(fixture, dataset)
        #expect(found.values.allSatisfy { $0.state == .unreachable })
        #expect(found.values.filter(\.answer.isInferred).count == 2)
    }

    @Test("A changed file is seen, and its table read again where the source asks for it")
    func changes() async throws {
        let calendar = Calendar()
        let fixture = try await fixture(calendar)
        let first = try LocalServer(["/a.csv": LocalServer.ok("a;b\n1;2\n", headers: "Content-Type: text/csv\r\nETag: \"un\"\r\n")])
        let dataset = try await harvest(fixture, ["\(first.base)/a.csv"], readsTables: true)
        #expect(try await check(fixture)?.read == 1)
        #expect(try await check(fixture) == nil, "nothing is due")
        calendar.pass(2 * Self.day)
        #expect(try await check(fixture)?.changed == 0)
        first.stop()
        #expect(try await states(fixture, dataset)["a.csv"]?.answer.changedAt == nil)
    }

    @Test("Months of checks tell how available a reference base is")
    func references() async throws {
        let calendar = Calendar()
        let fixture = try await fixture(calendar)
        let base = ReferenceBase.ban
        let files = try LocalServer(["/a.csv": Self.table])
        defer { files.stop() }
        let server = try LocalServer([
            "/api/1/datasets/\(base.datasetID)/": LocalServer.ok(
                """
                {"id": "\(base.datasetID)", "title": "Base adresse nationale", "description": "Toutes les adresses.", "tags": ["adresse"],
                 "license": "lov2", "frequency": "weekly", "page": "https://www.data.gouv.fr/datasets/\(base.datasetID)/",
                 "last_modified": "2026-09-18T06:00:00", "spatial": {"granularity": "fr:commune"},
                 "resources": [{"id": "r", "title": "Adresses", "url": "\(files.base)/a.csv", "format": "csv", "type": "main"}]}
                """, headers: "Content-Type: application/json\r\n")
        ])
        defer { server.stop() }
        var source = ReferenceBase.source
        source.url = try #require(URL(string: server.base))
        try await fixture.catalog.declareSource(source)
        try await fixture.finish(fixture.catalog.harvest(source.slug))
        for _ in 0..<20 {
            try await fixture.catalog.forgetCheckDates()
            try await check(fixture)
        }
        let reports = try await fixture.catalog.referenceReports()
        #expect(reports.map(\.base) == ReferenceBase.allCases)
        #expect(reports.filter { $0.dataset != nil }.map(\.base) == [base])
        let duties = try #require(reports.first { $0.base == base }).duties
        #expect(duties.map(\.kind) == [.metadata, .process, .freshness, .availability])
        #expect(duties.map(\.state) == [.kept, .unknown, .kept, .kept], "\(duties)")
        calendar.pass(10 * Self.day)
        let later = try #require(try await fixture.catalog.referenceReports().first { $0.base == base }).duties
        #expect(later.first { $0.kind == .freshness }?.state == .broken)
    }
}

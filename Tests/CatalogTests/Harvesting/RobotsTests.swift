import Catalog
import Foundation
import Store
import Testing

@Suite("Rules for programs (robots.txt)")
struct RobotsTests {
    @Test("The longest rule decides, in one spelling of addresses", arguments: [
        ("/a", true), ("/prive", false), ("/prive/ouvert", true), ("/x.pdf", false), ("/x.pdf?a", true),
        // One address has several spellings.
        ("/donn%C3%A9es", false), ("/données", false), ("/%70rive", false), ("/liste%2a", false), ("/liste*", false), ("/listes", true),
        ("/a$b", false), ("/", true), ("", true),
    ])
    func rules(path: String, isAllowed: Bool) {
        let rules = RobotsRules(
            "User-agent: *\nDisallow: /prive\nAllow: /prive/ouvert\nDisallow: /*.pdf$\nDisallow: /données\nDisallow: /liste%2A\nDisallow: /a$b\n",
            agent: "Portulan")
        #expect(rules.allows(path) == isAllowed)
    }

    @Test("The rules of a program's own name count, whatever the case, and no other's", arguments: [
        ("User-agent: portulan\nDisallow: /c\n\nUser-agent: *\nDisallow: /\n", "/a", true),
        ("User-agent: PORTULAN/2.0\nDisallow: /c\n", "/c", false), ("User-agent: Port\nDisallow: /c\n", "/c", true),
        ("User-agent: a\nUser-agent: portulan\nDisallow: /c\n", "/c", false), ("User-agent:\nDisallow: /c\n", "/c", true),
        ("Disallow: /c\n", "/c", true), ("User-agent: *\nDisallow:\n", "/c", true),
    ])
    func names(text: String, path: String, isAllowed: Bool) {
        #expect(RobotsRules(text, agent: "Portulan").allows(path) == isAllowed)
    }

    @Test("Rules are read whatever the character set and the ends of lines")
    func charsets() throws {
        let text = "User-agent: *\r\nDisallow: /c # tout\r\n"
        let utf16 = try #require(text.data(using: .utf16))
        let documents: [Data] = [
            Data(text.utf8), Data([0xEF, 0xBB, 0xBF] + text.utf8), utf16, Data(text.replacing("\r\n", with: "\r").utf8),
            Data("\0\u{FFFD}:\n".utf8) + Data(text.utf8), Data([0xE9, 0x0A]) + Data(text.utf8),
        ]
        for document in documents { #expect(!RobotsRules(document, agent: "Portulan").allows("/c"), "\([UInt8](document.prefix(20)))") }
        // Bytes of Latin-1 are those of an address that says the same bytes.
        let latin = Data("User-agent: *\nDisallow: /d".utf8) + Data([0xE9, 0x0A])
        #expect(!RobotsRules(latin, agent: "Portulan").allows("/d%e9"))
        #expect(RobotsRules(Data("<!doctype html><title>User-agent: *</title>".utf8), agent: "Portulan").allows("/c"))
    }

    @Test("A bomb of stars costs a bounded number of steps, and forbids what it makes too long to tell")
    func bombs() {
        let bomb = "User-agent: *\n" + (0..<200).map { "Disallow: /*" + String(repeating: "a", count: 1_000 + $0) + "b\n" }.joined()
        let rules = RobotsRules(bomb, agent: "Portulan")
        #expect(!rules.allows("/" + String(repeating: "a", count: 8_000)))
        #expect(rules.allows("/catalogue"))
        #expect(!RobotsRules("User-agent: *\nDisallow: /" + String(repeating: "*", count: 100_000) + "c\n", agent: "Portulan").allows("/bac"))
    }

    @Test("The pace that a site asks for is heeded within reason", arguments: [
        ("2.5", 2.5), ("900", 60), ("1e999", nil), ("nan", nil), ("inf", nil), ("-5", nil), ("demain", nil),
    ] as [(String, Double?)])
    func delays(text: String, delay: Double?) {
        #expect(RobotsRules("User-agent: *\nCrawl-delay: \(text)\n", agent: "Portulan").delay == delay)
    }

    private static let filler = String(repeating: "# \(String(repeating: "x", count: 97))\n", count: 6_000)
    private static let closing = "User-agent: *\nDisallow: /c\n"

    struct Portal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let robots: String?
        let state: HarvestState
        let findings: [String]

        init(_ name: String, _ robots: String?, _ state: HarvestState, _ findings: String...) {
            (testDescription, self.robots, self.state, self.findings) = (name, robots, state, findings)
        }
    }

    private static func empty(_ line: String) -> String { "HTTP/1.1 \(line)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" }

    @Test("A portal's file, whatever it is, is bounded, and what is wrong with it is told", arguments: [
        Portal("absent", nil, .complete), Portal("a page", LocalServer.ok("<!doctype html><p>Bienvenue"), .complete),
        Portal("closed", LocalServer.ok(closing), .failed, "page.failed"),
        Portal("huge, its rule in front", LocalServer.ok(closing + filler), .failed, "page.failed", "robots.cut"),
        Portal("huge, its rule far behind", LocalServer.ok(filler + closing), .complete, "robots.cut"),
        Portal("cut in a rule", LocalServer.ok("User-agent: *\nDisallow: /" + String(repeating: "c", count: 600_000)), .complete, "robots.cut"),
        Portal("goes round in circles", LocalServer.redirect("/robots.txt"), .complete, "robots.redirects"),
        Portal("leads to no address", empty("301 Moved"), .complete, "robots.redirects"),
        Portal("leads out of the web", LocalServer.redirect("file:///etc/passwd"), .failed, "page.failed"),
        Portal("broken", empty("500 Oops"), .failed, "page.failed"), Portal("forbidden", empty("403 No"), .complete),
    ])
    func portals(portal: Portal) async throws {
        let fixture = try await Fixture(
            fetcher: Fetcher(allowsPrivateAddresses: true),
            harvesting: HarvestSettings(clock: WallClock(now: { Date() }, sleep: { _ in })))
        let catalogue = """
            {"@id": "http://p.fr/1", "@type": "dcat:Dataset", "dct:identifier": "1", "dct:title": "Arbres"}
            """
        var answers = ["/c": LocalServer.ok(catalogue, headers: "Content-Type: application/ld+json\r\n")]
        answers["/robots.txt"] = portal.robots
        let server = try LocalServer(answers)
        defer { server.stop() }
        try await fixture.catalog.declareSource(HarvestSourceDeclaration(
            slug: "ville", name: "Ville", backend: .dcat, url: try #require(URL(string: server.base + "/c"))))
        let job = try await fixture.finish(fixture.catalog.harvest("ville"))
        let result = try #require(try job.result(as: HarvestResult.self), "\(String(describing: job.error))")
        #expect(result.state == portal.state)
        let told = result.counts.findings.filter { !$0.key.hasPrefix("record.") }
        #expect(told.keys.sorted() == portal.findings)
        #expect(server.requests.contains { $0.hasPrefix("GET /c ") } == (portal.state == .complete))
    }
}

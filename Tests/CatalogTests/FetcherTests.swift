import Catalog
import Foundation
import Store
import Tables
import Testing

@Suite("Sources that are addresses")
struct FetcherTests {
    private static let csv = "code,nom\n01001,Abergement\n"

    private func withServer(
        _ answers: [String: String], fetcher: Fetcher = Fetcher(allowsPrivateAddresses: true),
        _ body: (LocalServer, Fetcher, URL) async throws -> Void
    ) async throws {
        let server = try LocalServer(answers)
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-fetch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            server.stop()
            try? FileManager.default.removeItem(at: folder)
        }
        try await body(server, fetcher, folder)
    }

    private func url(_ text: String) throws -> URL { try #require(URL(string: text)) }

    /// The code of the error that a fetch ends in.
    private func code(_ fetcher: Fetcher, _ address: String, _ folder: URL) async throws -> String? {
        do {
            _ = try await fetcher.fetch(url(address), into: folder)
            return nil
        } catch let error as CatalogError {
            return error.code
        }
    }

    @Test("A file comes whole, with the name the server gives")
    func file() async throws {
        let headers = "Content-Type: text/csv; charset=utf-8\r\nContent-Disposition: attachment; filename=\"../communes.csv\"\r\n"
        try await withServer(["/x": LocalServer.ok(Self.csv, headers: headers)]) { server, fetcher, folder in
            let file = try await fetcher.fetch(url("\(server.base)/x"), into: folder)
            #expect(file.name == "communes.csv")
            #expect(file.mediaType == "text/csv")
            #expect(file.bytes == Int64(Self.csv.utf8.count))
            #expect(try String(contentsOf: file.path, encoding: .utf8) == Self.csv)
        }
    }

    @Test("The name comes from the address otherwise, its end from the media type", arguments: [
        ("/export", "Content-Type: text/csv\r\n", "export.csv"), ("/d%C3%A9p.csv", "", "dép.csv"),
        ("/", "Content-Type: application/json\r\n", "127.0.0.1.json"),
    ])
    func name(path: String, headers: String, expected: String) async throws {
        try await withServer([path: LocalServer.ok("x", headers: headers)]) { server, fetcher, folder in
            let file = try await fetcher.fetch(url(server.base + path), into: folder)
            #expect(file.name == expected)
        }
    }

    @Test("Redirections are followed, relative ones too")
    func redirects() async throws {
        let answers = [
            "/a": LocalServer.redirect("{base}/b"), "/b": LocalServer.redirect("c.csv"), "/c.csv": LocalServer.ok(Self.csv),
        ]
        try await withServer(answers) { server, fetcher, folder in
            let file = try await fetcher.fetch(url("\(server.base)/a"), into: folder)
            #expect(file.address.path == "/c.csv")
        }
    }

    @Test("What cannot be had is told by its own error", arguments: [
        ("/loop", "catalog.fetch.redirects"), ("/lost", "catalog.fetch.redirect_missing"),
        ("/missing", "catalog.fetch.status"), ("/busy", "catalog.fetch.status"), ("/ftp", "catalog.fetch.scheme"),
        ("/large", "catalog.fetch.too_large"), ("/endless", "catalog.fetch.too_large"),
        ("/cut", "catalog.fetch.connection"),
    ])
    func errors(path: String, expected: String) async throws {
        var limits = Fetcher.Limits()
        limits.maximumBytes = 1_000
        let answers = [
            "/loop": LocalServer.redirect("{base}/loop"),
            "/lost": "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "/busy": "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "/ftp": LocalServer.redirect("ftp://example.org/x.csv"),
            "/large": LocalServer.ok(String(repeating: "x", count: 2_000)),
            "/endless": "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + String(repeating: "x", count: 2_000),
            "/cut": "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\n12345",
        ]
        try await withServer(
            answers, fetcher: Fetcher(limits: limits, allowsPrivateAddresses: true)
        ) { server, fetcher, folder in
            let found = try await code(fetcher, server.base + path, folder)
            #expect(found == expected)
        }
    }

    @Test("Trying again is for errors that may pass", arguments: [("/missing", true), ("/busy", false)])
    func permanence(path: String, isPermanent: Bool) async throws {
        let answers = ["/busy": "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"]
        try await withServer(answers) { server, fetcher, folder in
            let error = await #expect(throws: CatalogError.self) {
                _ = try await fetcher.fetch(url(server.base + path), into: folder)
            }
            #expect(error?.isPermanent == isPermanent)
        }
    }

    @Test("Addresses of this machine and its network are refused, however they are spelt", arguments: [
        "http://127.0.0.1:{port}/x", "http://localhost:{port}/x", "http://0177.0.0.1:{port}/x", "http://2130706433:{port}/x",
        "http://[::1]:{port}/x", "http://[::ffff:127.0.0.1]:{port}/x", "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/x", "http://0.0.0.0:{port}/x",
    ])
    func privateAddresses(address: String) async throws {
        try await withServer(["/x": LocalServer.ok(Self.csv)], fetcher: Fetcher()) { server, fetcher, folder in
            let text = address.replacingOccurrences(of: "{port}", with: "\(server.port)")
            let found = try await code(fetcher, text, folder)
            #expect(found == "catalog.fetch.private")
            #expect(server.requests.isEmpty)
        }
    }

    @Test("A public name that leads to a private address is refused, even for one of its addresses")
    func privateName() async throws {
        let mixed = HostResolution { _ in [IPAddress(bytes: [8, 8, 8, 8]), IPAddress(bytes: [127, 0, 0, 1])].compactMap { $0 } }
        try await withServer([:], fetcher: Fetcher(resolution: mixed)) { server, fetcher, folder in
            let found = try await code(fetcher, "http://example.org:\(server.port)/x", folder)
            #expect(found == "catalog.fetch.private")
            #expect(server.requests.isEmpty)
        }
    }

    @Test("The connection goes to the address that was checked, under the name that was asked")
    func pinning() async throws {
        let pinned = HostResolution { _ in [IPAddress(bytes: [127, 0, 0, 1])].compactMap { $0 } }
        let fetcher = Fetcher(allowsPrivateAddresses: true, resolution: pinned)
        try await withServer(["/x.csv": LocalServer.ok(Self.csv)], fetcher: fetcher) { server, fetcher, folder in
            _ = try await fetcher.fetch(url("http://Portail.Invalid:\(server.port)/x.csv"), into: folder)
            #expect(server.requests.first?.lowercased().contains("host: portail.invalid:\(server.port)") == true)
        }
    }

    @Test("Addresses that make no sense are refused", arguments: [
        ("file:///etc/passwd", "catalog.fetch.scheme"), ("http://user:secret@example.org/x", "catalog.fetch.address"),
        ("gopher://example.org/", "catalog.fetch.scheme"),
    ])
    func nonsense(address: String, expected: String) async throws {
        try await withServer([:]) { _, fetcher, folder in
            let found = try await code(fetcher, address, folder)
            #expect(found == expected)
        }
    }

    @Test("An address becomes a resource, and fails without harm when its server does")
    func ingestion() async throws {
        let server = try LocalServer(["/communes.csv": LocalServer.ok(Self.csv)])
        defer { server.stop() }
        let fixture = try await Fixture(fetcher: Fetcher(allowsPrivateAddresses: true))
        let good = IngestionRequest(source: .url(try url("\(server.base)/communes.csv")), datasetSlug: "d")
        let published = try await fixture.finish(fixture.catalog.ingest(good))
        #expect(published.state == .succeeded)
        let detail = try #require(try await fixture.catalog.resource("communes"))
        #expect(detail.version?.rows == 1)
        #expect(detail.resource.sourceURL?.path == "/communes.csv")
        let gone = IngestionRequest(
            source: .url(try url("\(server.base)/gone.csv")), datasetSlug: "d", resourceSlug: "communes")
        let failed = try await fixture.finish(fixture.catalog.ingest(gone))
        #expect(failed.state == .failed)
        #expect(failed.error?.code == "catalog.fetch.status")
        let after = try #require(try await fixture.catalog.resource("communes"))
        #expect(after.version?.rows == 1)
        #expect(after.resource.failure?.code == "catalog.fetch.status")
    }
}

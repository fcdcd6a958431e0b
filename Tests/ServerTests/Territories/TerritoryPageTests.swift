import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Server
import Testing

@Suite("Pages of territories") struct TerritoryPageTests {
    private func page(_ path: String) async throws -> (status: HTTPResponse.Status, body: String, location: String?) {
        let answer = try await ServedInstance.answer(path, [.accept: "text/html", .acceptLanguage: "fr"])
        return (answer.status, String(buffer: answer.body).replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " "), answer.headers[.location])
    }

    @Test("the documentation names every page", arguments: TerritoryAddress.allCases)
    func documented(_ address: TerritoryAddress) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/site.md"), encoding: .utf8)
        #expect(text.contains("| `\(address.path)` |"))
    }

    @Test("the documentation names every address of the API", arguments: TerritoryEndpoint.allCases)
    func documented(_ endpoint: TerritoryEndpoint) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/api.md"), encoding: .utf8)
        #expect(text.contains("| `\(endpoint.path)` |"))
    }

    @Test("A territory tells what it is, where, and how it stands among others", arguments: [
        ("/territoires/commune/13055", ["Marseille", "Commune de Bouches-du-Rhône, Provence-Alpes-Côte d’Azur", "870 000", "13001", "Métropole", "1 sur 2 communes", "508 500"]),
        ("/territoires/departement/13", ["Bouches-du-Rhône", "2 communes", "Aix-en-Provence", "Marseille", "Chef-lieu", "1 017 000"]),
        ("/territoires/epci/200054807", ["Métropole", "2 communes"]),
        ("/territoires/region/93", ["1 département", "Bouches-du-Rhône"]),
        ("/territoires/france/FRANCE", ["1 région", "Provence-Alpes-Côte d’Azur"]),
        ("/territoires/commune", ["2 communes", "Bouches-du-Rhône"]),
        ("/territoires?q=marseille", ["Marseille", "2 territoires pour « marseille »"]),
        ("/territoires?q=13100", ["Aix-en-Provence", "13100"]),
    ])
    func told(path: String, expected: [String]) async throws {
        let (status, body, _) = try await page(path)
        #expect(status == .ok)
        for text in expected { #expect(body.contains(text), "\(path): \(text)") }
    }

    @Test("One address a territory", arguments: [
        ("/territoires/region/093", nil), ("/territoires/france/france", "/territoires/france/FRANCE"), ("/territoires/france", "/territoires/france/FRANCE"),
        ("/territoires/departement/13?page=7", "/territoires/departement/13"), ("/territoires/commune?page=9", "/territoires/commune"),
    ] as [(String, String?)])
    func canonical(path: String, target: String?) async throws {
        let (status, _, location) = try await page(path)
        #expect(location == target)
        #expect(status == (target == nil ? .notFound : .seeOther))
    }

    @Test("A commune that is no more answers with its successors", arguments: [
        ("13901", ["Le Petit-Bourg", "n’existe plus", "1er janvier 2020", "Aix-en-Provence", "Fusion simple"], ["commune:13001"]),
        ("13902", ["Partagé", "partagé entre Aix-en-Provence et Marseille"], ["commune:13001", "commune:13055"]),
    ])
    func former(code: String, expected: [String], successors: [String]) async throws {
        let (status, body, _) = try await page("/territoires/commune/\(code)")
        #expect(status == .ok)
        for text in expected { #expect(body.contains(text), "\(text)") }
        let json = String(buffer: try await ServedInstance.answer("/api/territories/commune/\(code)/").body)
        for successor in successors { #expect(json.contains("\"\(successor)\"")) }
    }

    @Test("What does not exist is told, with what is near", arguments: [
        ("/territoires/commune/13056", "13056"), ("/territoires/departement/13001", "Aix-en-Provence"), ("/territoires/villes/Marseille", "Marseille"),
        ("/territoires/commune/%3Cscript%3E", "&lt;script&gt;"),
        ("/territoires/ici?longitude=0&latitude=0", "en mer"),
    ])
    func missing(path: String, expected: String) async throws {
        let (status, body, _) = try await page(path)
        #expect(status == .notFound)
        #expect(body.contains(expected))
        #expect(!body.contains("<script>"))
    }

    @Test("Requests that make no sense say so", arguments: [
        ("/territoires/ici", 400), ("/territoires/commune/..%2F..%2Fetc", 400), ("/territoires/ici?longitude=x&latitude=1", 400), ("/territoires/ici?longitude=200&latitude=1", 400),
        ("/territoires/ici?longitude=nan&latitude=1", 400), ("/territoires/tuiles/commune/3/1/1.mvt", 404), ("/territoires/tuiles/ville/9/1/1.mvt", 404),
        ("/territoires/tuiles/commune/10/9999/1.mvt", 404), ("/territoires/tuiles/commune/10/1/1.png", 404),
        ("/api/territories/?level=ville", 400), ("/api/territories/?in=nowhere", 400), ("/api/territories/?page=0", 400),
        ("/api/territories/commune/00000/", 404), ("/api/territories/at/?longitude=2", 400), ("/api/territories/at/?longitude=0&latitude=0", 404),
    ])
    func refused(path: String, status: Int) async throws {
        #expect(try await page(path).status.code == status)
    }

    @Test("The API answers", arguments: [
        ("/api/territories/", ["\"total\":1", "region:93"]), ("/api/territories/?level=commune", ["\"total\":2"]),
        ("/api/territories/?q=aix", ["commune:13001"]), ("/api/territories/?level=commune&in=departement:13&page_size=1&page=2", ["commune:13055", "\"total\":2"]),
        ("/api/territories/commune/13001/", ["\"population\":147000", "\"postal_codes\":[\"13100\"]", "\"kind\":31", "2026-01-01"]),
        ("/api/1/spatial/levels/", ["fr:departement"]), ("/api/1/spatial/zones/suggest/?q=mars", ["fr:commune:13055"]),
    ])
    func api(path: String, expected: [String]) async throws {
        let answer = try await ServedInstance.answer(path)
        #expect(answer.status == .ok)
        let body = String(buffer: answer.body)
        for text in expected { #expect(body.contains(text), "\(body.prefix(400))") }
    }

    @Test("The site map lists the pages of territories") func siteMap() async throws {
        let index = String(buffer: try await ServedInstance.answer("/sitemap.xml").body)
        #expect(index.contains("/sitemap-territoires.xml"))
        let part = String(buffer: try await ServedInstance.answer("/sitemap-territoires.xml").body)
        #expect(part.contains("/territoires/commune/13001</loc>") && part.contains("/territoires</loc>"))
    }
}

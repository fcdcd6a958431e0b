import Catalog
import Foundation
import HTTPTypes
import Identity
import Server
import Testing

@Suite("Pages of the catalogues that are harvested") struct HarvestPageTests {
    let desk: BouquetDesk
    var catalog: Catalog { desk.site.catalog }

    init() async throws { desk = try await BouquetDesk.shared.value }

    /// Signed in once: many at the door of one account are what its throttle is against.
    private static let chief = Task {
        var browser = TestBrowser(site: try await BouquetDesk.shared.value.site)
        try await browser.login("chef@exemple.fr")
        return browser
    }

    private func chief() async throws -> TestBrowser { try await Self.chief.value }

    /// A form for an address that answers nobody, declared all the same.
    private static func form(_ name: String, _ address: String = "https://absent.invalid/catalogue", type: String = "ckan") -> [(String, String)] {
        [
            ("nom", name), ("identifiant", ""), ("adresse", address), ("type", type), ("rythme", "weekly"), ("organisation", "rennes"),
            ("quandmeme", "oui"),
        ]
    }

    private func declare(_ slug: String, _ address: String = "https://absent.invalid") async throws {
        try await catalog.declareSource(HarvestSourceDeclaration(
            slug: slug, name: slug, backend: .ckan, url: try #require(URL(string: address))))
    }

    @Test("the documentation names every page", arguments: HarvestAddress.allCases)
    func documented(_ address: HarvestAddress) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/site.md"), encoding: .utf8)
        #expect(text.contains("| `\(address.path)` |"))
    }

    @Test("Declared, changed, paused, read, stopped, removed, and noted at each step") func wholeLife() async throws {
        var browser = try await chief()
        let path = "/moissonnage/portail-b-d-essai"
        let form = Self.form("Portail <b>d'essai")
        for _ in 0..<2 {
            let made = try await browser.submit(form, to: "/moissonnage/nouvelle")
            #expect(made.headers[.location] == path + "?fait=declaree")
        }
        let source = try #require(try await catalog.source("portail-b-d-essai"))
        #expect(source.declaration.backend == .ckan && source.declaration.schedule == .weekly && source.declaration.organization == "rennes")
        #expect(source.declaration.followsRobots && !source.declaration.readsTables && source.nextRunAt != nil)
        let page = try await browser.send(path + "?fait=declaree").body
        #expect(page.contains("Portail &lt;b&gt;d") && page.contains("https://absent.invalid/catalogue") && !page.contains("Portail <b>"))

        let changes = Self.form("Portail", "https://absent.invalid/autre", type: "dcat")
            + [("robots", "non"), ("tables", "oui"), ("producteurs", "Ville\r\n\r\n Région "), ("parametres", "tag=eau\r\napi_key=s3cret")]
        #expect(try await browser.submit(changes, to: path + "/modifier").headers[.location] == path + "?fait=modifiee")
        let changed = try #require(try await catalog.source("portail-b-d-essai")).declaration
        #expect(changed.backend == .dcat && changed.url.absoluteString == "https://absent.invalid/autre")
        #expect(changed.filters.organizations == ["Ville", "Région"] && changed.filters.query == ["tag": "eau", "api_key": "s3cret"])
        #expect(!changed.followsRobots && changed.readsTables)
        #expect(try await !browser.send(path + "/modifier").body.contains("s3cret"))

        for action in ["pause", "pause", "reprendre", "lire", "lire", "arreter"] {
            #expect(try await browser.submit([("action", action)], to: path).status == .seeOther, "\(action)")
        }
        #expect(try await browser.submit([("action", "voler")], to: path).status == .forbidden)
        #expect(try await browser.send("/moissonnage").body.contains(path))
        let removal = try await browser.send(path + "/retirer").body
        #expect(removal.contains("portail-b-d-essai"))
        let token = try await browser.token("/compte")
        for _ in 0..<2 {
            let gone = try await browser.send(path + "/retirer", method: .post, form: [("jeton", token)])
            #expect(gone.headers[.location] == "/moissonnage?fait=retiree")
        }
        #expect(try await browser.send(path).status == .notFound)

        let entries = try await desk.site.identity.journal.entries(subject: JournalSubject("source", source.id.uuidString.lowercased(), name: ""))
        #expect(entries.map(\.action.rawValue) == [
            "source.removed", "source.stopped", "source.read", "source.resumed", "source.paused", "source.changed", "source.declared",
        ])
        #expect(entries.allSatisfy { $0.actor.name == "chef@exemple.fr" })
        #expect(entries[5].before != nil && entries[5].after != nil)
    }

    @Test("All links are checked again where an administrator asks, and it is noted") func links() async throws {
        var browser = try await chief()
        let token = try await browser.token("/compte")
        let answer = try await browser.send("/moissonnage", method: .post, form: [("jeton", token)])
        #expect(answer.headers[.location] == "/moissonnage?fait=liens")
        let entries = try await desk.site.identity.journal.entries(subject: JournalSubject("links", "all", name: ""))
        #expect(entries.map(\.action.rawValue) == ["links.checked"])
    }

    @Test("What cannot be declared is told beside its field, and nothing that was written is lost", arguments: [
        ("file:///etc", "ckan", "adresse-erreur"), ("/etc/passwd", "dcat", "adresse-erreur"), ("ftp://a.fr/x", "csv", "adresse-erreur"),
        ("https://nom:secret@a.fr", "ckan", "adresse-erreur"), ("", "ckan", "adresse-erreur"), ("https://a.fr", "folder", "type-erreur"),
        ("https://a.fr", "autre", "type-erreur"), ("http://127.0.0.1:9/x", "dcat", "adresse-erreur"), ("http://[::1]/x", "ckan", "adresse-erreur"),
        ("http://169.254.169.254/latest", "auto", "adresse-erreur"), ("https://absent.invalid/x?key=***", "dcat", "adresse-erreur"),
    ])
    func refused(address: String, type: String, mark: String) async throws {
        var browser = try await chief()
        let name = "Refus \(address.count) \(type)"
        let answer = try await browser.submit(
            Self.form(name, address, type: type) + [("motscles", "eau potable")], to: "/moissonnage/nouvelle")
        #expect(answer.status == .unprocessableContent && answer.body.contains(mark))
        #expect(answer.body.contains("value=\"\(name)\"") && answer.body.contains("eau potable"))
        #expect(try await catalog.sources().allSatisfy { !$0.declaration.name.hasPrefix("Refus") })
    }

    @Test("An address that does not answer can be declared all the same, once that is said") func insisting() async throws {
        var browser = try await chief()
        let form = Self.form("Sourd").filter { $0.0 != "quandmeme" }
        let answer = try await browser.submit(form, to: "/moissonnage/nouvelle")
        #expect(answer.status == .unprocessableContent && answer.body.contains("absent.invalid") && answer.body.contains("name=\"quandmeme\""))
        #expect(try await browser.submit(form + [("quandmeme", "oui")], to: "/moissonnage/nouvelle").status == .seeOther)
    }

    @Test("A short name serves once, and a folder of the machine is not changed here", arguments: ["Dossier essai", "Nouvelle", "Références"])
    func taken(_ name: String) async throws {
        var browser = try await chief()
        try await catalog.declareSource(HarvestSourceDeclaration(
            slug: "dossier-essai", name: "Dossier", backend: .folder, url: URL(filePath: "/srv/secret/fiches")))
        let answer = try await browser.submit(Self.form(name), to: "/moissonnage/nouvelle")
        #expect(answer.status == .unprocessableContent && answer.body.contains("identifiant-erreur"))
        #expect(try await browser.send("/moissonnage/dossier-essai/modifier").status == .notFound)
        let page = try await browser.send("/moissonnage/dossier-essai")
        #expect(page.status == .ok && !page.body.contains("/srv/secret"))
        let sent = try await browser.submit(
            Self.form("Autre"), to: "/moissonnage/dossier-essai/modifier", from: "/moissonnage/nouvelle")
        #expect(sent.status == .notFound)
    }

    @Test("Everybody reads, only an administrator of the instance writes, and each form asks for its token", arguments: HarvestAddress.allCases)
    func rights(address: HarvestAddress) async throws {
        try await declare("gardee", "https://absent.invalid/c?token=s3cret")
        let source = try #require(try await catalog.source("gardee"))
        let path = address.path.replacing("{id}", with: "gardee").replacing("{lecture}", with: source.id.uuidString)
        var nobody = TestBrowser(site: desk.site), steward = desk.steward
        let answer = try await nobody.send(path)
        if address.isForWriting {
            #expect(answer.headers[.location]?.hasPrefix("/connexion") == true)
            #expect(try await steward.send(path).status == .forbidden)
        } else {
            // There is no such run.
            #expect(answer.status == (address == .run || address == .report ? .notFound : .ok))
            #expect(!answer.body.contains("s3cret") && !answer.body.contains("<form action=\"/moissonnage"))
        }
        guard address.takesForm else { return }
        let token = try await steward.token("/compte")
        #expect(try await steward.send(path, method: .post, form: Self.form("Pirate") + [("jeton", token)]).status == .forbidden)
        var chief = try await chief()
        #expect(try await chief.send(path, method: .post, form: Self.form("Pirate")).status == .forbidden)
        #expect(try await catalog.source("gardee")?.declaration.name == "gardee")
        #expect(try await catalog.source("pirate") == nil)
    }
}

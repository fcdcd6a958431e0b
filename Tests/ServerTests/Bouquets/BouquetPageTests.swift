import Catalog
import Foundation
import HTTPTypes
import Identity
import Server
import Testing

/// People of an organisation at work on its bouquets, each signed in once.
struct BouquetDesk {
    static let shared = Task { try await BouquetDesk() }

    let site: AccountSite
    let contributor: TestBrowser
    let steward: TestBrowser
    /// Signed in, without any role.
    let reader: TestBrowser
    let organization: UUID

    private init() async throws {
        let site = try await AccountSite.shared.value
        self.site = site
        func browser(_ email: String) async throws -> TestBrowser {
            var browser = TestBrowser(site: site)
            try await browser.login(email)
            return browser
        }
        contributor = try await browser("plume@exemple.fr")
        steward = try await browser("sceau@exemple.fr")
        reader = try await browser("lea@exemple.fr")
        organization = try #require(try await site.catalog.organization("rennes")).id
    }
}

extension TestBrowser {
    /// Sends a form with the proof and the revision that the page of it carries, as a browser would.
    mutating func submit(_ fields: [(String, String)], to page: String, from form: String? = nil) async throws
        -> (status: HTTPResponse.Status, headers: HTTPFields, body: String)
    {
        let body = try await send(form ?? page).body
        func hidden(_ name: String) -> String? {
            body.range(of: "name=\"\(name)\" value=\"").map { String(body[$0.upperBound...].prefix { $0 != "\"" }) }
        }
        var sent = fields
        for name in ["jeton", "revision"] where !fields.contains(where: { $0.0 == name }) {
            if let value = hidden(name) { sent.append((name, value)) }
        }
        return try await send(page, method: .post, form: sent)
    }
}

@Suite struct BouquetPageTests {
    let desk: BouquetDesk
    var catalog: Catalog { desk.site.catalog }

    init() async throws { desk = try await BouquetDesk.shared.value }

    /// A draft of the organisation, by its contributor; its slug.
    private func draft(_ title: String) async throws -> String {
        var browser = desk.contributor
        let answer = try await browser.submit(
            [("titre", title), ("texte", "*Pourquoi*"), ("organisation", desk.organization.uuidString.lowercased()), ("territoire", "Rennes (commune:35238)")],
            to: "/bouquets/nouveau")
        #expect(answer.status == .seeOther)
        let location = try #require(answer.headers[.location])
        return String(location.dropFirst("/bouquets/".count).prefix { $0 != "/" })
    }

    private func detail(_ slug: String) async throws -> BouquetDetail { try #require(try await catalog.bouquet(slug)) }

    @Test("the documentation names every page", arguments: BouquetAddress.allCases)
    func documented(_ address: BouquetAddress) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/site.md"), encoding: .utf8)
        #expect(text.contains("| `\(address.path)` |"))
    }

    @Test("Written, ordered, published, and noted at each step") func wholeLife() async throws {
        let slug = try await draft("Vie entière")
        var browser = desk.contributor
        let edit = "/bouquets/\(slug)/modifier"
        #expect(try await browser.submit([("titre", "Ombre")], to: "/bouquets/\(slug)/sections/nouvelle").status == .seeOther)
        let section = try #require(try await detail(slug).content.sections.first).id.uuidString.lowercased()
        for (need, answer, address) in [("Arbres", "missing", ""), ("Plan", "lien", "https://exemple.fr/plan")] {
            let sent = try await browser.submit(
                [("titre", need), ("raison", "parce que"), ("reponse", answer), ("adresse", address), ("section", section)],
                to: "/bouquets/\(slug)/besoins")
            #expect(sent.status == .seeOther && sent.headers[.location]?.hasPrefix(edit + "?fait=ajoute#p-") == true)
        }
        let plan = try #require(try await detail(slug).content.elements.last).id.uuidString.lowercased()
        let moved = try await browser.submit([("action", "monter"), ("id", plan)], to: edit)
        #expect(moved.headers[.location] == "\(edit)?fait=deplace#p-\(plan)")
        #expect(try await detail(slug).content.elements.map(\.title) == ["Plan", "Arbres"])
        // A contributor does not publish.
        #expect(try await browser.submit([("action", "publier")], to: edit).status == .forbidden)
        var steward = desk.steward
        #expect(try await steward.submit([("action", "publier")], to: edit).status == .seeOther)
        // What is published is changed by those who may publish it.
        #expect(try await browser.send(edit).status == .forbidden)
        var nobody = TestBrowser(site: desk.site)
        let page = try await nobody.send("/bouquets/\(slug)")
        #expect(page.status == .ok)
        for text in ["Vie entière", "Ombre", "Arbres", "donnée manquante", "Paul Plume", "Rennes", "sur"] { #expect(page.body.contains(text)) }
        #expect(page.headers[.cacheControl] == "no-cache")
        let subject = JournalSubject("bouquet", try await detail(slug).bouquet.id.uuidString.lowercased(), name: "Vie entière")
        let entries = try await desk.site.identity.journal.entries(subject: subject)
        #expect(entries.map(\.action.rawValue) == ["bouquet.published"] + Array(repeating: "bouquet.changed", count: 4) + ["bouquet.created"])
        #expect(entries.first?.actor.name == "sceau@exemple.fr" && entries.allSatisfy { $0.after != nil })
        #expect(try await desk.site.identity.journal.verify().isWhole)
    }

    @Test("A draft does not exist for others, whatever they ask of it", arguments: [
        "", "/modifier", "/description", "/besoins", "/sections/nouvelle", "/cloner", "/discussions", "/fichiers/x.csv", "/fichiers/x.qgs",
    ])
    func draftsAreHidden(_ part: String) async throws {
        let slug = try await draft("Caché")
        var browsers = [TestBrowser(site: desk.site), desk.reader]
        for index in browsers.indices {
            #expect(try await browsers[index].send("/bouquets/\(slug)\(part)").status == .notFound)
            if !part.isEmpty, !part.hasPrefix("/fichiers") {
                let token = try await browsers[index].token(index == 0 ? "/connexion" : "/compte")
                let answer = try await browsers[index].send(
                    "/bouquets/\(slug)\(part)", method: .post, form: [("jeton", token), ("titre", "x"), ("action", "supprimer"), ("confirmation", "oui")])
                #expect(answer.status == .notFound)
            }
        }
        #expect(!(try await browsers[0].send("/bouquets")).body.contains("/bouquets/\(slug)\""))
        #expect(try await catalog.bouquet(slug) != nil)
    }

    @Test("Every form asks for its token", arguments: BouquetAddress.allCases.filter(\.takesForm))
    func tokens(address: BouquetAddress) async throws {
        let slug = try await draft("Jetons")
        var browser = desk.contributor
        let path = address.path.replacing("{id}", with: slug).replacing("{part}", with: "nouvelle")
        let form = [("titre", "Pirate"), ("action", "supprimer"), ("confirmation", "oui"), ("revision", "1"), ("message", "x")]
        #expect(try await browser.send(path, method: .post, form: form).status == .forbidden)
        var stranger = TestBrowser(site: desk.site)
        let foreign = try await stranger.token()
        #expect(try await browser.send(path, method: .post, form: form + [("jeton", foreign)]).status == .forbidden)
        #expect(try await detail(slug).bouquet.revision == 1)
    }

    @Test("Nobody writes for an organisation that is not theirs") func otherOrganizations() async throws {
        let other = try await catalog.upsertOrganization(OrganizationMetadata(slug: "brest", name: "Ville de Brest"))
        var browser = desk.contributor
        for organization in [other.id.uuidString, ""] {
            let answer = try await browser.submit([("titre", "Pirate"), ("organisation", organization)], to: "/bouquets/nouveau")
            #expect(answer.status == .forbidden)
        }
        let slug = try await draft("Déménagement")
        let moved = try await browser.submit([("titre", "Déménagé"), ("organisation", other.id.uuidString)], to: "/bouquets/\(slug)/description")
        #expect(moved.status == .forbidden)
        #expect(try await detail(slug).bouquet.title == "Déménagement")
        var reader = desk.reader
        #expect(try await reader.send("/bouquets/nouveau").status == .forbidden)
        var nobody = TestBrowser(site: desk.site)
        #expect(try await nobody.send("/bouquets/nouveau").headers[.location]?.hasPrefix("/connexion?retour=") == true)
    }

    /// What is written, and what must never come out as it is.
    @Test("What people write comes out as text", arguments: [
        ("<script>alert(1)</script>", "<script>alert"), ("\" onfocus=\"alert(1)", "\" onfocus=\"alert"), ("<img src=x onerror=alert(1)>", "<img src=x"),
        ("</textarea><script>x</script>", "</textarea><script>"), ("{{t.home.title}}{{{frame}}}", "never"),
    ])
    func injection(text: String, sign: String) async throws {
        var browser = desk.contributor
        let created = try await browser.submit(
            [("titre", text), ("texte", text), ("motscles", text), ("organisation", desk.organization.uuidString)], to: "/bouquets/nouveau")
        let slug = String(try #require(created.headers[.location]).dropFirst("/bouquets/".count).prefix { $0 != "/" })
        _ = try await browser.submit([("titre", text)], to: "/bouquets/\(slug)/sections/nouvelle")
        _ = try await browser.submit([("titre", text), ("raison", "[x](javascript:alert(1)) " + text), ("reponse", "missing")], to: "/bouquets/\(slug)/besoins")
        let element = try #require(try await detail(slug).content.elements.first).id.uuidString.lowercased()
        var pages: [String] = []
        for path in ["", "/modifier", "/description", "/besoins/\(element)", "/cloner?territoire=" + RequestTarget.encode(text), "/discussions"] {
            pages.append(try await browser.send("/bouquets/\(slug)\(path)").body)
        }
        pages.append(try await browser.send("/bouquets?q=" + RequestTarget.encode(text)).body)
        // A form that is refused shows again what was written.
        pages.append(try await browser.submit([("titre", text), ("raison", text), ("adresse", text), ("q", text)], to: "/bouquets/\(slug)/besoins").body)
        let opened = try await browser.submit([("titre", text), ("message", text)], to: "/bouquets/\(slug)/discussions")
        pages.append(try await browser.send(String(try #require(opened.headers[.location]).prefix { $0 != "?" })).body)
        for page in pages { #expect(page.contains("<main") && !page.contains(sign) && !page.contains("href=\"javascript:")) }
        if text.hasPrefix("{{") { #expect(pages[0].contains("{{t.home.title}}")) }
    }

    @Test("What is not fit is told beside its field, and what was written stays") func fieldErrors() async throws {
        let slug = try await draft("Erreurs")
        var browser = desk.contributor
        let long = String(repeating: "x", count: 10_001)
        let answer = try await browser.submit(
            [("titre", String(repeating: "é", count: 201)), ("raison", long), ("reponse", "lien"), ("adresse", "javascript:alert(1)")],
            to: "/bouquets/\(slug)/besoins")
        #expect(answer.status == .unprocessableContent)
        for id in ["titre-erreur", "raison-erreur", "reponse-erreur"] {
            #expect(answer.body.contains("id=\"\(id)\"") && answer.body.contains("\(id)\""), "\(id)")
        }
        #expect(answer.body.contains(long) && answer.body.contains("role=\"alert\""))
        // A NUL is no sign of a form at all.
        #expect(try await browser.submit([("titre", "a\0b")], to: "/bouquets/\(slug)/description").status == .badRequest)
        for fields in [[("titre", " ")], [("titre", "x"), ("territoire", "Zzzyx")]] {
            let refused = try await browser.submit(
                fields + [("organisation", desk.organization.uuidString)], to: "/bouquets/\(slug)/description")
            #expect(refused.status == .unprocessableContent)
        }
        let huge = try await browser.submit([("titre", "x"), ("texte", String(repeating: "y", count: 70_000))], to: "/bouquets/\(slug)/description")
        #expect(huge.status == .contentTooLarge)
        #expect(try await detail(slug).bouquet.revision == 1)
    }

    @Test("Two at once: the second is told, and loses nothing of what they wrote") func concurrentEdits() async throws {
        let slug = try await draft("À deux")
        var first = desk.contributor, second = desk.steward
        let path = "/bouquets/\(slug)/description"
        #expect(try await first.submit([("titre", "Premier"), ("organisation", desk.organization.uuidString)], to: path).status == .seeOther)
        let late = try await second.submit(
            [("titre", "Second"), ("texte", "mon long texte"), ("organisation", desk.organization.uuidString), ("revision", "1")], to: path)
        #expect(late.status == .conflict)
        #expect(late.body.contains("mon long texte") && late.body.contains("name=\"revision\" value=\"2\""))
        #expect(try await detail(slug).bouquet.title == "Premier")
        let ghost = try await second.submit([("action", "retirer"), ("id", UUID().uuidString)], to: "/bouquets/\(slug)/modifier")
        #expect(ghost.status == .conflict)
    }

    @Test("Deleted only when it is confirmed") func deleting() async throws {
        let slug = try await draft("À supprimer")
        var browser = desk.contributor
        let path = "/bouquets/\(slug)/modifier"
        #expect(try await browser.submit([("action", "supprimer")], to: path).status == .unprocessableContent)
        #expect(try await browser.submit([("action", "supprimer"), ("confirmation", "oui")], to: path).headers[.location] == "/bouquets?fait=supprime")
        #expect(try await browser.send("/bouquets/\(slug)").status == .notFound)
    }

    @Test("Discussed by whoever is signed in, moderated by stewards") func discussions() async throws {
        try await catalog.upsertDataset(slug: "discute", DatasetMetadata(title: "Discuté", organization: "rennes"))
        var nobody = TestBrowser(site: desk.site), reader = desk.reader, steward = desk.steward
        let path = "/datasets/discute/discussions"
        #expect(try await nobody.send(path).status == .ok)
        let token = try await nobody.token()
        #expect(try await nobody.send(path, method: .post, form: [("jeton", token), ("titre", "x"), ("message", "y")]).status == .unauthorized)
        let opened = try await reader.submit([("titre", "Quelle date ?"), ("message", "De **quand** ?")], to: path)
        let discussion = String(try #require(opened.headers[.location]).prefix { $0 != "?" })
        #expect(try await nobody.send(discussion).body.contains("<strong>quand</strong>"))
        for action in ["clore", "masquer"] { #expect(try await reader.submit([("action", action), ("id", UUID().uuidString)], to: discussion).status == .forbidden) }
        #expect(try await steward.submit([("action", "repondre"), ("message", "D'hier.")], to: discussion).status == .seeOther)
        #expect(try await steward.submit([("action", "clore")], to: discussion).status == .seeOther)
        #expect(try await reader.submit([("action", "repondre"), ("message", "Merci")], to: discussion, from: "/compte").status == .conflict)
        #expect(try await reader.submit([("titre", ""), ("message", "")], to: path).status == .unprocessableContent)
        #expect(try await nobody.send("/datasets/discute").body.contains(path))
    }

    @Test("Exports have their types and names", arguments: [
        ("csv", "text/csv; charset=utf-8; header=present"), ("qgs", "application/x-qgis-project"), ("qlr", "application/x-qgis-layer-definition"),
    ])
    func exports(kind: String, type: String) async throws {
        let slug = try await draft("Emporté")
        var browser = desk.contributor
        let answer = try await browser.send("/bouquets/\(slug)/fichiers/\(slug).\(kind)")
        #expect(answer.status == .ok && answer.headers[.contentType] == type)
        #expect(answer.headers[.contentDisposition]?.contains("filename=\"\(slug).\(kind)\"") == true)
        #expect(try await browser.send("/bouquets/\(slug)/fichiers/\(slug).exe").status == .notFound)
    }
}

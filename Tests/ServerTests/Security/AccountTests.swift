import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Instance
import Localization
import Logging
import NIOCore
import Server
import Testing

/// An instance with people in it, and a browser that keeps cookies and reads forms.
final class AccountSite: Sendable {
    static let shared = Task { try await AccountSite() }
    static let password = "huit pommes bien rouges"

    let application: Application<FrontDoor<RouterResponder<PortulanContext>>>
    let identity: Identity
    let catalog: Catalog
    let chief: Account
    let reader: Account

    private init() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-accounts-\(UUID().uuidString)")
        let support = ProcessInfo.processInfo.environment["PORTULAN_SUPPORT"] ?? ServedInstance.root.appending(path: ".portulan").path
        let instance = try await Instance.create(
            at: folder, environment: ["PORTULAN_RATE_LIMIT": "0", "PORTULAN_SUPPORT": support, "PORTULAN_BASE_URL": "https://donnees.exemple.fr"],
            executable: URL(filePath: "/nowhere/bin/portulan"))
        identity = instance.identity
        catalog = instance.catalog
        let authorization = Authorization.commandLine(.manageAccounts, user: "root")
        func add(_ email: String, _ name: String, _ grant: Grant?) async throws -> Account {
            let made = try await instance.identity.createAccount(email: email, name: name, grant: grant, by: authorization)
            try await instance.identity.reset(by: made.link, to: Self.password, address: "")
            return made.account
        }
        chief = try await add("chef@exemple.fr", "Chef <b>&", Grant(.administrator, on: .instance))
        reader = try await add("lea@exemple.fr", "Léa", nil)
        let town = try await catalog.upsertOrganization(OrganizationMetadata(slug: "rennes", name: "Ville de Rennes"))
        _ = try await add("plume@exemple.fr", "Paul Plume", Grant(.contributor, on: .organization(town.id)))
        _ = try await add("sceau@exemple.fr", "Sarah Sceau", Grant(.steward, on: .organization(town.id)))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        application = try PortulanServer(instance: instance, version: "test", logger: logger).application()
    }
}

/// A browser: it keeps the cookies that it is given and sends them back.
struct TestBrowser {
    let site: AccountSite
    var cookies: [String: String] = [:]

    mutating func send(
        _ uri: String, method: HTTPRequest.Method = .get, form: [(String, String)]? = nil, headers: [HTTPField] = []
    ) async throws -> (status: HTTPResponse.Status, headers: HTTPFields, body: String) {
        var fields: HTTPFields = [.accept: "text/html"]
        if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
        if form != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        for field in headers { fields[field.name] = field.value }
        let body = form.map { pairs in pairs.map { "\($0)=\(RequestTarget.encode($1))" }.joined(separator: "&") }
        let answer = try await site.application.test(.router) { [fields] client in
            try await client.execute(uri: uri, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
        }
        for field in answer.headers[values: .setCookie] {
            let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = field.contains("Max-Age=0") ? nil : String(pair[1])
        }
        return (answer.status, answer.headers, String(buffer: answer.body))
    }

    /// The token of a page's forms.
    mutating func token(_ page: String = "/connexion") async throws -> String {
        let body = try await send(page).body
        let start = try #require(body.range(of: "name=\"jeton\" value=\"")).upperBound
        return String(body[start...].prefix { $0 != "\"" })
    }

    mutating func login(_ email: String, _ password: String = AccountSite.password) async throws {
        let answer = try await send("/connexion", method: .post, form: [
            ("jeton", token()), ("courriel", email), ("motdepasse", password),
        ])
        #expect(answer.status == .seeOther)
    }
}

/// One after the other: many people at the door of one account at once are what its throttle is against.
@Suite(.serialized) struct AccountTests {
    let site: AccountSite
    init() async throws { site = try await AccountSite.shared.value }

    @Test("the documentation names every page", arguments: AccountAddress.allCases)
    func documented(_ address: AccountAddress) throws {
        let text = try String(contentsOf: ServedInstance.root.appending(path: "docs/site.md"), encoding: .utf8)
        #expect(text.contains("| `\(address.path)` |"))
    }

    @Test func signingInSetsACookieThatOnlyTheServerReads() async throws {
        var browser = TestBrowser(site: site)
        let token = try await browser.token()
        let answer = try await browser.send("/connexion", method: .post, form: [
            ("jeton", token), ("courriel", "LEA@exemple.fr"), ("motdepasse", AccountSite.password), ("retour", "/datasets?q=eau"),
        ])
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/datasets?q=eau")
        let cookie = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix("__Host-session=") })
        for attribute in ["; Path=/", "; SameSite=Lax", "; HttpOnly", "; Secure"] { #expect(cookie.contains(attribute)) }
        #expect(!cookie.contains("Domain"))
        let page = try await browser.send("/compte")
        #expect(page.status == .ok && page.body.contains("lea@exemple.fr"))
        #expect(page.headers[.cacheControl] == "private, no-store")
        // Every other page of theirs is for nobody else either.
        #expect(try await browser.send("/aide").headers[.cacheControl] == "private, no-store")
    }

    @Test func sessionChosenByAnotherIsNotTakenOver() async throws {
        var attacker = TestBrowser(site: site)
        try await attacker.login("lea@exemple.fr")
        let planted = try #require(attacker.cookies["__Host-session"])
        var victim = TestBrowser(site: site)
        victim.cookies["__Host-session"] = planted
        let token = try await victim.token("/compte")
        _ = try await victim.send("/connexion", method: .post, form: [
            ("jeton", token), ("courriel", "chef@exemple.fr"), ("motdepasse", AccountSite.password),
        ])
        #expect(victim.cookies["__Host-session"] != planted)
        #expect(try await attacker.send("/compte").status == .seeOther)
        // A value that the server never gave opens nothing.
        var forger = TestBrowser(site: site)
        forger.cookies["__Host-session"] = SecretToken().text
        #expect(try await forger.send("/compte").headers[.location] == "/connexion?retour=%2Fcompte")
    }

    /// What a forged request may carry.
    @Test(arguments: ["missing", "empty", "other", "of a visit", "cross-site", "other origin", "text"])
    func formFromElsewhereDoesNothing(kind: String) async throws {
        var browser = TestBrowser(site: site)
        var stranger = TestBrowser(site: site)
        let visitToken = try await browser.token()
        try await browser.login("chef@exemple.fr")
        let own = try await browser.token("/administration/comptes")
        let token: String? = switch kind {
        case "missing": nil
        case "empty": ""
        case "other": try await stranger.token()
        case "of a visit": visitToken
        default: own
        }
        var headers: [HTTPField] = []
        if kind == "cross-site" { headers.append(HTTPField(name: HTTPField.Name("Sec-Fetch-Site")!, value: "cross-site")) }
        if kind == "other origin" { headers.append(HTTPField(name: .origin, value: "https://mal.exemple.fr")) }
        if kind == "text" { headers.append(HTTPField(name: .contentType, value: "text/plain")) }
        var form = [("courriel", "pirate@exemple.fr"), ("nom", "Pirate"), ("role", "administrator"), ("portee", "")]
        if let token { form.append(("jeton", token)) }
        let answer = try await browser.send("/administration/comptes", method: .post, form: form, headers: headers)
        #expect(answer.status == .forbidden)
        #expect(answer.body.contains("rien n’a été fait"))
        #expect(try await site.identity.account(email: "pirate@exemple.fr") == nil)
    }

    @Test(arguments: AccountAddress.allCases.filter(\.takesForm))
    func everyFormAsksForItsToken(address: AccountAddress) async throws {
        var browser = TestBrowser(site: site)
        try await browser.login("chef@exemple.fr")
        let path = address.path.replacing("{id}", with: site.reader.id.uuidString.lowercased())
        #expect(try await browser.send(path, method: .post, form: [("action", "desactiver"), ("session", "autres")]).status == .forbidden)
        #expect(try await site.identity.account(site.reader.id)?.account.isDisabled == false)
    }

    @Test(arguments: ["/administration/comptes", "/administration/comptes/{id}", "/administration/journal", "/administration/journal.csv"])
    func administrationIsForAdministrators(path: String) async throws {
        let path = path.replacing("{id}", with: site.chief.id.uuidString.lowercased())
        var nobody = TestBrowser(site: site)
        let door = try await nobody.send(path)
        #expect(door.status == .seeOther && door.headers[.location]?.hasPrefix("/connexion?retour=") == true)
        var reader = TestBrowser(site: site)
        try await reader.login("lea@exemple.fr")
        #expect(try await reader.send(path).status == .forbidden)
        var chief = TestBrowser(site: site)
        try await chief.login("chef@exemple.fr")
        let page = try await chief.send(path)
        #expect(page.status == .ok)
        #expect(page.headers[.cacheControl]?.contains("no-store") == true)
        #expect(!page.body.contains("Chef <b>"))
    }

    @Test func rolesCannotBeClimbedByHand() async throws {
        var reader = TestBrowser(site: site)
        try await reader.login("lea@exemple.fr")
        let token = try await reader.token("/compte")
        let path = "/administration/comptes/\(site.reader.id.uuidString.lowercased())"
        let answer = try await reader.send(path, method: .post, form: [
            ("jeton", token), ("action", "role"), ("role", "administrator"), ("portee", ""),
        ])
        #expect(answer.status == .forbidden)
        #expect(try await site.identity.account(site.reader.id)?.grants == [])
    }

    @Test func refusalTellsNothingOfTheAccount() async throws {
        var bodies: [String] = []
        for email in ["chef@exemple.fr", "inconnu@exemple.fr"] {
            var browser = TestBrowser(site: site)
            let answer = try await browser.send("/connexion", method: .post, form: [
                ("jeton", browser.token()), ("courriel", email), ("motdepasse", "pas le bon du tout"),
            ])
            #expect(answer.status == .forbidden)
            let token = try #require(answer.body.range(of: "name=\"jeton\" value=\""))
            var body = answer.body.replacing(email, with: "ADRESSE")
            body.removeSubrange(body.range(of: String(answer.body[token.upperBound...].prefix { $0 != "\"" })) ?? body.startIndex..<body.startIndex)
            bodies.append(body)
        }
        #expect(bodies[0] == bodies[1])
    }

    @Test(arguments: ["//mal.exemple.fr", "https://mal.exemple.fr", "/\\mal.exemple.fr", "javascript:alert(1)", "/a b"])
    func comingBackStaysOnTheSite(target: String) async throws {
        var browser = TestBrowser(site: site)
        let answer = try await browser.send("/connexion", method: .post, form: [
            ("jeton", browser.token()), ("courriel", "lea@exemple.fr"), ("motdepasse", AccountSite.password), ("retour", target),
        ])
        #expect(answer.headers[.location] == "/compte")
    }

    @Test func signingOutTakesTheFormAndEndsTheSession() async throws {
        var browser = TestBrowser(site: site)
        try await browser.login("lea@exemple.fr")
        let session = browser.cookies["__Host-session"]
        // A link, as an image on another site might hold, does nothing.
        #expect(try await browser.send("/deconnexion").status == .ok)
        #expect(try await browser.send("/compte").status == .ok)
        let token = try await browser.token("/deconnexion")
        let answer = try await browser.send("/deconnexion", method: .post, form: [("jeton", token)])
        #expect(answer.status == .seeOther)
        #expect(browser.cookies["__Host-session"] == nil)
        browser.cookies["__Host-session"] = session
        #expect(try await browser.send("/compte").status == .seeOther)
    }

    @Test func keyOpensTheAPIAndCookiesDoNot() async throws {
        let answer = try await ServedInstance.answer("/api/datasets/", method: .get, [.authorization: "Bearer nonsense"])
        #expect(answer.status == .unauthorized)
    }

    @Test func methodsAreTold() async throws {
        var browser = TestBrowser(site: site)
        let answer = try await browser.send("/administration/journal", method: .post, form: [])
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == "GET, HEAD")
    }
}

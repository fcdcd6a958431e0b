import Foundation
import Identity
import Store
import Testing

@Suite struct PasswordTests {
    @Test(arguments: [
        ("huit pommes bien rouges", nil), ("Ni vu ni connu, je t'embrouille", nil), ("xK9-vb_22#plmQ", nil),
        ("le cheval vert de la voisine", nil), ("пароль и ещё слово", nil), ("correcthorsebatterystaple", nil),
        ("court", .passwordShort), ("elevencars!", .passwordShort), (String(repeating: "abcdefghij", count: 21), .passwordLong),
        ("aaaaaaaaaaaaaaaa", .passwordSimple), ("abababababababab", .passwordSimple), ("123456789012345", .passwordSimple),
        ("azertyuiopqsdf", .passwordSimple), ("Azertyuiop123456", .passwordSimple), ("zyxwvutsrqponm", .passwordSimple),
        ("Motdepasse2024!", .passwordCommon), ("M0tDeP@sse!!!!", .passwordCommon), ("Bienvenue2026!!", .passwordCommon),
        ("MairieDeNantes44!", .passwordCommon), ("password-password", .passwordCommon), ("01-05-1987 2024", .passwordCommon),
        ("lea.martin.2026", .passwordPersonal), ("Martin20262026!", .passwordPersonal), ("donnees-lyon-44", .passwordPersonal),
        ("martin mange huit pommes", nil),
    ] as [(String, IdentityError.Problem?)])
    func policyRefusesWhatIsGuessed(password: String, expected: IdentityError.Problem?) throws {
        let problem: IdentityError.Problem?
        do {
            try PasswordPolicy().check(password, personal: ["lea@exemple.fr", "Léa Martin", "Données Lyon"])
            problem = nil
        } catch let error as IdentityError {
            problem = error.problem
        }
        #expect(problem == expected, "\(password)")
    }

    @Test func policyCannotBeMadeWeak() { #expect(PasswordPolicy(minimumLength: 4).minimumLength == 12) }

    @Test func tokensAreLongAndTheirHashesSayNothing() {
        let token = SecretToken()
        #expect(token.text.utf8.count == 43)
        #expect(SecretToken(token.text) == token)
        #expect(SecretToken() != token)
        #expect(!token.digest.contains(token.text))
        #expect("\(token)" == "SecretToken")
        for wrong in ["", "abc", token.text + "A", String(token.text.dropLast()) + "+", String(repeating: "é", count: 43)] {
            #expect(SecretToken(wrong) == nil)
        }
    }

    @Test func formTokensAreTiedToTheirHolder() {
        let (mine, yours) = (SecretToken(), SecretToken())
        #expect(mine.accepts(formToken: mine.formToken))
        for wrong in [yours.formToken, "", "AAAA", mine.text, mine.digest, mine.formToken + "A"] {
            #expect(!mine.accepts(formToken: wrong))
        }
    }

    /// The first test vectors of RFC 7914, section 12, through what is stored.
    @Test func hashIsThatOfTheStandard() async throws {
        let fixture = try await Fixture(cost: ScryptCost(logRounds: 4, blockSize: 1, parallelism: 1))
        try await fixture.account()
        let stored = try await fixture.store.read { try $0.row("SELECT secret FROM credentials")?.string("secret") }
        let parts = try #require(stored).split(separator: "$")
        #expect(parts.map(String.init)[0...1] == ["scrypt", "ln=4,r=1,p=1"])
        #expect(parts[2].count == 22)
        #expect(parts[3].count == 43)
    }

    @Test func costGrowsAtTheNextLoginOnly() async throws {
        let fixture = try await Fixture()
        try await fixture.account()
        let stronger = ScryptCost(logRounds: 5, blockSize: 8, parallelism: 2)
        let later = try fixture.other(cost: stronger)
        func stored() async throws -> String {
            try await fixture.store.read { try $0.row("SELECT secret FROM credentials WHERE kind = 'password'")?.string("secret") } ?? ""
        }
        #expect(try await stored().hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(try await fixture.problem { try await fixture.login("lea@exemple.fr", "wrong wrong wrong", on: later) } == .refused)
        #expect(try await stored().hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        try await fixture.login(on: later)
        #expect(try await stored().hasPrefix("$scrypt$ln=5,r=8,p=2$"))
        try await fixture.login(on: fixture.identity)
    }

    @Test func equivalentWritingsAreOnePassword() async throws {
        let fixture = try await Fixture()
        let made = try await fixture.identity.createAccount(email: "e@exemple.fr", name: "E", by: Fixture.chief)
        try await fixture.identity.reset(by: made.link, to: "pre\u{301}s verts et fleuris", address: "")
        try await fixture.login("e@exemple.fr", "pr\u{E9}s verts et fleuris")
    }
}

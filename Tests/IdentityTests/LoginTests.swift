import Foundation
import Identity
import Localization
import Store
import Testing

@Suite struct LoginTests {
    let fixture: Fixture

    init() async throws { fixture = try await Fixture() }

    @Test func rightPasswordOpensASessionThatIsRecognized() async throws {
        let account = try await fixture.account()
        let opened = try await fixture.login(" LEA@Exemple.fr ")
        let known = try #require(try await fixture.identity.recognize(opened.token, address: "192.0.2.9"))
        #expect(known.principal.account?.id == account.id)
        #expect(known.principal.address == "192.0.2.9")
        #expect(known.session.agent == "Firefox")
        // Nothing in the store opens anything.
        let stored = try await fixture.store.read { try $0.row("SELECT token_hash FROM sessions")?.string("token_hash") }
        #expect(stored != opened.token.text)
        #expect(SecretToken(try #require(stored)) == nil)
        #expect(try await fixture.identity.recognize(SecretToken(), address: "") == nil)
    }

    /// Every reason for a refusal is told in the same words.
    @Test(arguments: ["wrong", "unknown", "disabled", "fresh", "empty", "huge", "malformed"])
    func refusalsAreAlike(reason: String) async throws {
        let account = try await fixture.account()
        _ = try await fixture.identity.createAccount(email: "neuf@exemple.fr", name: "N", by: Fixture.chief)
        if reason == "disabled" { try await fixture.identity.setDisabled(true, account.id, by: Fixture.chief) }
        let (email, password) = switch reason {
        case "wrong": ("lea@exemple.fr", "not the right one at all")
        case "unknown": ("personne@exemple.fr", Fixture.password)
        case "fresh": ("neuf@exemple.fr", Fixture.password)
        case "empty": ("lea@exemple.fr", "")
        case "huge": ("lea@exemple.fr", String(repeating: "a", count: 100_000))
        case "malformed": ("' OR 1=1 --", "x")
        default: ("lea@exemple.fr", Fixture.password)
        }
        let error = await #expect(throws: IdentityError.self) { try await fixture.login(email, password) }
        #expect(error == IdentityError(.refused))
    }

    /// Unknown accounts cost the same work: an answer must not come sooner for them. Work is counted, not time: the
    /// hasher refuses the same number of both once it is full.
    @Test func unknownAccountsAreThrottledLikeKnownOnes() async throws {
        try await fixture.account()
        for email in ["lea@exemple.fr", "personne@exemple.fr"] {
            var answers: [IdentityError.Problem?] = []
            for n in 0..<7 {
                answers.append(try await fixture.problem { try await fixture.login(email, "wrong wrong wrong", from: "192.0.2.\(n)") })
            }
            #expect(answers == [.refused, .refused, .refused, .refused, .refused, .throttled, .throttled])
        }
    }

    @Test func waitGrowsAndOutlivesARestart() async throws {
        try await fixture.account()
        for _ in 0..<5 { _ = try await fixture.problem { try await fixture.login("lea@exemple.fr", "wrong wrong wrong") } }
        // Even with the right password, and from another process.
        let other = try fixture.other()
        let error = await #expect(throws: IdentityError.self) { try await fixture.login(on: other) }
        #expect(error == IdentityError(.throttled, ["wait": .integer(60)]))
        fixture.clock.advance(61)
        #expect(try await fixture.problem { try await fixture.login("lea@exemple.fr", "wrong wrong wrong", on: other) } == .refused)
        let longer = await #expect(throws: IdentityError.self) { try await fixture.login() }
        #expect(longer == IdentityError(.throttled, ["wait": .integer(120)]))
        fixture.clock.advance(121)
        try await fixture.login()
        // A right one clears the account.
        #expect(try await fixture.problem { try await fixture.login("lea@exemple.fr", "wrong wrong wrong") } == .refused)
        try await fixture.login()
    }

    @Test func atMostTwentyFiveAttemptsADay() {
        let throttle = LoginThrottle()
        var (time, attempts) = (0.0, 0)
        while time < 86_400 {
            attempts += 1
            time += throttle.wait(after: attempts, free: throttle.freeByAccount)
        }
        #expect(attempts <= 25)
        #expect(throttle.wait(after: 4, free: 5) == 0)
        #expect(throttle.wait(after: 5, free: 5) == 60)
        #expect(throttle.wait(after: 1000, free: 5) == 7200)
    }

    @Test func anAddressThatTriesManyAccountsIsHeld() async throws {
        try await fixture.account()
        for n in 0..<20 { _ = try await fixture.problem { try await fixture.login("a\(n)@exemple.fr", "wrong wrong wrong") } }
        #expect(try await fixture.problem { try await fixture.login() } == .throttled)
        try await fixture.login(from: "198.51.100.7")
    }

    @Test func manyAtOnceDoNotAllPass() async throws {
        try await fixture.account()
        let fixture = fixture
        let refused = await withTaskGroup(of: IdentityError.Problem?.self) { group in
            for n in 0..<30 {
                group.addTask {
                    try? await fixture.problem { try await fixture.login("lea@exemple.fr", "wrong \(n) wrong", from: "192.0.2.\(n)") }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 == .refused ? 1 : 0 }
        }
        #expect(refused == 5)
    }

    @Test func sessionPlantedBeforehandDoesNotBecomeTheOwners() async throws {
        try await fixture.account()
        let planted = try await fixture.login()
        let opened = try await fixture.login(former: planted.token)
        #expect(opened.token != planted.token)
        #expect(try await fixture.identity.recognize(planted.token, address: "") == nil)
        #expect(try await fixture.identity.recognize(opened.token, address: "") != nil)
    }

    @Test func sessionsEndWhenIdleAndInAnyCase() async throws {
        try await fixture.account()
        let idle = try await fixture.login()
        let used = try await fixture.login()
        for _ in 0..<11 {
            fixture.clock.advance(3600)
            _ = try await fixture.identity.recognize(used.token, address: "")
        }
        #expect(try await fixture.identity.recognize(idle.token, address: "") == nil)
        #expect(try await fixture.identity.recognize(used.token, address: "") != nil)
        fixture.clock.advance(3600)
        #expect(try await fixture.identity.recognize(used.token, address: "") == nil)
        #expect(try await fixture.identity.sessions(of: used.session.account) == [])
        try await fixture.identity.upkeep(retention: 86_400 * 365)
        #expect(try await fixture.store.read { try $0.rows("SELECT * FROM sessions").count } == 0)
    }

    @Test func signingOutAndRevokingEndWhatTheyName() async throws {
        try await fixture.account()
        try await fixture.account("max@exemple.fr")
        let (here, there, third) = (try await fixture.login(), try await fixture.login(), try await fixture.login())
        let stranger = try await fixture.login("max@exemple.fr")
        let identity = fixture.identity
        // Nobody ends somebody else's session.
        try await identity.revoke(stranger.session.id, of: here.principal, current: here.session.id)
        #expect(try await identity.recognize(stranger.token, address: "") != nil)
        try await identity.revoke(there.session.id, of: here.principal, current: here.session.id)
        #expect(try await identity.sessions(of: here.session.account).count == 2)
        try await identity.revoke(nil, of: here.principal, current: here.session.id)
        #expect(try await identity.recognize(third.token, address: "") == nil)
        try await identity.close(here.token, address: "")
        #expect(try await identity.recognize(here.token, address: "") == nil)
        #expect(try await identity.recognize(stranger.token, address: "") != nil)
    }

    @Test func disabledAccountIsOutAtOnce() async throws {
        let account = try await fixture.account()
        let opened = try await fixture.login()
        try await fixture.identity.setDisabled(true, account.id, by: Fixture.chief)
        #expect(try await fixture.identity.recognize(opened.token, address: "") == nil)
        try await fixture.identity.setDisabled(false, account.id, by: Fixture.chief)
        #expect(try await fixture.identity.recognize(opened.token, address: "") == nil)
        try await fixture.login()
    }

    @Test func passwordIsChangedWithTheOldOneAndEndsOtherSessions() async throws {
        try await fixture.account()
        let (here, there) = (try await fixture.login(), try await fixture.login())
        func change(_ old: String, _ new: String) async throws -> IdentityError.Problem? {
            try await fixture.problem {
                try await fixture.identity.changePassword(from: old, to: new, of: here.principal, current: here.session.id)
            }
        }
        #expect(try await change("not it, really not", "neuf poires bien mûres") == .password)
        #expect(try await change(Fixture.password, "azertyuiop123") == .passwordSimple)
        #expect(try await change(Fixture.password, "neuf poires bien mûres") == nil)
        #expect(try await fixture.identity.recognize(here.token, address: "") != nil)
        #expect(try await fixture.identity.recognize(there.token, address: "") == nil)
        #expect(try await fixture.problem { try await fixture.login() } == .refused)
        try await fixture.login("lea@exemple.fr", "neuf poires bien mûres")
        // A stolen session must not guess at leisure.
        var answers: [IdentityError.Problem?] = []
        for _ in 0..<6 { answers.append(try await change("guess guess guess", "dix cerises bien noires")) }
        #expect(answers.last == .throttled)
    }

    @Test func linkWorksOnceForADay() async throws {
        let account = try await fixture.account()
        let identity = fixture.identity
        let opened = try await fixture.login()
        let former = try await identity.issueReset(for: account.id, by: Fixture.chief)
        let link = try await identity.issueReset(for: account.id, by: Fixture.chief)
        func use(_ token: SecretToken) async throws -> IdentityError.Problem? {
            try await fixture.problem { try await identity.reset(by: token, to: "dix cerises bien noires", address: "") }
        }
        #expect(try await use(former) == .link)
        #expect(try await use(SecretToken()) == .link)
        #expect(try await identity.account(ofLink: link)?.id == account.id)
        #expect(try await use(link) == nil)
        #expect(try await use(link) == .link)
        #expect(try await identity.recognize(opened.token, address: "") == nil)
        try await fixture.login("lea@exemple.fr", "dix cerises bien noires")
        let late = try await identity.issueReset(for: account.id, by: Fixture.chief)
        fixture.clock.advance(Identity.linkLifetime + 1)
        #expect(try await use(late) == .link)
    }

    @Test(arguments: ["a@b.fr", "prénom.nom@mairie-ville.fr", "A+tag@EXEMPLE.FR"])
    func addressesAreTaken(email: String) async throws {
        let made = try await fixture.identity.createAccount(email: email, name: "N", by: Fixture.chief)
        #expect(made.account.email == email.lowercased())
        #expect(try await fixture.problem { _ = try await fixture.identity.createAccount(email: email.uppercased(), name: "N", by: Fixture.chief) } == .emailTaken)
    }

    @Test(arguments: ["", "a", "a@b", "@b.fr", "a@.fr", "a b@c.fr", "a@b.fr\r\nBcc: x@y.fr", "<a@b.fr>", String(repeating: "a", count: 65) + "@b.fr"])
    func whatIsNoAddressIsRefused(email: String) async throws {
        #expect(try await fixture.problem { _ = try await fixture.identity.createAccount(email: email, name: "N", by: Fixture.chief) } == .emailInvalid)
    }
}

import Foundation
import Identity
import Store
import Testing

@Suite struct PermissionTests {
    static let town = Scope.organization(UUID(uuidString: "11111111-1111-4111-8111-111111111111")!)
    static let other = Scope.organization(UUID(uuidString: "22222222-2222-4222-8222-222222222222")!)

    /// A grant, and what it opens: on the town, on another organisation, on the instance.
    @Test(arguments: [
        (nil, Permission.readUnpublished, false, false, false),
        (Grant(.reader, on: town), .readUnpublished, true, false, false),
        (Grant(.reader, on: town), .contribute, false, false, false),
        (Grant(.contributor, on: town), .contribute, true, false, false),
        (Grant(.contributor, on: town), .publish, false, false, false),
        (Grant(.steward, on: town), .publish, true, false, false),
        (Grant(.steward, on: town), .moderate, true, false, false),
        (Grant(.steward, on: town), .manageMembers, false, false, false),
        (Grant(.administrator, on: town), .manageMembers, true, false, false),
        (Grant(.administrator, on: town), .manageAccounts, false, false, false),
        (Grant(.administrator, on: town), .readJournal, false, false, false),
        (Grant(.steward, on: .instance), .publish, true, true, true),
        (Grant(.steward, on: .instance), .manageMembers, false, false, false),
        (Grant(.administrator, on: .instance), .manageMembers, true, true, true),
        (Grant(.administrator, on: .instance), .manageAccounts, false, false, true),
        (Grant(.administrator, on: .instance), .readJournal, false, false, true),
        (nil, .discuss, true, true, true),
    ] as [(Grant?, Permission, Bool, Bool, Bool)])
    func roleOpensWhatItSaysAndNothingElse(grant: Grant?, permission: Permission, here: Bool, elsewhere: Bool, everywhere: Bool) async throws {
        let fixture = try await Fixture()
        try await fixture.account(grant: grant)
        let principal = try await fixture.login().principal
        #expect(principal.can(permission, on: Self.town) == here)
        #expect(principal.can(permission, on: Self.other) == elsewhere)
        #expect(principal.can(permission, on: .instance) == everywhere)
        #expect(((try? principal.authorize(permission, on: Self.town)) != nil) == here)
    }

    @Test func publicMayDoNothing() throws {
        let nobody = Principal.anonymous(from: "192.0.2.1")
        for permission in Permission.allCases {
            #expect(!nobody.can(permission, on: .instance))
            #expect(throws: IdentityError(.signedOut)) { try nobody.authorize(permission, on: .instance) }
        }
    }

    /// Every way up that a town's administrator might try.
    @Test func rolesCannotBeClimbed() async throws {
        let fixture = try await Fixture()
        let identity = fixture.identity
        let chief = try await fixture.account("chef@exemple.fr", grant: Grant(.administrator, on: .instance))
        let mayor = try await fixture.account("maire@exemple.fr", grant: Grant(.administrator, on: Self.town))
        let principal = try await fixture.login("maire@exemple.fr").principal
        let own = try principal.authorize(.manageMembers, on: Self.town)
        for (scope, id) in [(Scope.instance, mayor.id), (Self.other, mayor.id), (.instance, chief.id)] {
            #expect(try await fixture.problem { try await identity.setRole(.administrator, on: scope, of: id, by: own) } == .forbidden)
            #expect(try await fixture.problem { try await identity.setRole(nil, on: scope, of: id, by: own) } == .forbidden)
        }
        // A proof of one right is none of another.
        #expect(try await fixture.problem { try await identity.setDisabled(true, chief.id, by: own) } == .forbidden)
        #expect(try await fixture.problem { _ = try await identity.issueReset(for: chief.id, by: own) } == .forbidden)
        #expect(try await fixture.problem { _ = try await identity.createAccount(email: "x@y.fr", name: "X", by: own) } == .forbidden)
        #expect(throws: IdentityError(.forbidden)) { try principal.authorize(.manageAccounts, on: .instance) }
        // In its own town it does as it likes.
        try await identity.setRole(.steward, on: Self.town, of: chief.id, by: own)
        #expect(try await identity.account(chief.id)?.grants.count == 2)
    }

    @Test func roleTakenAwayIsGoneFromSessionsUnderWay() async throws {
        let fixture = try await Fixture()
        let account = try await fixture.account(grant: Grant(.steward, on: Self.town))
        let opened = try await fixture.login()
        try await fixture.identity.setRole(nil, on: Self.town, of: account.id, by: Fixture.members)
        let now = try #require(try await fixture.identity.recognize(opened.token, address: ""))
        #expect(!now.principal.can(.readUnpublished, on: Self.town))
    }

    @Test func instanceKeepsAnAdministrator() async throws {
        let fixture = try await Fixture()
        let identity = fixture.identity
        let chief = try await fixture.account("chef@exemple.fr", grant: Grant(.administrator, on: .instance))
        #expect(try await fixture.problem { try await identity.setDisabled(true, chief.id, by: Fixture.chief) } == .lastAdministrator)
        #expect(try await fixture.problem { try await identity.setRole(.reader, on: .instance, of: chief.id, by: Fixture.members) } == .lastAdministrator)
        #expect(try await fixture.problem { try await identity.setRole(nil, on: .instance, of: chief.id, by: Fixture.members) } == .lastAdministrator)
        #expect(try await identity.account(chief.id)?.grants == [Grant(.administrator, on: .instance)])
        let second = try await fixture.account("seconde@exemple.fr", grant: Grant(.administrator, on: .instance))
        try await identity.setDisabled(true, chief.id, by: Fixture.chief)
        #expect(try await fixture.problem { try await identity.setDisabled(true, second.id, by: Fixture.chief) } == .lastAdministrator)
    }

    @Test func keyActsWithinItsLimitsAndItsAccount() async throws {
        let fixture = try await Fixture()
        let identity = fixture.identity
        let account = try await fixture.account(grant: Grant(.contributor, on: Self.town))
        let owner = try await fixture.login().principal
        let end = fixture.clock.now + 3600
        let made = try await identity.issueToken(named: "moissonneur", limits: [.contribute, .manageAccounts], expiresAt: end, for: owner)
        let program = try #require(try await identity.recognize(key: made.token, address: "192.0.2.5"))
        #expect(program.can(.contribute, on: Self.town))
        #expect(!program.can(.readUnpublished, on: Self.town))
        #expect(!program.can(.manageAccounts, on: .instance))
        #expect(try await fixture.problem { _ = try await identity.issueToken(named: "x", limits: [], expiresAt: nil, for: program) } == .signedOut)
        // A key is no session and a session no key.
        #expect(try await identity.recognize(made.token, address: "") == nil)
        #expect(try await identity.recognize(key: SecretToken(), address: "") == nil)
        fixture.clock.advance(3601)
        #expect(try await identity.recognize(key: made.token, address: "") == nil)
        let lasting = try await identity.issueToken(named: "y", limits: [.contribute], expiresAt: nil, for: owner)
        #expect(try await identity.tokens(of: account.id).map(\.label) == ["y", "moissonneur"])
        try await identity.setDisabled(true, account.id, by: Fixture.chief)
        #expect(try await identity.recognize(key: lasting.token, address: "") == nil)
    }

    @Test func providersNameForAPersonIsTiedToOneAccount() async throws {
        let fixture = try await Fixture()
        let identity = fixture.identity
        let (lea, max) = (try await fixture.account(), try await fixture.account("max@exemple.fr"))
        let subject = ExternalSubject(issuer: "https://auth.exemple.fr/api/v2", subject: "f3a1")
        #expect(try await identity.account(subject) == nil)
        try await identity.link(subject, to: lea.id, by: Fixture.chief)
        #expect(try await identity.account(subject)?.id == lea.id)
        await #expect(throws: StoreError.self) { try await identity.link(subject, to: max.id, by: Fixture.chief) }
        #expect(try await identity.account(ExternalSubject(issuer: "https://mal.exemple.fr", subject: "f3a1")) == nil)
    }
}

import Foundation
import Identity
import Steering
import Territories
import Testing

@Suite struct RightsTests {
    @Test("A right reaches its policy, its territory and what lies in it, and nothing else", arguments: [
        // Given action, policy, territory; asked action, policy, territory; allowed.
        (.assess, "sante", Desk.ille, .assess, "sante", Desk.ille, true),
        (.assess, "sante", Desk.ille, .read, "sante", Desk.ille, true),
        (.assess, "sante", Desk.ille, .comment, "sante", Desk.ille, false),
        (.assess, "sante", Desk.ille, .assess, "routes", Desk.ille, false),
        (.assess, "sante", Desk.ille, .assess, nil, Desk.ille, false),
        (.assess, "sante", Desk.ille, .assess, "sante", Desk.finistere, false),
        (.assess, "sante", Desk.ille, .assess, "sante", Desk.bretagne, false),
        (.enter, nil, Desk.bretagne, .enter, "routes", Desk.finistere, true),
        (.enter, nil, Desk.bretagne, .enter, nil, Desk.bretagne, true),
        (.enter, nil, Desk.bretagne, .enter, "routes", Desk.manche, false),
        (.enter, nil, Desk.bretagne, .read, "routes", .france, false),
        (.decide, nil, .france, .decide, "sante", Desk.manche, true),
        (.read, nil, .france, .manage, "sante", Desk.manche, false),
    ] as [(SteeringAction, String?, TerritoryID, SteeringAction, String?, TerritoryID, Bool)])
    func reach(
        given: SteeringAction, policy: String?, territory: TerritoryID, asked: SteeringAction, askedPolicy: String?,
        askedTerritory: TerritoryID, isAllowed: Bool
    ) async throws {
        let desk = try await Desk()
        let person = try await desk.person("a@exemple.fr", [(given, policy, territory)])
        #expect(person.can(asked, policy: askedPolicy, in: askedTerritory) == isAllowed)
        #expect(((try? person.authorize(asked, policy: askedPolicy, in: askedTerritory)) != nil) == isAllowed)
    }

    @Test func publicMayDoNothing() async throws {
        let desk = try await Desk()
        let nobody = try await desk.steering.principal(.anonymous(from: "192.0.2.1"), in: Desk.programme)
        for action in SteeringAction.allCases {
            #expect(!nobody.can(action, policy: "sante", in: .france) && !nobody.canSomewhere(action))
            #expect(throws: IdentityError(.signedOut)) { try nobody.authorize(action, policy: nil, in: .france) }
        }
        let open = SteeringProgramme(service: "pilote", title: "Ouvert", levels: [.france], readers: .everybody, policies: Desk.programme.policies)
        let reader = try await desk.steering.principal(.anonymous(from: "192.0.2.1"), in: open)
        #expect(reader.can(.read, policy: "sante", in: .france) && !reader.can(.comment, policy: "sante", in: .france))
    }

    @Test("Who gives roles on the instance gives the first rights, and writes nothing without one") func administrator() async throws {
        let desk = try await Desk()
        let chief = try await desk.person("chef@exemple.fr", role: Grant(.administrator, on: .instance))
        #expect(chief.can(.manage, policy: nil, in: .france) && chief.can(.read, policy: "sante", in: Desk.ille))
        #expect(!chief.can(.assess, policy: "sante", in: Desk.ille) && !chief.can(.enter, policy: nil, in: .france))
        let other = try await desk.person("role@exemple.fr", role: Grant(.administrator, on: .organization(UUID())))
        #expect(!other.can(.manage, policy: nil, in: .france) && !other.takesPart)
    }

    @Test func managerReachesNoFurtherThanTheirOwnPlace() async throws {
        let desk = try await Desk()
        let manager = try await desk.person("chef@exemple.fr", [(.manage, "sante", Desk.bretagne)])
        let agent = try await desk.person("agent@exemple.fr")
        let account = try #require(agent.principal.account)
        // Neither wider, nor elsewhere, nor for all policies.
        for (policy, territory) in [("sante", TerritoryID.france), ("sante", Desk.manche), ("routes", Desk.ille), (nil, Desk.ille)] {
            #expect(throws: IdentityError(.forbidden)) { try manager.authorize(.manage, policy: policy, in: territory) }
        }
        let proof = try manager.authorize(.manage, policy: "sante", in: Desk.ille)
        let right = try await desk.steering.grant(.assess, to: account.id, by: proof)
        #expect(try await desk.principal(account).can(.assess, policy: "sante", in: Desk.ille))
        // A proof of one place is none of another.
        let elsewhere = try manager.authorize(.manage, policy: "sante", in: Desk.finistere)
        await #expect(throws: IdentityError(.forbidden)) { try await desk.steering.withdraw(right.id, by: elsewhere) }
        await #expect(throws: IdentityError(.forbidden)) {
            try await desk.steering.grant(.assess, to: account.id, by: Desk.root(.assess, "sante", Desk.ille))
        }
    }

    @Test("Withdrawn at once, and readable for ever") func withdrawal() async throws {
        let desk = try await Desk()
        let agent = try await desk.person("agent@exemple.fr", [(.comment, "sante", Desk.ille)])
        let account = try #require(agent.principal.account)
        let right = try #require(agent.rights.first)
        await #expect(throws: SteeringError(.rightHeld)) {
            try await desk.steering.grant(.comment, to: account.id, by: Desk.root(.manage, "sante", Desk.ille))
        }
        desk.clock.advance(60)
        try await desk.steering.withdraw(right.id, by: Desk.root(.manage, "sante", Desk.ille))
        #expect(try await desk.principal(account).can(.read, policy: "sante", in: Desk.ille) == false)
        await #expect(throws: SteeringError(.rightUnknown)) {
            try await desk.steering.withdraw(right.id, by: Desk.root(.manage, "sante", Desk.ille))
        }
        let kept = try #require(try await desk.steering.rights(service: "pilote").first)
        #expect(kept.grantedAt == right.grantedAt && kept.withdrawnAt == desk.clock.now && kept.withdrawnBy?.name == "root")
        #expect(try await desk.texts() == [.withdrawal(.comment, "agent@exemple.fr"), .grant(.comment, "agent@exemple.fr")])
        // It may be given again.
        try await desk.steering.grant(.comment, to: account.id, by: Desk.root(.manage, "sante", Desk.ille))
        #expect(try await desk.steering.rights(service: "pilote", of: account.id).count == 2)
        await #expect(throws: SteeringError(.accountUnknown)) {
            try await desk.steering.grant(.read, to: UUID(), by: Desk.root(.manage, nil, .france))
        }
    }

    @Test func widerRightMakesANarrowerOnePointless() async throws {
        let desk = try await Desk()
        let agent = try await desk.person("agent@exemple.fr", [(.enter, nil, Desk.bretagne)])
        let account = try #require(agent.principal.account).id
        await #expect(throws: SteeringError(.rightHeld)) {
            try await desk.steering.grant(.enter, to: account, by: Desk.root(.manage, "sante", Desk.ille))
        }
        try await desk.steering.grant(.enter, to: account, by: Desk.root(.manage, nil, .france))
    }
}

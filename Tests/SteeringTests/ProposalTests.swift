import Foundation
import Identity
import Indicators
import Steering
import Territories
import Testing

@Suite struct ProposalTests {
    let desk: Desk
    let author: SteeringPrincipal
    let judge: SteeringPrincipal
    let proposal: SteeringEntry

    init() async throws {
        desk = try await Desk()
        author = try await desk.person("auteur@exemple.fr", [(.propose, "sante", Desk.bretagne)])
        judge = try await desk.person("juge@exemple.fr", [(.decide, nil, .france), (.propose, nil, .france)])
        let value = ProposedValue(
            indicator: IndicatorID(service: "pilote", slug: "medecins"), date: CivilDate("2025-12-31")!, kind: .value, value: 12,
            published: 10, method: "Registre de l'ordre")
        let made = try await desk.steering.write(
            [.proposal(value, "Deux médecins manquent.")], by: try author.authorize(.propose, policy: "sante", in: Desk.ille))
        proposal = try #require(made.first)
    }

    private func proof(_ person: SteeringPrincipal, _ territory: TerritoryID = Desk.ille) throws -> SteeringAuthorization {
        try person.authorize(anyOf: SteeringEntry.Kind.outcome.actions, policy: "sante", in: territory)
    }

    private func state() async throws -> Proposal { try await desk.steering.proposal(proposal.id, service: "pilote") }

    @Test("Discussed, then refused by somebody else, with the reason") func refused() async throws {
        try await desk.steering.discuss(proposal.id, "D'où vient-il ?", by: try proof(judge))
        try await desk.steering.discuss(proposal.id, "Du registre.", by: try proof(author))
        #expect(try await state().isOpen)
        try await desk.steering.close(proposal.id, .refused, "Déjà comptés.", by: try proof(judge))
        let settled = try await state()
        #expect(settled.outcome?.outcome == .refused && settled.outcome?.release == nil && settled.outcome?.entry.author.name == "Nom de juge@exemple.fr")
        #expect(settled.following.map(\.content) == [.message("D'où vient-il ?"), .message("Du registre."), .outcome(.refused, "Déjà comptés.", release: nil)])
        #expect(settled.value.published == 10 && settled.reason == "Deux médecins manquent.")
        // It is over.
        await #expect(throws: SteeringError(.settled)) { try await desk.steering.discuss(proposal.id, "Encore", by: try proof(author)) }
        await #expect(throws: SteeringError(.settled)) { try await desk.steering.close(proposal.id, .withdrawn, "", by: try proof(author)) }
    }

    @Test func nobodyJudgesTheirOwn() async throws {
        let own = try await desk.steering.write(
            [proposal.content], by: try judge.authorize(.propose, policy: "sante", in: Desk.ille))[0]
        await #expect(throws: SteeringError(.ownProposal)) { try await desk.steering.close(own.id, .refused, "Non", by: try proof(judge)) }
        try await desk.steering.close(own.id, .withdrawn, "", by: try proof(judge))
        await #expect(throws: SteeringError(.othersProposal)) { try await desk.steering.close(proposal.id, .withdrawn, "", by: try proof(judge)) }
    }

    @Test func whoMayOnlyProposeSettlesNothing() async throws {
        let other = try await desk.person("autre@exemple.fr", [(.propose, "sante", Desk.ille)])
        await #expect(throws: IdentityError(.forbidden)) { try await desk.steering.close(proposal.id, .refused, "Non", by: try proof(other)) }
        #expect(try await state().isOpen)
    }

    @Test func aProofOfElsewhereFindsNothing() async throws {
        await #expect(throws: SteeringError(.entryUnknown)) {
            try await desk.steering.close(proposal.id, .refused, "Non", by: try proof(judge, Desk.finistere))
        }
        await #expect(throws: SteeringError(.entryUnknown)) { try await desk.steering.proposal(proposal.id, service: "ailleurs") }
        await #expect(throws: SteeringError(.textMissing)) { try await desk.steering.close(proposal.id, .refused, " ", by: try proof(judge)) }
    }

    @Test func listedByPlaceAndState() async throws {
        try await desk.steering.write([proposal.content], by: Desk.root(.propose, "sante", Desk.manche))
        #expect(try await desk.steering.proposals(service: "pilote").count == 2)
        #expect(try await desk.steering.proposals(service: "pilote", .init(territories: [Desk.ille])).map(\.id) == [proposal.id])
        try await desk.steering.close(proposal.id, .refused, "Double compte", by: try proof(judge))
        #expect(try await desk.steering.proposals(service: "pilote").filter(\.isOpen).map(\.place.territory) == [Desk.manche])
    }
}

import Foundation
import Identity
import Indicators
import Steering
import Territories
import Testing

@Suite struct ValuesTests {
    let desk: Desk
    let figures: Figures
    let agent: SteeringPrincipal

    init() async throws {
        desk = try await Desk()
        figures = try await Figures(desk)
        agent = try await desk.person("agent@exemple.fr", [(.enter, "sante", Desk.bretagne)])
        try await figures.give([(Figures.medecins, Desk.ille, "2025-12-31", .value, 10)])
    }

    private func change(_ territory: TerritoryID, _ value: Double?, _ indicator: IndicatorID = Figures.medecins) -> CellChange {
        CellChange(indicator, territory, CivilDate("2025-12-31")!, .value, value: value)
    }

    @Test("Entered values and their note are one; taking them back gives the former ones again") func entry() async throws {
        let entering = try agent.authorize(entering: [change(Desk.ille, 12), change(Desk.finistere, 7)])
        #expect(entering.map(\.proof.place.territory) == [Desk.finistere, Desk.ille])
        let release = try await desk.steering.enter(entering, note: "Comptage", into: figures.indicators)
        #expect(release.author == "Nom de agent@exemple.fr" && release.kind == .entered)
        #expect(try await figures.value(Figures.medecins, Desk.ille, "2025-12-31") == 12)
        let noted = EnteredValues(release: release.id, indicators: [Figures.medecins], count: 1)
        #expect(try await desk.texts() == [.values(noted)])
        #expect(try await desk.texts("sante", Desk.finistere) == [.values(noted)])
        let entered = try await desk.steering.entered(service: "pilote", of: figures.indicators)
        #expect(entered.map(\.release.id) == [release.id] && Set(entered[0].places.map(\.territory)) == [Desk.ille, Desk.finistere])

        let proofs = try entered[0].places.map { try agent.authorize(writing: .values, policy: $0.policy, in: $0.territory) }
        // Half of the proofs are not enough, and nothing changes.
        await #expect(throws: IdentityError(.forbidden)) {
            try await desk.steering.undo(release.id, by: [proofs[0]], service: "pilote", of: figures.indicators)
        }
        #expect(try await figures.value(Figures.medecins, Desk.ille, "2025-12-31") == 12)
        try await desk.steering.undo(release.id, by: proofs, service: "pilote", of: figures.indicators)
        #expect(try await figures.value(Figures.medecins, Desk.ille, "2025-12-31") == 10)
        #expect(try await figures.value(Figures.medecins, Desk.finistere, "2025-12-31") == nil)
        guard case .values(let undone) = try await desk.texts().first else { Issue.record("nothing noted"); return }
        #expect(undone.undoes == release.id && undone.release != release.id)
        #expect(try await desk.steering.entered(service: "pilote", of: figures.indicators).isEmpty)
    }

    @Test("What is not theirs to enter is named, and nothing of it is entered", arguments: [
        (Figures.medecins, Desk.manche), (Figures.accidents, Desk.bretagne), (Figures.medecins, TerritoryID.france),
        (IndicatorID(service: "x", slug: "y"), Desk.ille),
    ])
    func outside(indicator: IndicatorID, territory: TerritoryID) {
        #expect(!agent.canEnter(indicator, territory))
        #expect {
            try agent.authorize(entering: [change(Desk.ille, 1), change(territory, 1, indicator)])
        } throws: { ($0 as? SteeringError)?.problem == .outside }
        #expect(agent.enteredIndicators == [Figures.medecins])
    }

    @Test("A file: its report first, then its values, each place noted") func file() async throws {
        let text = """
            identifiant_indic;zone_id;date_valeur;type_valeur;valeur
            medecins;D35;2025-12-31;va;11
            medecins;D29;2025-12-31;va;9
            medecins;D50;2025-12-31;va;9
            medecins;R53;2026-12-31;vc;30

            """
        let path = figures.folder.appending(path: "valeurs.csv")
        try Data(text.utf8).write(to: path)
        let agent = agent
        let report = try await figures.indicators.examine(
            path, name: "valeurs.csv", service: "pilote", support: figures.support, scratch: figures.folder
        ) { agent.canEnter($0, $1) }
        #expect(report.created.count == 2 && report.changed.count == 1 && report.refused.map(\.line) == [4])
        #expect(try await figures.value(Figures.medecins, Desk.ille, "2025-12-31") == 10)
        let release = try await desk.steering.apply(report, of: path, try agent.authorize(entering: report.changes), into: figures.indicators)
        #expect(try await figures.value(Figures.medecins, Desk.ille, "2025-12-31") == 11)
        #expect(try await figures.value(Figures.medecins, Desk.bretagne, "2026-12-31", .target) == 30)
        #expect(try await figures.value(Figures.medecins, Desk.manche, "2025-12-31") == nil)
        #expect(try await desk.texts().first == .values(
            EnteredValues(release: release.id, indicators: [Figures.medecins], count: 1, file: "valeurs.csv")))
    }

    @Test("An accepted proposal enters its value with its outcome, or neither") func accepted() async throws {
        let author = try await desk.person("auteur@exemple.fr", [(.propose, "sante", Desk.ille)])
        let judge = try await desk.person("juge@exemple.fr", [(.decide, nil, .france), (.propose, nil, .france)])
        func propose(_ person: SteeringPrincipal) async throws -> Proposal {
            let value = ProposedValue(
                indicator: Figures.medecins, date: CivilDate("2025-12-31")!, kind: .value, value: 13, published: 10, method: "Registre")
            let made = try await desk.steering.write(
                [.proposal(value, "Trois manquent.")], by: try person.authorize(writing: .proposal, policy: "sante", in: Desk.ille))
            return try await desk.steering.proposal(made[0].id, service: "pilote")
        }
        let proof = try judge.authorize(writing: .outcome, policy: "sante", in: Desk.ille)
        let own = try await propose(judge)
        await #expect(throws: SteeringError(.ownProposal)) { try await desk.steering.accept(own, "", by: proof, into: figures.indicators) }
        #expect(try await figures.value(Figures.medecins, Desk.ille, "2025-12-31") == 10)
        let proposal = try await propose(author)
        try await desk.steering.accept(proposal, "Vérifié", by: proof, into: figures.indicators)
        #expect(try await figures.value(Figures.medecins, Desk.ille, "2025-12-31") == 13)
        let settled = try await desk.steering.proposal(proposal.id, service: "pilote")
        let release = try #require(try await figures.indicators.releases(Figures.medecins).first)
        #expect(settled.outcome?.outcome == .accepted && settled.outcome?.release == release.id && release.author == "Nom de juge@exemple.fr")
        await #expect(throws: SteeringError(.settled)) { try await desk.steering.accept(proposal, "", by: proof, into: figures.indicators) }
        #expect(try await figures.indicators.releases(Figures.medecins).count == 2)
    }
}

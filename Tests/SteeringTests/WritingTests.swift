import Foundation
import Identity
import Indicators
import Localization
import Steering
import Territories
import Testing

@Suite struct WritingTests {
    @Test("What replaces leaves what it replaces readable, each with its author and its day") func history() async throws {
        let desk = try await Desk()
        let prefect = try await desk.person("prefet@exemple.fr", [(.assess, "sante", Desk.bretagne)])
        let proof = try prefect.authorize(.assess, policy: "sante", in: Desk.ille)
        try await desk.steering.assess(.supportNeeded, "Il manque des médecins.", by: proof)
        let first = desk.clock.now
        desk.clock.advance(86_400)
        try await desk.steering.assess(.secured, "Il manque des médecins.", by: proof)
        try await desk.steering.assess(nil, "Deux maisons de santé ont ouvert.", by: proof)
        #expect(try await desk.texts() == [
            .synthesis("Deux maisons de santé ont ouvert."), .weather(.secured), .synthesis("Il manque des médecins."), .weather(.supportNeeded),
        ])
        let place = SteeringPlace(service: "pilote", policy: "sante", territory: Desk.ille)
        let entries = try await desk.steering.entries(in: place)
        #expect(entries.map(\.number) == [5, 4, 3, 2] && entries.last?.writtenAt == first)
        #expect(entries.allSatisfy { $0.author.name == "Nom de prefet@exemple.fr" })
        #expect(try await desk.steering.latest(.weather, service: "pilote").mapValues(\.content) == [place: .weather(.secured)])
        #expect(try await desk.steering.lastWritten(service: "pilote") == [place: desk.clock.now])
        await #expect(throws: SteeringError(.nothingNew)) {
            try await desk.steering.assess(nil, "Deux maisons de santé ont ouvert.", by: proof)
        }
    }

    @Test func everyWriteIsInTheAuditJournal() async throws {
        let desk = try await Desk()
        let prefect = try await desk.person("prefet@exemple.fr", [(.decide, nil, Desk.bretagne)])
        let proof = try prefect.authorize(.decide, policy: "routes", in: Desk.ille)
        let made = try await desk.steering.write(
            [.objective("Moins de 20"), .decision(SteeringDecision(text: "Un radar", responsible: "DDTM", due: CivilDate("2026-12-31")))], by: proof)
        try await desk.steering.follow(made[1].id, .underWay, "", by: proof)
        let subject = JournalSubject("steering", "pilote/routes/departement:35", name: "")
        let noted = try await desk.identity.journal.entries(subject: subject)
        #expect(noted.map(\.action.rawValue) == ["steering.followUp", "steering.decision", "steering.objective"])
        #expect(noted.allSatisfy { $0.actor.name == "prefet@exemple.fr" && $0.address == "192.0.2.1" && $0.after != nil })
        #expect(noted.first?.subject.name == "Routes — Ille-et-Vilaine")
        #expect(try await desk.identity.journal.verify().isWhole)
    }

    @Test("A proof of one action opens no other", arguments: SteeringEntry.Kind.allCases)
    func proofs(kind: SteeringEntry.Kind) async throws {
        let desk = try await Desk()
        let content = Self.sample(kind)
        #expect(content.kind == kind)
        for action in SteeringAction.allCases {
            let proof = Desk.root(action, "sante", Desk.ille)
            if kind.actions.contains(action) {
                try await desk.steering.write([content], by: proof)
            } else {
                await #expect(throws: IdentityError(.forbidden)) { try await desk.steering.write([content], by: proof) }
            }
        }
        // What is read back is what was written.
        #expect(try await desk.texts() == Array(repeating: content, count: kind.actions.count))
    }

    static func sample(_ kind: SteeringEntry.Kind) -> SteeringEntry.Content {
        let indicator = IndicatorID(service: "pilote", slug: "medecins")
        return switch kind {
        case .weather: .weather(.compromised)
        case .synthesis: .synthesis("« Été » & *gras*")
        case .comment: .comment("Un commentaire")
        case .objective: .objective("Un objectif")
        case .decision: .decision(SteeringDecision(text: "Décider", responsible: "ARS", due: CivilDate("2026-06-30")))
        case .followUp: .followUp(.done, "Fait")
        case .proposal:
            .proposal(
                ProposedValue(
                    indicator: indicator, date: CivilDate("2025-12-31")!, kind: .value, value: 12.5, published: nil, method: "Comptage"), "Erreur")
        case .message: .message("Pourquoi ?")
        case .outcome: .outcome(.accepted, "", release: "r-1")
        case .values: .values(EnteredValues(release: "r-2", indicators: [indicator], count: 3, undoes: "r-1", file: "valeurs.csv"))
        case .grant: .grant(.enter, "a@exemple.fr")
        case .withdrawal: .withdrawal(.enter, "a@exemple.fr")
        }
    }

    @Test("Texts that cannot be kept are refused, with the field", arguments: [
        (.comment("  \n"), .body, .textMissing),
        (.comment("a\0b"), .body, .textUnfit),
        (.synthesis(String(repeating: "é", count: Steering.longestText + 1)), .body, .textTooLong),
        (.objective("e" + String(repeating: "\u{301}", count: 5 * Steering.longestText)), .body, .textTooLong),
        (.decision(SteeringDecision(text: "x", responsible: String(repeating: "x", count: 501))), .responsible, .textTooLong),
        (.outcome(.refused, "", release: nil), .reason, .textMissing),
        (.proposal(
            ProposedValue(
                indicator: IndicatorID(service: "a", slug: "b"), date: CivilDate("2026-01-01")!, kind: .value, value: .nan, published: nil,
                method: "x"), "x"), .value, .valueInvalid),
    ] as [(SteeringEntry.Content, SteeringFieldProblem.Field, SteeringError.Problem)])
    func unfit(content: SteeringEntry.Content, field: SteeringFieldProblem.Field, problem: SteeringError.Problem) async throws {
        #expect(content.problems.map(\.field) == [field] && content.problems.first?.error.problem == problem)
        let desk = try await Desk()
        await #expect(throws: SteeringError.self) {
            try await desk.steering.write([content], by: Desk.root(content.kind.actions.sorted { $0.rawValue < $1.rawValue }[0], "sante", Desk.ille))
        }
        #expect(try await desk.texts().isEmpty)
    }

    @Test("A decision is followed where it was taken, and its last state holds") func decisions() async throws {
        let desk = try await Desk()
        let here = Desk.root(.decide, "sante", Desk.ille), there = Desk.root(.decide, "sante", Desk.finistere)
        let decision = try #require(try await desk.steering.write([.decision(SteeringDecision(text: "Ouvrir un centre"))], by: here).first)
        await #expect(throws: SteeringError(.entryUnknown)) { try await desk.steering.follow(decision.id, .done, "", by: there) }
        await #expect(throws: SteeringError(.entryUnknown)) { try await desk.steering.follow(UUID(), .done, "", by: here) }
        #expect(try await desk.steering.decisions(service: "pilote").map(\.state) == [.toDo])
        try await desk.steering.follow(decision.id, .underWay, "Le terrain est trouvé.", by: here)
        try await desk.steering.follow(decision.id, .done, "", by: here)
        let followed = try #require(try await desk.steering.decisions(service: "pilote").first)
        #expect(followed.state == .done && followed.following.map(\.content) == [.followUp(.underWay, "Le terrain est trouvé."), .followUp(.done, "")])
    }

    @Test("The journal of a service, filtered") func filters() async throws {
        let desk = try await Desk()
        let lea = try await desk.person("lea@exemple.fr", [(.comment, nil, .france)])
        for (policy, territory) in [("sante", Desk.ille), ("routes", Desk.ille), ("sante", Desk.manche)] {
            try await desk.steering.write([.comment("\(policy) \(territory)")], by: try lea.authorize(.comment, policy: policy, in: territory))
            desk.clock.advance(60)
        }
        func count(_ filter: SteeringEntryFilter) async throws -> Int { try await desk.steering.entries(service: "pilote", filter).count }
        #expect(try await count(.init()) == 4)
        #expect(try await count(.init(kinds: [.comment])) == 3)
        #expect(try await count(.init(policies: ["sante"], kinds: [.comment])) == 2)
        #expect(try await count(.init(territories: [Desk.ille])) == 2)
        #expect(try await count(.init(territories: [])) == 0)
        #expect(try await count(.init(author: try #require(lea.principal.account).id.uuidString.lowercased())) == 3)
        #expect(try await count(.init(since: desk.clock.now - 90)) == 1)
        #expect(try await count(.init(before: 3)) == 2)
        #expect(try await desk.steering.entries(service: "ailleurs").isEmpty)
        #expect(try await desk.steering.authors(service: "pilote").map(\.name) == ["Nom de lea@exemple.fr", "root"])
    }

    @Test("Everything has its words", arguments: Language.allCases)
    func words(language: Language) {
        let localizer = Localizer(language)
        let keys = SteeringAction.allCases.map(\.nameKey) + SteeringEntry.Kind.allCases.map(\.nameKey)
            + SteeringDecision.State.allCases.map(\.nameKey) + ProposedValue.Outcome.allCases.map(\.nameKey)
            + SteeringAlert.Kind.all.map(\.nameKey) + Weather.allCases.map(\.nameKey)
            + SteeringError.Problem.allCases.flatMap { ["errors.steering.\($0.rawValue)", "errors.steering.\($0.rawValue).hint"] }
            + SteeringEntry.Kind.allCases.map { "identity.action.steering.\($0.rawValue)" }
            + SteeringAsk.allCases.map { "steering.ask.\($0.rawValue)" }
        #expect(keys.filter { !localizer.contains($0) } == [])
    }
}

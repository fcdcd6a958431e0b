import Foundation
import Identity
import Indicators
import Steering
import Territories
import Testing

/// The figures and what people write, side by side.
@Suite struct BoardTests {
    let desk: Desk
    let figures: Figures

    init() async throws {
        desk = try await Desk()
        figures = try await Figures(desk)
    }

    private func board(_ programme: SteeringProgramme = Desk.programme) async throws -> SteeringBoard {
        SteeringBoard(programme, try await figures.indicators.current(), desk.gazetteer, on: CivilDate("2026-02-01")!)
    }

    @Test("A policy's rate is weighted, and withheld unless all its indicators have one") func rates() async throws {
        let programme = SteeringProgramme(
            service: "pilote", title: "P", levels: [.france, .region],
            policies: [
                SteeredPolicy(slug: "tout", name: "Tout", indicators: [.init(Figures.medecins), .init(Figures.accidents, weight: 3)])
            ])
        // Doctors: 10 → 20, now 15. Accidents: 100 → 50, now 60.
        try await figures.give([
            (Figures.medecins, Desk.bretagne, "2024-12-31", .value, 10), (Figures.medecins, Desk.bretagne, "2025-12-31", .value, 15),
            (Figures.medecins, Desk.bretagne, "2026-12-31", .target, 20),
        ])
        let before = try #require(try await board(programme).figures("tout", Desk.bretagne))
        #expect(before.rate.rate == nil && before.rate.missing == [Figures.accidents] && before.date == CivilDate("2025-12-31"))
        try await figures.give([
            (Figures.accidents, Desk.bretagne, "2024-12-31", .value, 100), (Figures.accidents, Desk.bretagne, "2025-12-31", .value, 60),
            (Figures.accidents, Desk.bretagne, "2026-12-31", .target, 50),
        ])
        let after = try #require(try await board(programme).figures("tout", Desk.bretagne))
        // (50 + 3 × 80) / 4.
        #expect(after.rate.rate == 72.5 && after.rateBefore == 0 && after.change == 72.5)
        #expect(after.rate.parts.map(\.share) == [0.25, 0.75])
    }

    @Test("A policy is followed on the levels of its indicators alone") func levels() async throws {
        let board = try await board()
        // Accidents are counted by région at the finest.
        #expect(board.figures("routes", Desk.bretagne) != nil && board.figures("routes", Desk.ille) == nil)
        #expect(board.figures("sante", Desk.ille) != nil && board.figures("sante", .france) != nil)
        #expect(board.figures.map(\.policy.slug) == Array(repeating: "sante", count: 6) + Array(repeating: "routes", count: 3))
    }

    @Test("Weather, gap and alerts stand beside the rate, and filter") func standings() async throws {
        try await figures.give([
            (Figures.medecins, .france, "2024-12-31", .value, 0), (Figures.medecins, .france, "2025-12-31", .value, 50),
            (Figures.medecins, .france, "2026-12-31", .target, 100), (Figures.medecins, Desk.ille, "2024-12-31", .value, 0),
            (Figures.medecins, Desk.ille, "2025-12-31", .value, 20), (Figures.medecins, Desk.ille, "2026-12-31", .target, 100),
        ])
        let prefect = try await desk.person("prefet@exemple.fr", [(.assess, "sante", Desk.bretagne)])
        let board = try await board()
        let first = try #require(try await desk.steering.standing(board, "sante", Desk.ille))
        #expect(first.rate == 20 && first.gap == 30 && first.state == .missing)
        #expect(first.alerts.map(\.kind).contains(.indicator(.gap)) && first.alerts.map(\.kind).contains(.weatherMissing))
        try await desk.steering.assess(.supportNeeded, nil, by: try prefect.authorize(.assess, policy: "sante", in: Desk.ille))
        // A prefect of Bretagne sees Bretagne's santé, and nothing else.
        let all = try await desk.steering.standings(board, for: prefect)
        #expect(all.map(\.territory) == [Desk.bretagne, Desk.finistere, Desk.ille])
        let filters: [(StandingFilter, [TerritoryID])] = [
            (.init(weather: .supportNeeded), [Desk.ille]), (.init(weather: .missing), [Desk.bretagne, Desk.finistere]),
            (.init(level: .departement), [Desk.finistere, Desk.ille]), (.init(holder: Desk.ille), [Desk.ille]),
            (.init(policy: "routes"), []), (.init(alert: .indicator(.gap)), [Desk.ille]),
            (.init(alert: .weatherMissing), [Desk.bretagne, Desk.finistere]), (.init(isMine: true), [Desk.bretagne, Desk.finistere, Desk.ille]),
        ]
        for (filter, expected) in filters {
            #expect(try await desk.steering.standings(board, for: prefect, filter).map(\.territory) == expected)
        }
        // It must be looked at again some day.
        desk.clock.advance(91 * 86_400)
        let later = try #require(try await desk.steering.standing(board, "sante", Desk.ille))
        #expect(later.alerts.map(\.kind).contains(.weatherOutdated) && later.state == .supportNeeded)
        #expect(try await desk.steering.standings(board, for: try await desk.person("autre@exemple.fr")).isEmpty)
    }

    @Test("Themes make policies where a declaration says so; indicators that do not exist are left out") func themes() async throws {
        let definitions = try await figures.indicators.current().definitions
        let themes = SteeringProgramme(service: "pilote", title: "P", levels: [.france], policies: [], source: .themes(of: "pilote"))
        #expect(themes.resolved(with: definitions).policies.map(\.slug) == ["route-et-sante"])
        let declared = SteeringProgramme(service: "pilote", title: "P", levels: [.france], policies: [], source: .declared(by: "baro"))
        let policy = SteeredPolicy(slug: "a", name: "A", indicators: [.init(Figures.medecins), .init(IndicatorID(service: "x", slug: "y"))])
        #expect(declared.resolved(with: definitions) { $0 == "baro" ? [policy] : [] }.policies.first?.indicators.map(\.indicator) == [Figures.medecins])
    }
}

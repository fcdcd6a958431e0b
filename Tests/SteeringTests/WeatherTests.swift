import Identity
import Indicators
import Steering
import Territories
import Testing

/// The weather of a policy, asked for by one of its indicators.
@Suite struct WeatherTests {
    let desk: Desk

    init() async throws { desk = try await Desk() }

    private func programme(_ readers: SteeringProgramme.Readers, asks: Set<SteeringAsk> = [.weather]) -> SteeringProgramme {
        SteeringProgramme(
            service: "pilote", title: "P", levels: [.departement, .region], asks: asks, readers: readers,
            policies: [
                SteeredPolicy(slug: "sante", name: "Santé", indicators: [.init(Figures.medecins)]),
                SteeredPolicy(slug: "ruralite", name: "Ruralité", indicators: [.init(Figures.medecins), .init(Figures.accidents)]),
            ])
    }

    private func give(_ weather: Weather, _ policy: String) async throws {
        try await desk.steering.assess(weather, nil, by: Desk.root(.assess, policy, Desk.ille))
    }

    @Test("The last weather given to any of the policies that follow an indicator") func last() async throws {
        let programme = programme(.everybody)
        func weather(_ indicator: IndicatorID = Figures.medecins, _ territory: TerritoryID = Desk.ille) async throws -> IndicatorWeathers.Answer {
            try await desk.steering.weathers(of: [programme], for: .anonymous(from: "192.0.2.1")).weather(indicator, territory)
        }
        #expect(try await weather() == .given(.missing))
        try await give(.secured, "sante")
        try await give(.compromised, "ruralite")
        #expect(try await weather() == .given(.compromised))
        try await give(.reachable, "sante")
        #expect(try await weather() == .given(.reachable))
        #expect(try await weather(Figures.accidents) == .given(.compromised))
        #expect(try await weather(Figures.medecins, .france) == .notAsked)
        #expect(try await weather(IndicatorID(service: "autre", slug: "medecins")) == .notAsked)
    }

    @Test("What somebody may not read stays hidden") func hidden() async throws {
        let members = programme(.members)
        try await give(.secured, "sante")
        try await give(.compromised, "ruralite")
        let prefect = try await desk.person("prefet@exemple.fr", [(.comment, "sante", Desk.bretagne)], in: members)
        let seen = try await desk.steering.weathers(of: [members], for: prefect.principal)
        // The later one is of a policy of others.
        #expect(seen.weather(Figures.medecins, Desk.ille) == .given(.secured) && seen.stated(Figures.medecins, Desk.ille) == .secured)
        #expect(seen.weather(Figures.accidents, Desk.ille) == .hidden && seen.stated(Figures.accidents, Desk.ille) == nil)
        #expect(seen.weather(Figures.medecins, Desk.manche) == .hidden)
        let public_ = try await desk.steering.weathers(of: [members], for: .anonymous(from: "192.0.2.1"))
        #expect(public_.weather(Figures.medecins, Desk.ille) == .hidden)
        let silent = try await desk.steering.weathers(of: [programme(.everybody, asks: [.comment])], for: .anonymous(from: "192.0.2.1"))
        #expect(silent.weather(Figures.medecins, Desk.ille) == .notAsked)
    }
}

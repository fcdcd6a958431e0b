package import Indicators
import Localization
package import Territories

/// What a service steers: its policies, where, and what is asked of those who steer them.
package struct SteeringProgramme: Sendable, Hashable {
    /// The service that declares it.
    package let service: String
    /// The service whose indicators are meant where a slug stands alone, as in files of values.
    package let indicators: String
    /// As pages call it.
    package let title: String
    /// Levels on which each policy is followed, widest first.
    package let levels: [TerritoryLevel]
    /// What people are asked to write.
    package let asks: Set<SteeringAsk>
    /// Who may read it.
    package let readers: Readers
    /// Days after which a weather must be given again.
    package let weatherLife: Int
    /// Where the policies come from, of which ``policies`` has those that are listed.
    package let source: PolicySource
    /// In the order in which they are shown.
    package let policies: [SteeredPolicy]

    /// Days for which a weather counts, where a declaration does not say.
    package static let weatherLife = 90

    /// Who may read without a right of their own.
    package enum Readers: String, Sendable, Hashable, CaseIterable {
        /// Nobody: whoever was given a right somewhere, for that place.
        case members
        /// Everybody, signed in or not.
        case everybody
    }

    /// Where the policies of a programme come from.
    package enum PolicySource: Sendable, Hashable {
        /// The programme lists them.
        case listed
        /// Those that a service declares for its pages.
        case declared(by: String)
        /// The indicators of a service, grouped by their themes.
        case themes(of: String)
    }

    package init(
        service: String, indicators: String? = nil, title: String, levels: [TerritoryLevel], asks: Set<SteeringAsk> = Set(SteeringAsk.allCases),
        readers: Readers = .members, weatherLife: Int = Self.weatherLife, policies: [SteeredPolicy], source: PolicySource = .listed
    ) {
        self.service = service
        self.indicators = indicators ?? service
        self.title = title
        self.levels = levels.sorted()
        self.asks = asks
        self.readers = readers
        self.weatherLife = weatherLife
        self.policies = policies
        self.source = source
    }

    /// The programme with all its policies. Indicators that no definition stands for are left out.
    ///
    /// - Parameter declared: the policies that a service declares for its pages.
    package func resolved(
        with definitions: [IndicatorDefinition], declared: (_ service: String) -> [SteeredPolicy] = { _ in [] }
    ) -> SteeringProgramme {
        let found = switch source {
        case .listed: policies
        case .declared(let service): declared(service)
        case .themes(let service): Self.themes(definitions.filter { $0.id.service == service })
        }
        let known = Set(definitions.map(\.id))
        return SteeringProgramme(
            service: service, indicators: indicators, title: title, levels: levels, asks: asks, readers: readers, weatherLife: weatherLife,
            policies: found.map { $0.keeping(known) })
    }

    private static func themes(_ definitions: [IndicatorDefinition]) -> [SteeredPolicy] {
        let themes = definitions.compactMap(\.theme).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return themes.map { theme in
            SteeredPolicy(
                slug: Slug.make(from: theme), name: theme,
                indicators: definitions.filter { $0.theme == theme }.map { SteeredPolicy.Member($0.id) })
        }
    }

    /// - Returns: nil where the service has no such policy.
    package func policy(_ slug: String) -> SteeredPolicy? { policies.first { $0.slug == slug } }
}

/// Something that a programme may ask to be written.
package enum SteeringAsk: String, Sendable, Hashable, CaseIterable {
    case weather, synthesis, comment, objective, decision, proposal
    /// Values of indicators, by form and by file.
    case values
}

package import Indicators
package import Localization

/// Something about a policy in a territory that somebody should look at.
package struct SteeringAlert: Sendable, Hashable {
    /// In the order in which a reader wants them: first those of the figures, then those of what people write.
    package enum Kind: Sendable, Hashable {
        case indicator(Alert.Kind)
        /// The programme asks for a weather, and none is given.
        case weatherMissing
        /// The weather was given too long ago.
        case weatherOutdated

        /// All of them, in that order; what the indicators say of the weather is said here once for the policy.
        package static let all: [Kind] = Alert.Kind.allCases.filter { $0 != .weatherMissing }.map(Kind.indicator) + [.weatherMissing, .weatherOutdated]

        /// As it is written in addresses and files.
        package var word: String {
            switch self {
            case .indicator(let kind): kind.rawValue
            case .weatherMissing: "weather_missing"
            case .weatherOutdated: "weather_outdated"
            }
        }

        /// The message that names it.
        package var nameKey: String {
            switch self {
            case .indicator(let kind): kind.nameKey
            case .weatherMissing: "steering.alert.weatherMissing.name"
            case .weatherOutdated: "steering.alert.weatherOutdated.name"
            }
        }

        /// - Returns: nil where none is written so.
        package init?(word: String) {
            guard let kind = Self.all.first(where: { $0.word == word }) else { return nil }
            self = kind
        }
    }

    package let kind: Kind
    /// Nil where it is about the policy as a whole.
    package let indicator: IndicatorID?
    private let arguments: [String: MessageArgument]
    private let alert: Alert?

    init(_ alert: Alert) {
        kind = .indicator(alert.kind)
        indicator = alert.indicator
        arguments = alert.arguments
        self.alert = alert
    }

    init(_ kind: Kind, _ arguments: [String: MessageArgument] = [:]) {
        self.kind = kind
        indicator = nil
        self.arguments = arguments
        alert = nil
    }

    /// One sentence that says what is the matter.
    package func words(in localizer: Localizer) -> String {
        if let alert { return alert.words(in: localizer) }
        return localizer.text(kind == .weatherOutdated ? "steering.alert.weatherOutdated" : "steering.alert.weatherMissing", arguments)
    }
}

/// How a prefect or a director of policy sees the way ahead, as PILOTE codes it (*météo*).
package enum Weather: String, Sendable, Codable, CaseIterable {
    /// *Objectifs sécurisés.*
    case secured = "SOLEIL"
    /// *Objectifs atteignables.*
    case reachable = "COUVERT"
    /// *Appuis nécessaires.*
    case supportNeeded = "NUAGE"
    /// *Objectifs compromis.*
    case compromised = "ORAGE"
    /// *Non renseigné.*
    case missing = "NON_RENSEIGNEE"
    /// *Non nécessaire.*
    case notNeeded = "NON_NECESSAIRE"

    /// As it is written in addresses and declarations: `objectifs-securises`.
    package var slug: String {
        switch self {
        case .secured: "objectifs-securises"
        case .reachable: "objectifs-atteignables"
        case .supportNeeded: "appuis-necessaires"
        case .compromised: "objectifs-compromis"
        case .missing: "non-renseigne"
        case .notNeeded: "non-necessaire"
        }
    }

    /// - Returns: nil where none is written so, as a slug or as PILOTE's code.
    package init?(slug: some StringProtocol) {
        guard let weather = Self.allCases.first(where: { $0.slug == slug || $0.rawValue == slug }) else { return nil }
        self = weather
    }

    /// The message that says it.
    package var nameKey: String { "indicators.weather.\(slug)" }
}

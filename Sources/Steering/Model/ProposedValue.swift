package import Indicators
package import Territories

/// A value of an indicator that somebody holds for wrong or missing, and what it should be.
package struct ProposedValue: Sendable, Hashable, Codable {
    package let indicator: IndicatorID
    /// Of the value.
    package let date: CivilDate
    /// Initial, current or target.
    package let kind: ObservationKind
    /// In the indicator's unit.
    package let value: Double
    /// What was published when it was proposed; nil where nothing was.
    package let published: Double?
    /// How it was come by: the method, the file, the office that counted.
    package let method: String

    package init(
        indicator: IndicatorID, date: CivilDate, kind: ObservationKind, value: Double, published: Double?, method: String
    ) {
        self.indicator = indicator
        self.date = date
        self.kind = kind
        self.value = value
        self.published = published
        self.method = method
    }

    /// How a proposal ended.
    package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        /// The value was entered, in the name of who accepted it.
        case accepted
        case refused
        /// Taken back by who made it.
        case withdrawn

        /// The message that names it.
        package var nameKey: String { "steering.outcome.\(rawValue)" }
    }
}

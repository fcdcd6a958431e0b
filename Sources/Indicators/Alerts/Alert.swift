package import Localization
package import Territories

/// Something about an indicator in a territory that somebody should look at.
package struct Alert: Sendable, Hashable {
    package let kind: Kind
    package let indicator: IndicatorID
    package let territory: TerritoryID
    /// What the sentence names: values, dates, thresholds.
    package let arguments: [String: MessageArgument]

    /// In the order in which a reader wants them.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The progress is behind the country's by more points than the threshold.
        case gap
        /// The latest values get worse, one after the other.
        case fallingTrend = "falling_trend"
        /// A target is declared or expected, and no rate can be computed.
        case rateMissing = "rate_missing"
        /// No weather is stated.
        case weatherMissing = "weather_missing"
        /// The next value is late.
        case late
        /// Periods are missing between the first value and the last.
        case breakInSeries = "break"
        /// A value is out of its bounds, or far from its neighbours in time.
        case implausible

        /// The message that names the kind.
        package var nameKey: String { "indicators.alert.\(rawValue).name" }
    }

    package init(_ kind: Kind, _ indicator: IndicatorID, _ territory: TerritoryID, _ arguments: [String: MessageArgument] = [:]) {
        self.kind = kind
        self.indicator = indicator
        self.territory = territory
        self.arguments = arguments
    }

    /// One sentence that says what is the matter.
    package func words(in localizer: Localizer) -> String { localizer.text("indicators.alert.\(kind.rawValue)", arguments) }
}

package import Territories

/// What is to be reached, as a declaration states it. Targets that a source or an import gives come before these.
package struct IndicatorTargets: Sendable, Hashable {
    /// One target.
    package struct Target: Sendable, Hashable {
        /// The territory, every territory of the level, or every territory of any.
        package enum Scope: Sendable, Hashable {
            case territory(TerritoryID)
            case level(TerritoryLevel)
            case everywhere
        }

        package let scope: Scope
        package let date: CivilDate
        package let value: Double

        package init(scope: Scope, date: CivilDate, value: Double) {
            self.scope = scope
            self.date = date
            self.value = value
        }
    }

    /// By date, in order.
    package let all: [Target]

    package init(_ targets: [Target] = []) {
        all = targets.sorted { $0.date < $1.date }
    }

    /// The targets of a territory by date: its own, else those of its level, else those that hold everywhere.
    package func points(for territory: TerritoryID) -> [DatedValue] {
        let scopes: [Target.Scope] = [.territory(territory), .level(territory.level), .everywhere]
        let chosen = scopes.lazy.map { scope in all.filter { $0.scope == scope } }.first { !$0.isEmpty } ?? []
        return chosen.map { DatedValue(date: $0.date, value: $0.value) }
    }
}

/// Which value an objective starts from, where none is given as such (`vi`).
package enum InitialRule: Sendable, Hashable {
    /// The first value.
    case first
    /// The value of this day, or else the last one before it.
    case on(CivilDate)
    /// Zero, on the day of the first value.
    case zero
    /// Only a value that is given as initial: there is none otherwise.
    case given
}

/// Statistical secrecy: what is about too few is not published.
///
/// Source: law n° 51-711 of 7 June 1951, art. 6; INSEE's rule for enterprises is three units at least, and no unit
/// over 85 % of an amount.
package struct Secrecy: Sendable, Hashable {
    /// The smallest number of units that may be published.
    package var threshold: Double
    /// The expression that counts the units of a row group; nil where the indicator's own numerator (or value, for a sum) counts them.
    package var units: IndicatorExpression?

    package init(threshold: Double, units: IndicatorExpression? = nil) {
        self.threshold = threshold
        self.units = units
    }
}

/// From where on something is told.
package struct AlertThresholds: Sendable, Hashable {
    /// How many points the progress of a territory may be behind that of the country.
    package var gap: Double
    /// How many values in a row, each worse than the one before, make a falling trend.
    package var fall: Int
    /// A jump is implausible when it is this many times the usual one (median of the absolute changes).
    package var jump: Double

    package init(gap: Double = 10, fall: Int = 3, jump: Double = 8) {
        self.gap = gap
        self.fall = fall
        self.jump = jump
    }
}

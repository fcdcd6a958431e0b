package import Territories

/// What a value is to the pursuit of an objective, as the files of the ministries code it in `type_valeur`.
package enum ObservationKind: String, Sendable, Codable, CaseIterable {
    /// *Valeur initiale*: from where the objective starts.
    case initial = "vi"
    /// *Valeur actuelle*: what was measured.
    case value = "va"
    /// *Valeur cible*: what is to be reached.
    case target = "vc"

    /// The message that names it.
    package var nameKey: String { "indicators.kind.\(rawValue)" }
}

/// A part of what an indicator counts: one category of one breakdown, such as the women of the breakdown by sex.
///
/// Breakdowns are independent and not crossed; where an indicator is meant as a whole there is no slice (nil).
package struct Slice: Sendable, Hashable, Codable, Comparable {
    /// The slug of the breakdown in the indicator's definition.
    package let breakdown: String
    /// The category's code, as the source writes it.
    package let category: String

    package init(breakdown: String, category: String) {
        self.breakdown = breakdown
        self.category = category
    }

    package static func < (left: Slice, right: Slice) -> Bool {
        (left.breakdown, left.category) < (right.breakdown, right.category)
    }
}

/// The value of an indicator for a territory on a day, or why there is none.
package struct Point: Sendable, Hashable, Codable {
    /// The last day of the period that is measured.
    package var date: CivilDate
    /// In the indicator's unit; nil where ``absence`` says why.
    package var value: Double?
    /// What was counted or added up, of a ratio or a weighted mean; for a sum, the value itself.
    package var numerator: Double?
    /// What the numerator is divided by; nil where nothing is divided.
    package var denominator: Double?
    /// The share of the finest territories within this one whose value is known, by inhabitants where these are known,
    /// else by number: from 0 to 1, and 1 for what was observed itself.
    package var coverage: Double
    /// Why there is no value; nil where there is one.
    package var absence: Absence?

    /// Why a point has no value.
    package enum Absence: UInt8, Sendable, Codable, CaseIterable {
        /// Nothing was observed.
        case missing = 1
        /// Statistical secrecy: too few units.
        case secrecy = 2
        /// Statistical secrecy: it would give away another value, by subtraction from a total.
        case complement = 3
        /// The denominator is nothing.
        case division = 4
        /// Too few of the territories within are known.
        case coverage = 5
        /// Its value was erased by a later release.
        case erased = 6
        /// The source gives several values that differ.
        case ambiguous = 7

        /// The message that says it.
        package var nameKey: String { "indicators.absence.\(self)" }
    }

    /// Whether the value exists and is kept back by statistical secrecy.
    package var withheld: Bool { absence == .secrecy || absence == .complement }

    package init(
        date: CivilDate, value: Double?, numerator: Double? = nil, denominator: Double? = nil, coverage: Double = 1,
        absence: Absence? = nil
    ) {
        self.date = date
        self.value = value
        self.numerator = numerator
        self.denominator = denominator
        self.coverage = coverage
        self.absence = absence
    }
}

/// A value and its day.
package struct DatedValue: Sendable, Hashable, Codable {
    package var date: CivilDate
    package var value: Double

    package init(date: CivilDate, value: Double) {
        self.date = date
        self.value = value
    }
}

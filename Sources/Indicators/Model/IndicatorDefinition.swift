package import Localization
package import Territories

/// An indicator as its declaration defines it: what it measures, from which source, how it goes up the territories,
/// and what is to be reached. `docs/indicateurs.md` describes the file.
package struct IndicatorDefinition: Sendable, Hashable, Identifiable {
    package let id: IndicatorID
    /// A short name, without the unit: “Part de femmes parmi les élus municipaux”.
    package var name: String
    /// What it measures, for the public (CommonMark).
    package var description: String
    /// As it is shown after a figure, with its space: “ %”, “ h par semaine”, “ logements”.
    package var unit: String
    /// The unit of one, without a space, where it is another word: “cantine”.
    package var singularUnit: String?
    /// Decimals to which figures are rounded when they are shown (0…9); what is kept is not rounded.
    package var digits: Int
    /// The slug or name of a theme, to sort indicators by.
    package var theme: String?
    /// The finest level that has values.
    package var level: TerritoryLevel
    package var direction: IndicatorDirection
    package var frequency: ObservationFrequency
    /// How many days after a period's last day its values are due.
    package var delay: Int
    package var source: IndicatorSource
    package var nature: IndicatorNature
    /// What is done to the values along the dates, before anything else is computed from them.
    package var accumulation: Accumulation
    package var breakdowns: [Breakdown]
    package var targets: IndicatorTargets
    package var initial: InitialRule
    /// Only values from this day on count.
    package var from: CivilDate?
    /// Only values up to this day count.
    package var until: CivilDate?
    /// What it weighs in the rate of its policy, over 0; the weights of a policy need not make 100.
    package var weight: Double
    /// Between which values are plausible; others are alerts and are kept.
    package var bounds: ClosedRange<Double>?
    package var secrecy: Secrecy?
    /// The smallest ``Point/coverage`` with which a sum, a mean or a ratio over territories is given, from 0 to 1.
    package var minimumCoverage: Double
    /// Whether a territory of which the source says nothing counts as zero, rather than as unknown.
    package var absentIsZero: Bool
    package var alerts: AlertThresholds
    /// Who answers for it.
    package var owner: String?
    /// How it is made, for those who want to know (CommonMark).
    package var method: String?
    /// The licence's name.
    package var licence: String?
    /// Where it is declared, for messages; nil for one made otherwise.
    package var file: String?

    /// A definition with the rules that a declaration need not state: values by commune, published as such, yearly, up is good, all decimals of
    /// none, 80 % of the territories known.
    package init(id: IndicatorID, name: String, source: IndicatorSource, nature: IndicatorNature, level: TerritoryLevel = .commune) {
        self.id = id
        self.name = name
        self.source = source
        self.nature = nature
        self.level = level
        description = ""
        unit = ""
        digits = 0
        direction = .up
        frequency = .annual
        delay = 183
        accumulation = .none
        breakdowns = []
        targets = IndicatorTargets()
        initial = .first
        weight = 1
        minimumCoverage = 0.8
        absentIsZero = false
        alerts = AlertThresholds()
    }

    /// What is written after a figure: the unit with its space, in the number that the figure asks for.
    package func unit(after value: Double, _ localizer: Localizer) -> String {
        guard let singularUnit else { return unit }
        let word = localizer.word(MeasureUnit(one: singularUnit, other: ""), for: value, maxDigits: digits)
        return word.isEmpty ? unit : String(unit.prefix { $0.isWhitespace }) + word
    }

    /// The message argument by which a sentence names it.
    package var nameArgument: MessageArgument { .text(name) }
}

/// Which way an indicator should go.
package enum IndicatorDirection: String, Sendable, Codable, CaseIterable {
    /// More is better.
    case up
    /// Less is better.
    case down
    /// Neither; where a target is set it is reached from below, as for `up`.
    case none

    /// The message that says it.
    package var nameKey: String { "indicators.direction.\(rawValue)" }
}

/// How often an indicator has a new value.
package enum ObservationFrequency: String, Sendable, Codable, CaseIterable {
    case daily, weekly, monthly, quarterly, semiannual, annual, biennial, irregular

    /// The message that says it.
    package var nameKey: String { "indicators.frequency.\(rawValue)" }

    /// Months from one value to the next; nil for the frequencies that are counted in days or not at all.
    package var months: Int? {
        switch self {
        case .monthly: 1
        case .quarterly: 3
        case .semiannual: 6
        case .annual: 12
        case .biennial: 24
        case .daily, .weekly, .irregular: nil
        }
    }

    /// Days from one value to the next, at most; nil where nothing is promised.
    package var days: Int? {
        switch self {
        case .daily: 1
        case .weekly: 7
        case .monthly: 31
        case .quarterly: 92
        case .semiannual: 184
        case .annual: 366
        case .biennial: 731
        case .irregular: nil
        }
    }
}

/// How values go up the levels of territories. Nothing is ever averaged without weights.
package enum IndicatorNature: Sendable, Hashable {
    /// Amounts and numbers of things: they add up.
    case sum
    /// A mean: the values of the territories, each weighted by this expression over the same rows.
    case mean(weight: IndicatorExpression)
    /// The sum of the numerators over the sum of the denominators, times `scale` (100 for a percentage).
    case ratio(scale: Double)
    /// As the source publishes it, at each level that it publishes.
    case published

    /// The message that says it.
    package var nameKey: String {
        switch self {
        case .sum: "indicators.nature.sum"
        case .mean: "indicators.nature.mean"
        case .ratio: "indicators.nature.ratio"
        case .published: "indicators.nature.published"
        }
    }
}

/// What is done to the values of a territory along its dates.
package enum Accumulation: String, Sendable, Codable, CaseIterable {
    case none
    /// Each value becomes the sum of all up to it.
    case total
    /// Each value becomes the sum of those of its year up to it.
    case yearly
    /// Each value becomes its difference from the one before.
    case difference
    /// The same, beginning anew each year: the first of a year stays as it is.
    case yearlyDifference = "yearly_difference"
}

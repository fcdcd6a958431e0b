package import Territories

/// How far an indicator is on its way from where it started to what is to be reached.
///
/// The State's formula, as PILOTE and the *Baromètre des résultats de l'action publique* apply it (DITP, “Comprendre le
/// taux d'avancement”; `pilote-2`, macros `compute_ta_hausse_macro` and `compute_ta_baisse_macro`):
/// 100 · (VA − VI) / (VC − VI), rounded to two decimals, then kept within 0 and 100. Where up is good and VI ≥ VC, there
/// is no way to go: 100 if VA ≥ VC, else 0. Where down is good the same holds with the signs turned.
package struct Progress: Sendable, Hashable, Codable {
    package let indicator: IndicatorID
    package let territory: TerritoryID
    package let term: Term
    /// *Valeur initiale*.
    package let initial: DatedValue?
    /// *Valeur actuelle*.
    package let current: DatedValue?
    /// *Valeur cible*.
    package let target: DatedValue?
    /// From 0 to 100, two decimals; nil where ``absence`` says why.
    package let rate: Double?
    package let absence: Absence?

    /// Which target is looked at.
    package enum Term: Sendable, Hashable, Codable {
        /// The last target of all (*taux d'avancement global*).
        case final
        /// The last target of a year (*taux d'avancement annuel*).
        case annual(Int)
    }

    /// Why there is no rate.
    package enum Absence: String, Sendable, Codable, CaseIterable {
        case initialMissing, currentMissing, targetMissing, withheld

        /// The message that says it.
        package var nameKey: String { "indicators.progress.absence.\(rawValue)" }
    }

    /// - Parameter isWithheld: whether the current value is kept back by statistical secrecy.
    package init(
        indicator: IndicatorID, territory: TerritoryID, term: Term, direction: IndicatorDirection, initial: DatedValue?, current: DatedValue?,
        target: DatedValue?, isWithheld: Bool = false
    ) {
        self.indicator = indicator
        self.territory = territory
        self.term = term
        self.initial = initial
        self.current = current
        self.target = target
        if let initial, let current, let target {
            rate = Self.rate(from: initial.value, to: target.value, at: current.value, direction: direction)
            absence = nil
        } else {
            rate = nil
            absence = isWithheld ? .withheld : target == nil ? .targetMissing : current == nil ? .currentMissing : .initialMissing
        }
    }

    /// The current value in percent of the target, two decimals, not bounded; nil where one is missing or the target is nothing.
    package var targetPercentage: Double? {
        guard let current, let target, target.value != 0 else { return nil }
        return (100 * current.value / target.value).roundedToCents
    }

    /// The formula itself.
    ///
    /// - Returns: from 0 to 100, two decimals.
    package static func rate(from initial: Double, to target: Double, at current: Double, direction: IndicatorDirection) -> Double {
        let (start, end, now) = direction == .down ? (-initial, -target, -current) : (initial, target, current)
        if start >= end { return now >= end ? 100 : 0 }
        return min(100, max(0, (100 * (now - start) / (end - start)).roundedToCents))
    }
}

extension Double {
    /// Two decimals, halves away from zero. A half counts as one although its binary form is a hair below: figures are
    /// written in decimals, and databases round them as decimals of fifteen digits.
    var roundedToCents: Double {
        let scaled = magnitude * 100
        let below = scaled.rounded(.down)
        let isHalf = abs(scaled - below - 0.5) <= scaled * 1e-14
        let cents = (isHalf ? below + 1 : scaled.rounded()) / 100
        return self < 0 ? -cents : cents
    }
}

/// How far a policy is: the rates of its indicators, weighted.
///
/// Source: `pilote-2`, `compute_ta_ch.sql`: the weighted sum is given only where every indicator that weighs has a rate.
package struct PolicyRate: Sendable, Hashable, Codable {
    package let territory: TerritoryID
    package let term: Progress.Term
    /// From 0 to 100, two decimals; nil unless every indicator has a rate.
    package let rate: Double?
    package let parts: [Part]

    /// One indicator's share in it.
    package struct Part: Sendable, Hashable, Codable {
        package let progress: Progress
        /// The share of this indicator in the policy, from 0 to 1; all make 1.
        package let share: Double
    }

    /// The indicators for want of which there is no rate.
    package var missing: [IndicatorID] { parts.filter { $0.progress.rate == nil }.map(\.progress.indicator) }

    /// - Parameter parts: with their weights, 0 or more; those without weight do not count.
    package init(territory: TerritoryID, term: Progress.Term, parts: [(progress: Progress, weight: Double)]) {
        self.territory = territory
        self.term = term
        let counted = parts.filter { $0.weight > 0 }
        let total = counted.reduce(0) { $0 + $1.weight }
        self.parts = counted.map { Part(progress: $0.progress, share: $0.weight / total) }
        let rates = self.parts.compactMap { part in part.progress.rate.map { $0 * part.share } }
        guard !rates.isEmpty, rates.count == counted.count else { rate = nil; return }
        rate = min(100, max(0, rates.reduce(0, +).roundedToCents))
    }
}

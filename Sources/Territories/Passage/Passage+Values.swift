/// How a value that is no sum is moved: stated by who knows what it measures.
package enum RateRule: Sendable, Hashable {
    /// The mean of the parts, each weighted by its denominator (inhabitants for a rate per inhabitant).
    case weighted(denominators: [String: Double])
    /// Only where one commune alone becomes one or several: a merger has no rate without denominators.
    case refused
}

/// Values of one day's communes moved to another's, with the account of what became of each code.
package struct Passed<Value: Sendable>: Sendable {
    /// By code of the second day.
    package let values: [String: Value]
    /// Values that go nowhere, by code of the first day: unknown codes, communes that left the official code.
    package let unplaced: [String: Value]
    /// Codes of the second day that have no value because the rule refuses to make one.
    package let refused: [String]
    package let report: PassageReport
}

extension Passage {
    /// Moves whole numbers that add up, such as inhabitants: the total of `values` and `unplaced` is that of what is
    /// given, to the unit.
    package func sums(_ given: [String: Int]) -> Passed<Int> {
        let report = report(on: given.keys)
        var values: [String: Int] = [:]
        var unplaced: [String: Int] = [:]
        for entry in report.entries {
            guard let value = given[entry.code] else { continue }
            if entry.parts.isEmpty { unplaced[entry.code] = value; continue }
            for (part, share) in zip(entry.parts, Apportionment.parts(of: value, shares: entry.parts.map(\.share))) {
                values[part.code, default: 0] += share
            }
        }
        return Passed(values: values, unplaced: unplaced, refused: [], report: report)
    }

    /// Moves amounts that add up and may have decimals.
    package func amounts(_ given: [String: Double]) -> Passed<Double> {
        let report = report(on: given.keys)
        var values: [String: Double] = [:]
        var unplaced: [String: Double] = [:]
        for entry in report.entries {
            guard let value = given[entry.code] else { continue }
            if entry.parts.isEmpty { unplaced[entry.code] = value }
            for part in entry.parts { values[part.code, default: 0] += value * part.share }
        }
        return Passed(values: values, unplaced: unplaced, refused: [], report: report)
    }

    /// Moves rates: a split hands the rate to each part; a merger takes their mean by `rule`, and has none where a
    /// part has no rate or no denominator.
    package func rates(_ given: [String: Double], rule: RateRule) -> Passed<Double> {
        let report = report(on: given.keys)
        var numerators: [String: Double] = [:], denominators: [String: Double] = [:]
        var sources: [String: Int] = [:]
        var only: [String: Double] = [:]
        var refused = Set(report.incomplete.keys)
        var unplaced: [String: Double] = [:]
        for entry in report.entries {
            guard let rate = given[entry.code] else { continue }
            if entry.parts.isEmpty { unplaced[entry.code] = rate }
            for part in entry.parts {
                sources[part.code, default: 0] += 1
                only[part.code] = rate
                guard case .weighted(let weights) = rule, let weight = weights[entry.code], weight >= 0 else {
                    numerators[part.code] = .nan
                    continue
                }
                numerators[part.code, default: 0] += rate * weight * part.share
                denominators[part.code, default: 0] += weight * part.share
            }
        }
        var values: [String: Double] = [:]
        for (code, count) in sources where !refused.contains(code) {
            if count == 1 { values[code] = only[code]; continue }
            guard let numerator = numerators[code], numerator.isFinite, let denominator = denominators[code], denominator > 0 else {
                refused.insert(code)
                continue
            }
            values[code] = numerator / denominator
        }
        return Passed(values: values, unplaced: unplaced, refused: refused.sorted(), report: report)
    }
}

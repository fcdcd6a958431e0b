/// How a value of a commune that was split is shared between those that it became.
///
/// The rule is written in the result: figures made by another rule are other figures.
package enum PassageKey: Sendable, Hashable {
    /// In proportion to inhabitants, by the codes after the split.
    case population([String: Double])
    /// In proportion to square kilometres, by the codes after the split.
    case area([String: Double])
    /// In equal parts.
    case equal

    /// The message that says the rule.
    package var nameKey: String {
        switch self {
        case .population: "territories.passage.key.population"
        case .area: "territories.passage.key.area"
        case .equal: "territories.passage.key.equal"
        }
    }

    /// The shares of a split, which make one; equal parts where a weight is missing or all are nothing.
    func shares(of codes: [String]) -> (shares: [Double], isFallback: Bool) {
        let equal = [Double](repeating: 1 / Double(codes.count), count: codes.count)
        let weights: [String: Double]
        switch self {
        case .equal: return (equal, false)
        case .population(let given), .area(let given): weights = given
        }
        let found = codes.compactMap { weights[$0] }.filter { $0 >= 0 && $0.isFinite }
        let total = found.reduce(0, +)
        guard found.count == codes.count, total > 0 else { return (equal, true) }
        return (found.map { $0 / total }, false)
    }
}

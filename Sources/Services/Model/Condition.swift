/// When something is shown: `heures < 10 and level = commune`.
package indirect enum Condition: Sendable, Hashable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case comparison(Operand, Comparison, Operand)
    /// There is no such figure, or the parameter is open.
    case missing(Operand)

    package enum Comparison: String, Sendable, Hashable, CaseIterable {
        case equal = "="
        case different = "!="
        case less = "<"
        case atMost = "<="
        case more = ">"
        case atLeast = ">="
    }

    /// What an operand stands for on a page.
    package enum Value: Sendable, Hashable {
        case number(Double)
        case word(String)
    }

    /// Whether the condition holds. A comparison with something missing does not, whatever the comparison.
    ///
    /// - Parameter value: what an operand stands for; nil where it is missing. Days are given as `2026-03-15`, which
    ///   compare as they should.
    package func holds(_ value: (Operand) -> Value?) -> Bool {
        switch self {
        case .all(let conditions): return conditions.allSatisfy { $0.holds(value) }
        case .any(let conditions): return conditions.contains { $0.holds(value) }
        case .not(let condition): return !condition.holds(value)
        case .missing(let operand): return value(operand) == nil
        case .comparison(let left, let comparison, let right):
            switch (value(left), value(right)) {
            case (.number(let left)?, .number(let right)?): return comparison.holds(left, right)
            case (.word(let left)?, .word(let right)?): return comparison.holds(left, right)
            default: return false
            }
        }
    }

    /// Every operand in it.
    package var operands: [Operand] {
        switch self {
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.operands)
        case .not(let condition): condition.operands
        case .comparison(let left, _, let right): [left, right]
        case .missing(let operand): [operand]
        }
    }
}

extension Condition.Comparison {
    fileprivate func holds<Ordered: Comparable>(_ left: Ordered, _ right: Ordered) -> Bool {
        switch self {
        case .equal: left == right
        case .different: left != right
        case .less: left < right
        case .atMost: left <= right
        case .more: left > right
        case .atLeast: left >= right
        }
    }
}

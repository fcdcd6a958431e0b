/// Asks a schema's rules of single texts: what a correction must satisfy.
struct CellOracle: Sendable {
    /// By field of the schema.
    private let checks: [FieldCheck?]
    /// The rule of each group that the checks number.
    private let rules: [Rule]

    init(_ schema: TableSchema) {
        var rules: [Rule] = []
        checks = schema.fields.enumerated().map { index, field in
            let own = schema.checks.enumerated().compactMap { number, check -> (check: Int, rule: CellRule)? in
                guard let rule = CheckRule(name: check.name), rule.isAboutOneCell, check.parameters["column"]?.first == field.name else { return nil }
                return (number, CellRule(rule, check.parameters))
            }
            // A pattern that cannot be compiled stops the validation before anything is corrected.
            return try? FieldCheck(field, column: index, schema: schema, native: nil, rules: own) { rule, _, _ in
                rules.append(rule)
                return rules.count - 1
            }
        }
        self.rules = rules
    }

    /// Whether a text satisfies all rules of a field that look at one cell alone.
    func accepts(_ text: String, field: Int) -> Bool { brokenRule(text, field: field) == nil }

    /// The first rule that a text breaks.
    func brokenRule(_ text: String, field: Int) -> Rule? {
        guard let check = checks[field] else { return nil }
        let matcher = check.pattern.map { PatternMatcher($0) }
        var broken: Rule?
        text.withView { view in
            check.examine(view, matcher) { group, _, _ in broken = broken ?? rules[group] }
        }
        return broken
    }
}

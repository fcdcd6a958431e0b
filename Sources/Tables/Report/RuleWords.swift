package import Localization

/// What a schema asks of each column, in words that whoever fills in the table understands.
package struct RuleWords: Sendable {
    let localizer: Localizer

    package init(_ localizer: Localizer) { self.localizer = localizer }

    /// What the values of a column are: “nombre entier”, “date (AAAA-MM-JJ)”.
    package func kind(of field: SchemaField) -> String {
        if field.type.hasPatterns, field.format.contains("%") {
            return text("field.kind.patterned", [
                "kind": .message("field.kind.\(field.type.rawValue)"), "pattern": .text(datePattern(field.format)),
            ])
        }
        if field.type.hasPatterns, field.format == "any" { return text("field.kind.\(field.type.rawValue)") }
        let special = "field.kind.\(field.type.rawValue).\(field.format)"
        return text(localizer.contains(special) ? special : "field.kind.\(field.type.rawValue)")
    }

    /// The rules that the values of a column must satisfy, one sentence each; required is told apart.
    package func rules(of field: SchemaField) -> [String] {
        let constraints = field.constraints
        var rules: [String] = []
        func add(_ key: String, _ arguments: [String: MessageArgument] = [:]) { rules.append(text(key, arguments)) }
        if let values = constraints.enumeration {
            if values.count == 1 {
                add("field.rule.oneValue", ["value": .text(values[0])])
            } else {
                add("field.rule.list", ["values": .names(values)])
            }
        }
        if let pattern = constraints.pattern { add("field.rule.pattern", ["shape": .text(shape(of: pattern))]) }
        switch (constraints.minimum, constraints.maximum) {
        case let (low?, high?): add("field.rule.between", ["low": .text(number(low)), "high": .text(number(high))])
        case let (low?, nil): add("field.rule.atLeast", ["low": .text(number(low))])
        case let (nil, high?): add("field.rule.atMost", ["high": .text(number(high))])
        default: break
        }
        if let low = constraints.exclusiveMinimum { add("field.rule.above", ["low": .text(number(low))]) }
        if let high = constraints.exclusiveMaximum { add("field.rule.below", ["high": .text(number(high))]) }
        switch (constraints.minLength, constraints.maxLength) {
        case let (low?, high?) where low == high: add("field.rule.length", ["count": .integer(low)])
        case let (low?, high?): add("field.rule.lengths", ["low": .integer(low), "count": .integer(high)])
        case let (low?, nil): add("field.rule.minLength", ["count": .integer(low)])
        case let (nil, high?): add("field.rule.maxLength", ["count": .integer(high)])
        default: break
        }
        if constraints.isUnique { add("field.rule.unique") }
        if field.type == .boolean {
            add("field.rule.boolean", [
                "yes": .names(field.trueValues), "no": .names(field.falseValues),
            ])
        }
        if field.decimalChar != "." { add("field.rule.decimalChar", ["mark": .text(field.decimalChar)]) }
        return rules
    }

    /// The arguments of a finding as people read them: a regular expression says nothing to whoever fills in the table.
    func readable(_ arguments: [String: MessageArgument]) -> [String: MessageArgument] {
        var arguments = arguments
        if case .text(let pattern)? = arguments["pattern"] { arguments["pattern"] = .text(shape(of: pattern)) }
        if case .text(let form)? = arguments["form"], form.contains("%") { arguments["form"] = .text(datePattern(form)) }
        return arguments
    }

    /// What a rule over several columns asks, by the names that validata gives to such rules.
    package func sentence(of check: CustomCheck) -> String {
        let key = "field.check.\(check.name)"
        guard localizer.contains(key) else { return text("field.check.other", ["name": .text(check.name)]) }
        var arguments = check.parameters.mapValues { MessageArgument.list($0.map { .text($0) }) }
        for (name, value) in ["column": "", "column2": "", "op": "", "othercolumns": "", "columns": "", "allow-year-only": ""]
        where arguments[name] == nil {
            arguments[name] = .text(value)
        }
        arguments["others"] = arguments["othercolumns"]
        arguments["second"] = arguments["column2"]
        if let operation = check.parameters["op"]?.first { arguments["operation"] = .message("field.operator.\(Self.operators[operation] ?? "equal")") }
        return text(key, arguments)
    }

    private static let operators = [">": "greater", ">=": "greaterOrEqual", "<": "less", "<=": "lessOrEqual", "==": "equal", "!=": "different"]

    /// The shape that a pattern asks for, in words where it is one of those that schemas use again and again; else the
    /// pattern itself.
    package func shape(of pattern: String) -> String {
        if let count = Self.onlyDigits(pattern) { return text("field.shape.digits", ["count": .integer(count)]) }
        for (known, key) in Self.shapes where pattern == known { return text("field.shape.\(key)") }
        if let words = Self.alternatives(pattern), words.count <= 30 { return text("field.shape.words", ["words": .names(words)]) }
        return text("field.shape.pattern", ["pattern": .text(pattern)])
    }

    private static let shapes = [
        ("^([013-9]\\d|2[AB1-9])\\d{3}$", "commune"), ("^\\d[AB\\d]\\d{3}$", "commune"),
        ("^(https?)://[^\\s/$.?#].[^\\s]*$", "web"), ("^https?://[^|\\s]*$", "web"),
        ("^W\\d{9}$", "rna"), ("^[0-9]{4}(\\/[0-9]{4})?$", "years"),
        ("^(\\+33|\\+590|\\+594|\\+262|\\+596|\\+269|\\+687|\\+689|\\+590|\\+508|\\+681)(\\d){6,9}$", "phone"),
        ("^(\\+33|\\+590|\\+594|\\+262|\\+596|\\+269|\\+687|\\+689|\\+508|\\+681)(\\d){6,9}$", "phone"),
    ]

    /// `^\d{14}$` and `^[0-9]{14}$`.
    private static func onlyDigits(_ pattern: String) -> Int? {
        var rest = pattern[...]
        if rest.hasPrefix("^") { rest.removeFirst() }
        if rest.hasSuffix("$") { rest.removeLast() }
        for digit in ["\\d{", "[0-9]{"] where rest.hasPrefix(digit) && rest.hasSuffix("}") {
            return Int(rest.dropFirst(digit.count).dropLast())
        }
        return nil
    }

    /// The words of `(?:(?:^|,)(a|b|c))+$`, which asks for some of a list.
    private static func alternatives(_ pattern: String) -> [String]? {
        let opening = ["(?:(?:^|,)(", "(?:(?:^|\\|)("].first { pattern.hasPrefix($0) }
        guard let opening, pattern.hasSuffix("))+$") else { return nil }
        let body = pattern.dropFirst(opening.count).dropLast(4).replacing("\\(", with: "(").replacing("\\)", with: ")").replacing("\\-", with: "-")
        guard !body.contains("\\"), !body.contains("["), !body.contains("*") else { return nil }
        return body.split(separator: "|").map(String.init)
    }

    /// `%Y-%m-%d` as people write it: “AAAA-MM-JJ”.
    func datePattern(_ format: String) -> String {
        var result = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%", let sign = rest.popFirst() else {
                result.append(character)
                continue
            }
            let key = "field.date.\(sign)"
            result += localizer.contains(key) ? text(key) : "%\(sign)"
        }
        return result
    }

    /// Bounds are written in schemas with a dot.
    private func number(_ written: String) -> String {
        guard let value = Double(written), written.utf8.allSatisfy({ $0 < 0x3A }) else { return written }
        return localizer.decimal(value, maxDigits: 6)
    }

    private func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String { localizer.text(key, arguments) }
}

extension MessageArgument {
    /// Values between quotes are told in a sentence: all of them, or the first ones.
    static func names(_ values: [String], atMost limit: Int = 40) -> MessageArgument {
        guard values.count > limit else { return .list(values.map { .text($0) }) }
        return .text(values.prefix(limit).joined(separator: ", ") + "…")
    }
}

package import Localization

/// Judges single values of one field, as a correction must be before it is proposed.
///
/// It knows nothing of other rows or columns: uniqueness, keys and checks between columns are not its affair. Not to be
/// shared between threads: it holds memory for the field's pattern.
package struct FieldValidator {
    /// One thing that is wrong with a value.
    package struct Problem: Hashable {
        package let rule: Rule
        /// The rule in words: what `rule.<raw>` shows, and `detail` where more can be said.
        package let arguments: [String: MessageArgument]
    }

    private let check: FieldCheck
    private let matchers: FieldMatchers
    private let groups: [FindingGroup]

    /// - Throws: `SchemaError` where the field's pattern is no regular expression.
    package init(_ field: SchemaField, of schema: TableSchema) throws(SchemaError) {
        let plan = try ValidationPlan(
            TableSchema(fields: [field]).with(schema, only: field), headers: [field.name], natives: nil, options: ValidationOptions())
        check = plan.columns[0]!
        matchers = FieldMatchers(check)
        groups = plan.groups
    }

    /// What is wrong with the value; empty where nothing is.
    package func problems(_ value: String) -> [Problem] {
        var problems: [Problem] = []
        value.withView { cell in
            check.examine(cell, matchers) { group, detail, other in
                var arguments = groups[group].arguments
                if detail != .none { arguments["detail"] = .message("finding." + detail.rawValue) }
                if !other.isEmpty { arguments["other"] = .text(String(decoding: other, as: UTF8.self)) }
                problems.append(Problem(rule: groups[group].rule, arguments: arguments))
            }
        }
        return problems
    }

    package func isValid(_ value: String) -> Bool { problems(value).isEmpty }
}

extension TableSchema {
    /// What another schema says of one of its fields, and nothing of the others.
    fileprivate func with(_ other: TableSchema, only field: SchemaField) -> TableSchema {
        var schema = self
        schema.missingValues = other.missingValues
        if other.primaryKey == [field.name] { schema.primaryKey = other.primaryKey }
        schema.checks = other.checks.filter { check in
            CheckRule(name: check.name)?.isAboutOneCell == true && check.parameters["column"]?.first == field.name
        }
        return schema
    }
}

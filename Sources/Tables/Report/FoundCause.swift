package import Localization

/// What a validation found of one rule on one column, short enough to be kept with the table and told in any language.
package struct FoundCause: Codable, Sendable, Hashable {
    package let rule: Rule
    /// As the file's header writes it, else as the schema names the field; `nil` for what is about no column.
    package let column: String?
    /// How many findings there are in the whole file.
    package let count: Int64
    /// The line of the first one; 0 for what is about no line.
    package let firstLine: Int64
    private let arguments: [String: MessageArgument]

    init(_ group: FindingGroup, of validation: Validation, schema: TableSchema) {
        let headers = validation.header.columns
        let field = group.field.map { schema.fields[$0].name }
        let header = group.column.flatMap { headers.indices.contains($0) ? headers[$0].header : nil }
        rule = group.rule
        column = header ?? field
        count = group.count
        firstLine = group.firstLine
        let own: [String: MessageArgument] = ["column": .text(header ?? field ?? ""), "field": .text(field ?? header ?? "")]
        arguments = own.merging(group.arguments) { _, told in told }
    }

    /// What is wrong.
    package func sentence(_ localizer: Localizer) -> String { localizer.text("rule.\(rule.rawValue)", told(localizer)) }

    /// How to mend it.
    package func mend(_ localizer: Localizer) -> String { localizer.text("rule.\(rule.rawValue).fix", told(localizer)) }

    private func told(_ localizer: Localizer) -> [String: MessageArgument] { RuleWords(localizer).readable(arguments) }
}

extension Validation {
    /// What was found, by rule and column: errors first, the header's before the others, then the most numerous.
    package func causes(of schema: TableSchema, most: Int) -> [FoundCause] {
        let told = groups.filter { $0.count > 0 }.map { FoundCause($0, of: self, schema: schema) }
        func rank(_ cause: FoundCause) -> (Int, Int, Int64) {
            (cause.rule.isError ? 0 : 1, cause.rule.isAboutHeader ? 0 : 1, -cause.count)
        }
        return Array(told.enumerated().sorted { left, right in
            rank(left.element) == rank(right.element) ? left.offset < right.offset : rank(left.element) < rank(right.element)
        }.map(\.element).prefix(most))
    }

    /// Whether the header itself is not as the schema asks.
    package var hasHeaderErrors: Bool { groups.contains { $0.count > 0 && $0.rule.isError && $0.rule.isAboutHeader } }
}

extension Rule {
    fileprivate var isAboutHeader: Bool { rawValue.hasPrefix("header.") }
}

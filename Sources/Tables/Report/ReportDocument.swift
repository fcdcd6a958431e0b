package import Localization

/// A report for programs: every number, name and place, and the sentences in one language.
///
/// The shape is documented in docs/validation.md; names are stable.
package struct ReportDocument: Encodable, Sendable {
    package struct Schema: Encodable, Sendable {
        let name: String
        let title: String?
        let version: String?
        /// How well the file fits it, 0…1, where nobody named the schema; nil otherwise.
        let fit: Double?
    }

    package struct Header: Encodable, Sendable {
        let matched: [String]
        let missing: [String]
        let missingOptional: [String]
        let extra: [String]
        let nearMisses: [String: String]
    }

    package struct Cause: Encodable, Sendable {
        let rule: String
        let isError: Bool
        let column: String?
        let field: String?
        let count: Int64
        let firstLine: Int64?
        let title: String
        let rules: [String]
        let mend: String
        let source: String?
        let certainCorrections: Int64
        let likelyCorrections: Int64
        let examples: [FindingDocument]
    }

    let file: String
    let valid: Bool
    let schema: Schema
    let format: String
    let encoding: String?
    let delimiter: String?
    let rows: Int64
    let rejectedRows: Int64
    let errors: Int64
    let warnings: Int64
    let header: Header
    let causes: [Cause]
    /// Seconds that the reading took.
    let duration: Double

    package init(_ report: ValidationReport, fit: Double? = nil, localizer: Localizer) {
        let validation = report.validation
        let words = FindingWords(report.schema, validation, localizer)
        file = report.file
        valid = validation.isValid
        schema = Schema(name: report.schemaName, title: report.schema.title, version: report.schema.version, fit: fit)
        format = validation.inspection.format.rawValue
        encoding = validation.inspection.encoding?.rawValue
        delimiter = validation.inspection.dialect?.delimiter
        rows = validation.inspection.rows
        rejectedRows = validation.inspection.rejectedRows
        errors = validation.errorCount
        warnings = validation.warningCount
        let fields = report.schema.fields
        let columns = validation.header.columns
        header = Header(
            matched: columns.filter { $0.role == .matched }.map(\.header),
            missing: validation.header.missing.filter { fields[$0].constraints.isRequired }.map { fields[$0].name },
            missingOptional: validation.header.missing.filter { !fields[$0].constraints.isRequired }.map { fields[$0].name },
            extra: columns.filter { $0.role == .extra }.map(\.header),
            nearMisses: Dictionary(
                columns.filter { $0.role == .nearMiss }.compactMap { column in column.field.map { (column.header, fields[$0].name) } },
                uniquingKeysWith: { first, _ in first }))
        causes = report.causes.map { cause in
            let told = words.cause(cause, id: "")
            return Cause(
                rule: cause.group.rule.rawValue, isError: cause.group.rule.isError, column: told.column,
                field: cause.group.field.map { fields[$0].name }, count: cause.group.count,
                firstLine: cause.group.firstLine > 0 ? cause.group.firstLine : nil, title: told.title, rules: told.rules, mend: told.mend,
                source: RuleSource(cause.group).pointer, certainCorrections: cause.certain, likelyCorrections: cause.likely,
                examples: cause.samples.map { FindingDocument($0.finding, correction: $0.correction, schema: report.schema, words: words) })
        }
        duration = validation.inspection.duration
    }
}

/// One finding for programs.
package struct FindingDocument: Encodable, Sendable {
    struct Proposal: Encodable, Sendable {
        let value: String
        let reason: String
        let confidence: String
    }

    let line: Int64?
    let row: Int64?
    let column: String?
    let columnNumber: Int?
    let field: String?
    let rule: String
    let isError: Bool
    let cell: String?
    let message: String
    let correction: Proposal?

    init(_ finding: Finding, correction: Correction?, schema: TableSchema, words: FindingWords) {
        line = finding.line > 0 ? finding.line : nil
        row = finding.row > 0 ? finding.row : nil
        column = words.header(finding.column)
        columnNumber = finding.column.map { $0 + 1 }
        field = finding.field.map { schema.fields[$0].name }
        rule = finding.rule.rawValue
        isError = finding.rule.isError
        cell = finding.column == nil ? nil : finding.cell
        message = words.sentence(finding)
        self.correction = correction.map {
            Proposal(value: $0.after, reason: $0.reason.rawValue, confidence: $0.confidence.rawValue)
        }
    }
}

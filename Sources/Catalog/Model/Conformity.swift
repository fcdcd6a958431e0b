package import Foundation
package import Tables

/// How far a version follows a table schema, as it was found when its content came.
package struct Conformity: Codable, Hashable, Sendable {
    /// Why the table was checked against this schema.
    package enum Origin: String, LabelledCode {
        /// The resource says so in the catalogue.
        case declared
        /// The source that it was harvested from says so (`dct:conformsTo`).
        case announced
        /// Its columns are those of the schema.
        case recognised

        package static let labelTopic = "conformity.origin"
    }

    /// Causes kept.
    package static let mostCauses = 20

    /// As the library of schemas names it, or its address.
    package let schema: String
    package let title: String
    package let version: String?
    package let origin: Origin
    /// The word that declared it.
    package let word: String?
    package let checkedAt: Date
    /// Rows read, those set aside included.
    package let rows: Int64
    package let errors: Int64
    package let warnings: Int64
    package let hasHeaderErrors: Bool
    /// Errors first; at most ``mostCauses``.
    package let causes: [FoundCause]

    package init(_ choice: SchemaChoice, _ validation: Validation, origin: Origin, word: String?, at date: Date) {
        schema = word.flatMap { $0.contains("://") ? $0 : nil } ?? choice.name
        title = choice.title
        version = choice.schema.version ?? choice.entry?.version
        self.origin = origin
        self.word = word
        checkedAt = date
        rows = validation.inspection.rows + validation.inspection.rejectedRows
        errors = validation.errorCount
        warnings = validation.warningCount
        hasHeaderErrors = validation.hasHeaderErrors
        causes = validation.causes(of: choice.schema, most: Self.mostCauses)
    }

    package var isConform: Bool { errors == 0 }

    /// 1 without an error; one error a row leaves nothing, an error of the header at most a half.
    package var share: Double {
        guard errors > 0 else { return 1 }
        let ofRows = max(0, 1 - Double(errors) / Double(max(1, rows)))
        return hasHeaderErrors ? min(0.5, ofRows) : ofRows
    }
}

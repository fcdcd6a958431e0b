package import Localization

/// What an import would do, told before anything changes.
package struct ImportReport: Sendable {
    /// The file's name.
    package let file: String
    /// Rows read, the header left out.
    package let rows: Int
    /// Cells that have no value yet.
    package let created: [Line]
    /// Cells that would have another value.
    package let changed: [Line]
    /// Cells that have a value and would have none.
    package let erased: [Line]
    /// Cells that already are what the file says.
    package let unchanged: Int
    /// Rows that are not taken, and why.
    package let refused: [Refusal]
    /// What is wrong with the file as a whole: nothing of it can be taken.
    package let obstacles: [Refusal]
    /// What applying does.
    package var changes: [CellChange] { (created + changed + erased).sorted { $0.line < $1.line }.map(\.change) }

    /// A row that would be taken.
    package struct Line: Sendable, Hashable {
        /// Of the file, from 1.
        package let line: Int
        package let change: CellChange
        /// What the cell holds now; nil for nothing.
        package let before: Double?
    }

    /// A row that is not taken.
    package struct Refusal: LocalizedFailure, Hashable {
        /// Of the file, from 1; 0 for the whole.
        package let line: Int
        /// The column's name, where one is at fault.
        package let column: String?
        /// The message is `errors.<code>`, or `<code>` itself where it is a rule of the schema (`rule.…`).
        package let code: String
        package let arguments: [String: MessageArgument]
        package var isPermanent: Bool { true }

        /// One sentence that says why.
        package func words(in localizer: Localizer) -> String {
            code.hasPrefix("rule.") ? localizer.text(code, arguments) : localizer.message(for: self).text
        }
    }
}

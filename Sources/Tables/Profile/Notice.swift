package import Localization

/// Something odd that a person should know about a column or a file: never a refusal, the data is read all the same.
///
/// It is told by the message `notice.<code>` with `arguments`; both are stored, so that a notice of today can be read
/// in either language tomorrow.
package struct Notice: Codable, Hashable, Sendable {
    /// The last part of the key `notice.<code>`.
    package var code: String
    /// What the message shows; the values in question are quoted as the file writes them, cut to 80 characters.
    package var arguments: [String: MessageArgument]
    /// The first line that shows it, counted from 1 as a text editor does.
    package var line: Int64?
    /// The header of the column, or `nil` for the whole file.
    package var column: String?

    package init(_ code: String, _ arguments: [String: MessageArgument] = [:], line: Int64? = nil, column: String? = nil) {
        self.code = code
        self.arguments = arguments
        self.line = line
        self.column = column
    }
}

package import Localization

/// Why a file cannot be read as a table, in words that `errors-tables.json` gives.
///
/// The code starts with `tables.`; the arguments name the file, the line, the limit. Reading the same bytes again
/// fails again, so these errors are permanent, except those of the machine (`tables.disk…`).
package struct TablesError: LocalizedFailure, CustomStringConvertible {
    package let code: String
    package var arguments: [String: MessageArgument]
    /// What the system or the engine said, for the logs.
    package let underlying: (any Error)?

    package var isPermanent: Bool { code != "tables.disk.full" && code != "tables.file.unreadable" }

    init(_ code: String, _ arguments: [String: MessageArgument] = [:], underlying: (any Error)? = nil) {
        self.code = "tables." + code
        self.arguments = arguments
        self.underlying = underlying
    }

    package var description: String {
        let shown = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(code)(\(shown))" + (underlying.map { " — \($0)" } ?? "")
    }

    /// The same error, saying which file it is about where it does not say so yet.
    func about(file name: String) -> TablesError {
        var error = self
        if error.arguments["file"] == nil { error.arguments["file"] = .text(name) }
        return error
    }
}

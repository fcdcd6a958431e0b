package import Localization

/// Why something of the territories cannot be read, found or computed, in words that `errors-territories.json` gives.
package struct TerritoriesError: LocalizedFailure, CustomStringConvertible {
    /// Starts with `territories.`.
    package let code: String
    /// The file, the line, the column, the code at fault.
    package var arguments: [String: MessageArgument]
    /// What the system said, for the logs.
    package let underlying: (any Error)?

    /// A file that cannot be read today may be read tomorrow; anything else fails again.
    package var isPermanent: Bool { code != "territories.file.unreadable" && code != "territories.snapshot.unwritable" }

    init(_ code: String, _ arguments: [String: MessageArgument] = [:], underlying: (any Error)? = nil) {
        self.code = "territories." + code
        self.arguments = arguments
        self.underlying = underlying
    }

    package var description: String {
        let shown = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(code)(\(shown))" + (underlying.map { " — \($0)" } ?? "")
    }
}

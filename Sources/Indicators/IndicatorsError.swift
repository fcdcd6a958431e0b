package import Localization

/// Why something of the indicators cannot be read, computed or kept, in words that `errors-indicators.json` gives.
package struct IndicatorsError: LocalizedFailure, CustomStringConvertible {
    /// Starts with `indicators.`.
    package let code: String
    /// The indicator, the file, the line, the word at fault.
    package let arguments: [String: MessageArgument]
    /// What the system said, for the logs.
    package let underlying: (any Error)?
    package var isPermanent: Bool { underlying == nil }

    init(_ code: String, _ arguments: [String: MessageArgument] = [:], underlying: (any Error)? = nil) {
        self.code = "indicators." + code
        self.arguments = arguments
        self.underlying = underlying
    }

    package var description: String {
        let shown = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(code)(\(shown))" + (underlying.map { " — \($0)" } ?? "")
    }
}

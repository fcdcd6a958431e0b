import DuckDB
import Localization

/// An error of the engine that no room above it has told in its own words.
struct EngineFailure: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent = true

    /// The same error where it can be told, `error` itself otherwise.
    static func told(_ error: any Error) -> any Error {
        (error as? DuckDBError).map(EngineFailure.init) ?? error
    }

    private init(_ error: DuckDBError) {
        let kind = switch error.code {
        case .libraryMissing, .symbolMissing, .open: "missing"
        case .diskFull: "disk"
        case .outOfMemory: "memory"
        case .timeout: "timeout"
        default: "failed"
        }
        code = "cli.engine.\(kind)"
        arguments = ["detail": .text(error.message)]
    }
}

import DuckDB
import Localization
import Store

/// An error of the engine or of the store that no room above it has told in its own words.
struct EngineFailure: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent = true

    /// The same error where it can be told, `error` itself otherwise.
    static func told(_ error: any Error) -> any Error {
        switch error {
        case let error as DuckDBError: EngineFailure(error)
        case let error as StoreError: EngineFailure(error)
        default: error
        }
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

    private init(_ error: StoreError) {
        let kind = switch error.kind {
        case .cannotOpen, .corrupt: "open"
        case .busy: "busy"
        case .diskFull, .inputOutput: "disk"
        case .readOnly: "permission"
        default: "failed"
        }
        code = "cli.store.\(kind)"
        arguments = ["detail": .text(error.message)]
    }
}

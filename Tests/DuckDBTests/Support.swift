import DuckDB
import Foundation

/// The assets that set-up installed. Tests of this room mean nothing without them, so they fail rather than skip.
let support: SupportFolder = {
    do {
        return try SupportFolder.locate(
            environment: ProcessInfo.processInfo.environment, executable: URL(filePath: CommandLine.arguments[0]))
    } catch {
        fatalError("run Scripts/setup first: \(error)")
    }
}()

func openDatabase(_ configuration: [String: String] = [:]) throws -> Database {
    try Database(configuration: configuration, support: support)
}

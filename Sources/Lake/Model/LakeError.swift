internal import DuckDB
internal import Foundation
package import Localization

/// Why the lake refused or failed, in words that `errors-lake.json` gives.
package struct LakeError: LocalizedFailure, CustomStringConvertible {
    /// Starts with `lake.`.
    package let code: String
    package let arguments: [String: MessageArgument]
    /// What the engine or the system said, for the logs.
    package let underlying: (any Error)?

    init(_ code: String, _ arguments: [String: MessageArgument] = [:], underlying: (any Error)? = nil) {
        self.code = "lake." + code
        self.arguments = arguments
        self.underlying = underlying
    }

    /// A full disk, a lack of memory or of time may pass; anything else fails again.
    package var isPermanent: Bool {
        !["lake.disk.full", "lake.memory", "lake.timeout", "lake.interrupted", "lake.file"].contains(code)
    }

    package var description: String {
        let shown = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(code)(\(shown))" + (underlying.map { " — \($0)" } ?? "")
    }

    /// What an error of the engine means to whoever asked.
    ///
    /// - Parameter isOwnFile: whether a file at fault is one of the lake's, which then is damaged.
    init(_ error: DuckDBError, isOwnFile: Bool = true) {
        switch error.code {
        case .timeout: self.init("timeout", underlying: error)
        case .interrupted: self.init("interrupted", underlying: error)
        case .outOfMemory: self.init("memory", underlying: error)
        case .diskFull: self.init("disk.full", underlying: error)
        case .file where isOwnFile, .query where isOwnFile && Self.tellsDamage(error.message):
            self.init("table.damaged", underlying: error)
        case .libraryMissing, .symbolMissing, .open: self.init("engine.missing", ["detail": .text(error.message)], underlying: error)
        default: self.init("engine.failed", ["detail": .text(Self.firstLine(error.message))], underlying: error)
        }
    }

    /// DuckDB tells a Parquet file that is cut short or overwritten by an error of its own kind.
    private static func tellsDamage(_ message: String) -> Bool {
        ["parquet", "Parquet", "magic bytes", "TProtocolException", "ZSTD"].contains { message.contains($0) }
    }

    private static func firstLine(_ message: String) -> String {
        String(message.prefix { $0 != "\n" })
    }

    /// What an error of the file system means, by its `errno`.
    static func file(_ path: String, _ number: Int32) -> LakeError {
        let detail = POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
        let name = MessageArgument.text((path as NSString).lastPathComponent)
        return switch number {
        case ENOSPC, EDQUOT: LakeError("disk.full", underlying: detail)
        case EACCES, EPERM, EROFS: LakeError("permission", ["file": name], underlying: detail)
        default: LakeError("file", ["file": name, "detail": .text(unsafe "\(String(cString: unsafe strerror(number)))")], underlying: detail)
        }
    }
}

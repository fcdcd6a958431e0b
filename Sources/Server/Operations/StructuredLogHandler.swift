import DuckDB
import Foundation
import Lake
package import Logging

/// One line per event on standard error, for people or for a log collector.
///
/// Values that may be secret never reach it: metadata keys that name one are masked, whoever logs them.
package struct StructuredLogHandler: LogHandler {
    package enum Format: String, Sendable, CaseIterable { case text, json }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let format: Format
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes one line, its end included; standard error unless told otherwise.
    package init(
        label: String, format: Format, level: Logger.Level = .info,
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.label = label
        self.format = format
        self.write = write
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        if let own = event.metadata { fields.merge(own) { _, new in new } }
        if let error = event.error { fields["error"] = "\(error)" }
        let pairs = fields.sorted { $0.key < $1.key }.map { ($0.key, Self.isSecret($0.key) ? "***" : $0.value.description) }
        let time = Self.now()
        switch format {
        case .json:
            var out = JSONBytes(reserving: 256)
            out.object { out in
                out.member("time", time)
                out.member("level", event.level.rawValue)
                out.member("logger", label)
                out.member("message", event.message.description)
                for (key, value) in pairs { out.member(key, value) }
            }
            write(String(decoding: out.bytes, as: UTF8.self) + "\n")
        case .text:
            let tail = pairs.map { " \($0)=\(Self.quoted($1))" }.joined()
            write("\(time) \(event.level.rawValue) \(Self.flat(event.message.description))\(tail)\n")
        }
    }

    /// The present moment in UTC, to the microsecond, without the cost of a formatter.
    private static func now() -> String {
        var text: [UInt8] = []
        CellText.append(.timestamp(microseconds: Int64(Date.now.timeIntervalSince1970 * 1_000_000)), isZoned: true, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The keys of the line that every request writes: known to hold no secret, so not looked into.
    private static let plainKeys: Set = ["bytes", "client", "complete", "method", "milliseconds", "path", "request", "status"]

    private static func isSecret(_ key: String) -> Bool {
        if plainKeys.contains(key) { return false }
        let key = key.lowercased()
        return ["password", "secret", "token", "authorization", "cookie", "apikey", "api_key"].contains { key.contains($0) }
    }

    private static func quoted(_ value: String) -> String {
        value.contains(where: { $0 == " " || $0 == "\"" || $0.isNewline }) ? "\"\(flat(value))\"" : value
    }

    /// One event stays on one line, whatever a request put into it.
    private static func flat(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 == "\"" ? "'" : $0 })
    }
}

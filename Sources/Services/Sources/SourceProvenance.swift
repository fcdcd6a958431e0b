import Crypto
package import Foundation
import Localization

/// The files that a table was made of: a table itself, published beside the other.
package struct SourceProvenance: Sendable {
    package struct Entry: Sendable, Hashable {
        /// From the folder where the pattern begins.
        package let path: String
        /// SHA-256, 64 hexadecimal digits.
        package let hash: String
        package let bytes: Int
        package let modified: Date?
    }

    package private(set) var entries: [Entry] = []

    mutating func add(_ path: String, _ data: Data, at url: URL) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        entries.append(Entry(
            path: path, hash: Self.hex(SHA256.hash(data: data)), bytes: data.count, modified: attributes?[.modificationDate] as? Date))
    }

    /// The entries as CSV: `fichier`, `sha256`, `octets`, `modifie_le`.
    func csv() -> Data {
        var text: [UInt8] = []
        CSVText.append(["fichier", "sha256", "octets", "modifie_le"], for: .program, to: &text)
        for entry in entries {
            let day = entry.modified.map { $0.formatted(.iso8601) } ?? ""
            CSVText.append([entry.path, entry.hash, "\(entry.bytes)", day], for: .program, to: &text)
        }
        return Data(text)
    }

    /// Tells one state of a query and its files from another without reading them: names, sizes and times.
    ///
    /// - Returns: nil where there is no file.
    static func signature(_ query: String, _ patterns: [String]) -> String? {
        var hasher = SHA256()
        hasher.update(data: Data(query.utf8))
        var isEmpty = true
        for (path, url) in patterns.flatMap({ FilePattern($0).files() }) {
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else { continue }
            let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            hasher.update(data: Data("\n\(path) \(attributes[.size] as? Int ?? 0) \(time)".utf8))
            isEmpty = false
        }
        return isEmpty ? nil : "query:" + hex(hasher.finalize())
    }

    static func hex(_ digest: some Sequence<UInt8>) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

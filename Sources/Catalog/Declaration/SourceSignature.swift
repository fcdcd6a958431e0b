package import Foundation

/// What tells one state of a file from another without reading it: its path, its size and the time of its last change.
package enum SourceSignature {
    /// `nil` where the file cannot be seen.
    package static func of(_ file: URL) -> String? {
        let path = file.resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let size = attributes[.size] as? NSNumber, let date = attributes[.modificationDate] as? Date
        else { return nil }
        return "\(size.int64Value) \(Int64(date.timeIntervalSince1970 * 1_000_000)) \(path)"
    }
}

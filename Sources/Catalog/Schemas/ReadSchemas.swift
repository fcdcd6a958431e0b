import Foundation
import Synchronization
import Tables

/// Schemas already read, each as long as its file stays the same.
final class ReadSchemas: Sendable {
    private struct Stamp: Equatable {
        let modified: Date?
        let size: Int?
    }

    private let known = Mutex<[URL: (stamp: Stamp, schema: TableSchema)]>([:])

    /// - Parameter parse: called where the file is new or has changed; nothing is remembered where it throws.
    func schema(at path: URL, _ parse: () throws -> TableSchema) throws -> TableSchema {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path.path)
        let stamp = Stamp(modified: attributes?[.modificationDate] as? Date, size: attributes?[.size] as? Int)
        if let found = known.withLock({ $0[path] }), found.stamp == stamp { return found.schema }
        let schema = try parse()
        known.withLock { $0[path] = (stamp, schema) }
        return schema
    }
}

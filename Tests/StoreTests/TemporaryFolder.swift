import Foundation
import Store

/// A folder that goes with the test that made it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var storePath: URL { url.appendingPathComponent("store.sqlite") }

    func store(busyTimeout: TimeInterval = 10) throws -> SQLiteStore {
        try SQLiteStore(path: storePath, busyTimeout: busyTimeout)
    }
}

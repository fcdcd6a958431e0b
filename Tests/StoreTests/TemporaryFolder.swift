import Foundation
import Store
import StoreFixtures

/// A folder, and a store in it on the engine of the run, that go with the test that made them.
final class TemporaryFolder: Sendable {
    let url: URL
    private let place: TestStore

    init() async throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        place = try await TestStore(in: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Of the SQLite file.
    var storePath: URL { place.path }

    func store(patience: TimeInterval = 10) throws -> any TransferableStore { try place.open(patience: patience) }
}

import DuckDB
package import Foundation
import Store
package import Territories
import Threads

extension Instance {
    /// The official geographic code: the instance's own vintage, else that of the machine; nil where there is neither.
    ///
    /// - Throws: `TerritoriesError` where the vintage is damaged.
    package func gazetteer() throws -> Gazetteer? { try folder.gazetteer(support) }

    /// Makes the vintage of an instance out of what set-up left, where it has none yet: some seconds, before it is
    /// opened, so that all its rooms know the same territories.
    ///
    /// - Parameters:
    ///   - root: the instance's folder.
    ///   - begin: told that there is something to make.
    /// - Throws: `TerritoriesError` that names the file and the line; what finding the support folder throws.
    package static func prepareTerritories(
        at root: URL, environment: [String: String], executable: URL, begin: () -> Void
    ) async throws {
        let folder = InstanceFolder(root), support = try SupportFolder.locate(environment: environment, executable: executable).root
        guard folder.exists, folder.snapshot(shared: support) == nil, SnapshotBuilder.dataFrance(in: support) != nil else { return }
        begin()
        _ = try await OwnThread.run("territories") { _ in try SnapshotBuilder(setup: support).write(to: folder.territories) }
    }
}

extension InstanceFolder {
    /// The vintage that the instance uses: its own, else one that lies in the folder of set-up for all instances.
    func snapshot(shared support: URL) -> URL? {
        [territories, support.appendingPathComponent("territories.snapshot")]
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// The same, open.
    ///
    /// - Throws: `TerritoriesError` where it is damaged.
    func gazetteer(_ support: SupportFolder) throws -> Gazetteer? {
        try snapshot(shared: support.root).map { try Gazetteer(opening: $0) }
    }
}

import DuckDB
import Foundation
import Store
package import Territories

extension Instance {
    /// The official geographic code: the instance's own vintage, else that of the machine; nil where there is neither.
    ///
    /// - Throws: `TerritoriesError` where the vintage is damaged.
    package func gazetteer() throws -> Gazetteer? {
        try folder.snapshot(shared: support.root).map { try Gazetteer(opening: $0) }
    }

    /// Whether there is no vintage yet, and set-up left what one can be made of.
    package var canPrepareTerritories: Bool {
        folder.snapshot(shared: support.root) == nil && SnapshotBuilder.dataFrance(in: support.root) != nil
    }

    /// Makes the instance's vintage out of what set-up left. It takes some seconds.
    ///
    /// - Throws: `TerritoriesError` that names the file and the line.
    @discardableResult
    package func prepareTerritories() async throws -> SnapshotBuilder.Summary {
        let source = support.root, target = folder.territories
        return try await OwnThread.run("territories") { _ in try SnapshotBuilder(setup: source).write(to: target) }
    }
}

extension InstanceFolder {
    /// The vintage that the instance uses: its own, else one that lies in the folder of set-up for all instances.
    func snapshot(shared support: URL) -> URL? {
        [territories, support.appendingPathComponent("territories.snapshot")]
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }
}

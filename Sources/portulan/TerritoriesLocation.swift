import DuckDB
import Foundation
import Instance
import Localization
import Territories

/// Which vintage of the official geographic code a command works on: the instance's own, else that of the program's
/// set-up.
struct TerritoriesLocation {
    /// Where the vintage is, or will be.
    let file: URL
    /// The vintage that an update completes; nil where there is none yet.
    let base: URL?
    private let support: SupportFolder?

    init(_ options: InstanceOptions, in session: Session) {
        support = try? SupportFolder.locate(environment: session.environment, executable: session.executable)
        let own = InstanceLocation.candidate(options, in: session).map { InstanceFolder($0).territories }
        let shared = support?.root.appending(path: "territories.snapshot")
        // An instance without a vintage of its own uses the shared one; one named on the command line gets its own.
        if let own, options.instance != nil || shared == nil || FileManager.default.fileExists(atPath: own.path) {
            file = own
        } else {
            file = shared ?? session.currentFolder.appending(path: "territories.snapshot")
        }
        base = [file, shared].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// Where set-up left what the first vintage is made of; nil where it did not.
    var setup: URL? { support.flatMap { SnapshotBuilder.dataFrance(in: $0.root) == nil ? nil : $0.root } }

    /// - Throws: ``TerritoriesProblem`` `missing`; what opening throws.
    func open() throws -> Gazetteer {
        guard let base else { throw TerritoriesProblem("missing", ["file": .text(file.path)]) }
        return try Gazetteer(opening: base)
    }
}

/// What a command on territories cannot do.
struct TerritoriesProblem: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent = true

    init(_ problem: String, _ arguments: [String: MessageArgument] = [:]) {
        code = "cli.territories.\(problem)"
        self.arguments = arguments
    }
}

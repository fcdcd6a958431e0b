import Foundation
import Instance
import Localization

/// Which instance a command works on: `--instance`, else `PORTULAN_INSTANCE`, else the current folder.
struct InstanceLocation {
    let folder: URL

    /// - Throws: ``InstanceProblem`` when none of the three is an instance.
    init(_ options: InstanceOptions, in session: Session) throws {
        let given = options.instance ?? session.environment["PORTULAN_INSTANCE"].flatMap { $0.isEmpty ? nil : $0 }
        folder = given.map(session.path) ?? session.currentFolder
        let settings = folder.appending(path: "portulan.yaml")
        guard FileManager.default.fileExists(atPath: settings.path) else {
            throw InstanceProblem(given == nil ? "missing" : "not", ["folder": .text(given ?? folder.path)])
        }
    }

    func open(_ session: Session) async throws -> Instance {
        try await Instance.open(at: folder, environment: session.environment, executable: session.executable)
    }
}

/// There is no instance where one is needed.
struct InstanceProblem: LocalizedFailure {
    let code: String
    let arguments: [String: MessageArgument]
    let isPermanent = true

    init(_ problem: String, _ arguments: [String: MessageArgument]) {
        code = "cli.instance.\(problem)"
        self.arguments = arguments
    }
}

import Foundation
import Instance
import Localization
import Logging

/// Which instance a command works on: `--instance`, else `PORTULAN_INSTANCE`, else the current folder.
struct InstanceLocation {
    let folder: URL

    /// - Throws: ``InstanceProblem`` when none of the three is an instance.
    init(_ options: InstanceOptions, in session: Session) throws {
        let given = Self.named(options, in: session)
        folder = given.map(session.path) ?? session.currentFolder
        guard InstanceFolder(folder).exists else {
            throw InstanceProblem(given == nil ? "missing" : "not", ["folder": .text(given ?? folder.path)])
        }
    }

    /// The same, where no instance at all is an answer: nil unless one is named or here.
    static func candidate(_ options: InstanceOptions, in session: Session) -> URL? {
        if let given = named(options, in: session) { return session.path(given) }
        return InstanceFolder(session.currentFolder).exists ? session.currentFolder : nil
    }

    /// - Parameter logger: where the instance's own doings are written; nowhere by default, for commands say
    ///   themselves what a person should know.
    func open(
        _ session: Session, logger: Logger = Logger(label: "portulan") { _ in SwiftLogNoOpLogHandler() }
    ) async throws -> Instance {
        try await Instance.open(
            at: folder, environment: session.environment, executable: session.executable, logger: logger)
    }

    private static func named(_ options: InstanceOptions, in session: Session) -> String? {
        options.instance ?? session.environment["PORTULAN_INSTANCE"].flatMap { $0.isEmpty ? nil : $0 }
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

import ArgumentParser
import Foundation
import Instance
import Localization
import Terminal

struct InitCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "cli.init.abstract", discussion: "cli.init.examples")

    @Argument(help: ArgumentHelp("cli.init.folder", valueName: "folder"), completion: .directory)
    var folder: String

    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let path = session.path(folder)
        let instance = try await Instance.create(
            at: path, environment: session.environment, executable: session.executable)
        await instance.close()
        try session.print([
            session.text("cli.init.done", ["folder": .text(path.path)]),
            session.ink.message(session.text("cli.init.next", ["folder": .text(folder)])),
        ])
    }
}

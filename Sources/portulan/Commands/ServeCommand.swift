import ArgumentParser
import Instance
import Localization
import Logging
import Server
import Terminal

struct ServeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "cli.serve.abstract", discussion: "cli.serve.examples")

    @Option(help: ArgumentHelp("cli.serve.host", valueName: "address"))
    var host: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.serve.port", valueName: "port"))
    var port: Int?

    @Flag(help: "cli.serve.dev")
    var dev = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    /// The server stops by itself, in good order, on the signals that would cancel any other command.
    static let handlesSignals = true

    func run(in session: Session) async throws {
        if let port, !(0...65_535).contains(port) { throw UsageProblem("port", ["value": .text("\(port)")]) }
    }
}

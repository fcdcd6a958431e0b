import ArgumentParser
import Foundation
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
        let location = try InstanceLocation(place, in: session)
        let settings = try SettingsFile.load(
            InstanceFolder(location.folder).settings, environment: session.environment)
        let logger = logger(settings)
        await prepareTerritories(of: location.folder, session, logger)
        let instance = try await location.open(session, logger: logger)
        let isReady = prepareServices(of: instance, logger)
        let services = Task { if isReady { await instance.keepServices(watches: dev) } }
        let server = PortulanServer(
            instance: instance, host: host, port: port, version: Portulan.version, watches: dev, logger: logger)
        do {
            try await server.run { address in
                try? session.print(session.text("cli.serve.ready", ["address": .text(address)]))
            }
        } catch {
            services.cancel()
            await services.value
            await instance.close()
            throw error
        }
        services.cancel()
        await services.value
        await instance.close()
        session.say(session.text("cli.serve.stopped"))
    }

    /// A newcomer finds the territories at once. What keeps them from being made keeps nothing else from being served.
    private func prepareTerritories(of folder: URL, _ session: Session, _ logger: Logger) async {
        do {
            try await Instance.prepareTerritories(at: folder, environment: session.environment, executable: session.executable) {
                session.say(session.text("cli.serve.territories"))
            }
        } catch {
            logger.warning("territories cannot be prepared", metadata: ["error": "\(error)"])
        }
    }

    /// Services need sound territories; nothing else does.
    private func prepareServices(of instance: Instance, _ logger: Logger) -> Bool {
        do {
            try instance.prepareServices()
            return true
        } catch {
            logger.error("no service is served: their territories cannot be read", metadata: [
                "error": "\(error)", "mend": "\(Localizer(.english).message(for: error).hint ?? "")",
            ])
            return false
        }
    }

    private func logger(_ settings: Settings) -> Logger {
        let format: StructuredLogHandler.Format = dev || settings.logFormat == .text ? .text : .json
        let level = dev ? Logger.Level.debug : Logger.Level(rawValue: settings.logLevel.rawValue) ?? .info
        return Logger(label: "portulan") { StructuredLogHandler(label: $0, format: format, level: level) }
    }
}

package import Catalog
import Foundation
package import Hummingbird
import HummingbirdCore
import Localization
package import Logging
import NIOCore
import ServiceLifecycle
import Store
import UnixSignals

/// The whole server: pages, API, operations and the jobs of one instance.
package struct PortulanServer: Sendable {
    /// Where and how it listens.
    package struct Settings: Sendable {
        package var host = "127.0.0.1"
        /// Zero takes any free port.
        package var port = 8080
        package var frontDoor = FrontDoorSettings()
        /// How long requests under way may take to end once the server is asked to stop.
        package var shutdownDeadline: Duration = .seconds(10)
        /// How long a connection may stay without a request.
        package var idleTimeout: Duration = .seconds(60)
        package var maximumConnections = 2000
        /// How many jobs run at once.
        package var jobs = 1
        /// Of the program.
        package var version = "dev"

        package init() {}
    }

    /// What the site adds to the router, and its page for problems.
    package struct Site: Sendable {
        package var addRoutes: @Sendable (Router<PortulanContext>) throws -> Void
        package var problemPage: ProblemPage?

        package init(addRoutes: @escaping @Sendable (Router<PortulanContext>) throws -> Void, problemPage: ProblemPage?) {
            self.addRoutes = addRoutes
            self.problemPage = problemPage
        }
    }

    private let catalog: Catalog
    private let assets: AssetLibrary
    private let site: Site?
    private let settings: Settings
    private let logger: Logger

    /// - Parameter site: nil serves the API alone.
    package init(catalog: Catalog, assets: AssetLibrary, site: Site?, settings: Settings, logger: Logger) {
        self.catalog = catalog
        self.assets = assets
        self.site = site
        self.settings = settings
        self.logger = logger
    }

    /// The application without its jobs, as tests drive it.
    ///
    /// - Parameter onReady: told the address, once requests are answered.
    package func application(
        onReady: @escaping @Sendable (_ address: String) async -> Void = { _ in }
    ) throws -> Application<FrontDoor<RouterResponder<PortulanContext>>> {
        let metrics = Metrics()
        let problems = ProblemMiddleware(page: site?.problemPage, allowedMethods: APIRoutes.methods)
        let router = Router(context: PortulanContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: problems)
        let service = ServiceRoutes(catalog: catalog, metrics: metrics, startedAt: .now, version: settings.version)
        APIRoutes(catalog: catalog, service: service).add(to: router)
        let assets = assets
        router.get("/assets/{fingerprint}/**") { request, context in
            let name = RequestTarget.decode(context.parameters.getCatchAll().joined(separator: "/"), plusIsSpace: false)
            return try assets.respond(
                fingerprint: context.parameters.require("fingerprint"), name: name ?? "", to: request)
        }
        try site?.addRoutes(router)

        let host = settings.host
        return Application(
            responder: FrontDoor(
                router.buildResponder(), problems: problems, settings: settings.frontDoor, metrics: metrics),
            server: .http1(configuration: .init(idleTimeout: .init(settings.idleTimeout))),
            configuration: .init(
                address: .hostname(host, port: settings.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.maximumConnections)),
            onServerRunning: { channel in
                let shown = host.contains(":") ? "[\(host)]" : host
                await onReady("http://\(shown):\(channel.localAddress?.port ?? 0)")
            },
            logger: logger)
    }

    /// Serves and runs jobs until SIGTERM or SIGINT; then lets what is under way end, for as long as the settings say.
    ///
    /// - Throws: ``RequestError`` `server.port…` or `server.host` where the address is taken or not allowed.
    package func run(onReady: @escaping @Sendable (_ address: String) async -> Void) async throws {
        let application = try application(onReady: onReady)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: JobService(catalog: catalog, concurrency: settings.jobs)),
                .init(service: application),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = settings.shutdownDeadline
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            let codes = [EADDRINUSE: "server.port.taken", EACCES: "server.port.denied", EADDRNOTAVAIL: "server.host"]
            guard let code = codes[error.errnoCode] else { throw error }
            throw RequestError(code, ["host": .text(settings.host), "port": .text(String(settings.port))])
        } catch is CancellationError {
            logger.notice("stopped at the deadline, requests were cut")
        }
    }
}

/// Runs the catalogue's jobs beside the server. On shutdown, jobs under way go back to the queue.
struct JobService: Service, CustomStringConvertible {
    let catalog: Catalog
    let concurrency: Int

    var description: String { "jobs" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await catalog.queue.run(kinds: catalog.jobHandlers, concurrency: concurrency)
        }
    }
}

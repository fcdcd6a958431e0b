import Catalog
import DuckDB
import Foundation
package import Hummingbird
import HummingbirdCore
import Indicators
package import Instance
import Localization
package import Logging
import NIOCore
import ServiceLifecycle
import Territories
import UnixSignals

/// The whole server: pages, API, operations and the jobs of one instance.
package struct PortulanServer: Sendable {
    /// What requests under way may take to end once the server is asked to stop.
    package static let shutdownDeadline: Duration = .seconds(10)
    /// How long a connection may stay without a request.
    package static let idleTimeout: TimeAmount = .seconds(60)
    package static let maximumConnections = 4000

    private let instance: Instance
    private let host: String
    private let port: Int
    private let version: String
    private let watches: Bool
    private let logger: Logger
    private let checking: FileChecking
    private let desk: CheckDesk

    /// - Parameters:
    ///   - host: where to listen; the instance's setting by default.
    ///   - port: zero takes any free one; the instance's setting by default.
    ///   - version: of the program.
    ///   - watches: whether templates that change are parsed again, for those who write them.
    package init(instance: Instance, host: String? = nil, port: Int? = nil, version: String, watches: Bool = false, logger: Logger) {
        self.instance = instance
        self.host = host ?? instance.settings.address
        self.port = port ?? instance.settings.port
        self.version = version
        self.watches = watches
        self.logger = logger
        let settings = instance.settings
        checking = FileChecking(
            library: instance.schemas, support: instance.support, scratch: instance.scratch, largest: settings.checkMax,
            atOnce: settings.checksAtOnce)
        desk = CheckDesk(checking, duration: settings.checkKept)
    }

    /// The application without its jobs, as tests drive it.
    ///
    /// - Parameter onReady: told the address, once requests are answered.
    package func application(
        onReady: @escaping @Sendable (_ address: String) async -> Void = { _ in }
    ) throws -> Application<FrontDoor<RouterResponder<PortulanContext>>> {
        let metrics = Metrics()
        let assets = try SiteRoutes.assets(support: instance.support.assets)
        var siteSettings = SiteSettings(instance, version: version)
        siteSettings.watchesTemplates = watches
        var site = try SiteRoutes(
            catalog: instance.catalog, assets: assets, settings: siteSettings, checking: checking, desk: desk)
        site.services = instance.publicServices
        let problems = ProblemMiddleware(page: site.problem) {
            APIRoutes.methods(of: $0) + SiteRoutes.methods(of: $0) + AccountAddress.methods(of: $0) + BouquetAddress.methods(of: $0)
                + HarvestAddress.methods(of: $0) + TerritoryAddress.methods(of: $0) + TerritoryEndpoint.methods(of: $0) + UdataEndpoint.methods(of: $0)
                + PublicAddress.methods(of: $0) + MCPRoutes.methods(of: $0) + ServicePageRoutes.methods(of: $0)
                + SteeringAddress.methods(of: $0)
        }

        let atlas = openAtlas()
        let router = Router(context: PortulanContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: problems)
        router.add(middleware: IdentityMiddleware(instance.identity))
        APIRoutes(
            catalog: instance.catalog, largestPageSize: instance.settings.pageSizeMax,
            checking: checking, service: ServiceRoutes(catalog: instance.catalog, metrics: metrics, startedAt: .now, version: version)
        ).add(to: router)
        UdataRoutes(catalog: instance.catalog).add(to: router)
        TerritoryAPI(atlas: atlas).add(to: router)
        MCPRoutes(instance, territories: atlas?.gazetteer, version: version).add(to: router)
        PublishingRoutes(
            catalog: instance.catalog, territories: atlas?.gazetteer, settings: siteSettings, services: instance.publicServices
        ).add(to: router)
        assets.addRoutes(to: router)
        site.add(to: router)
        // Before the pages of services, whose addresses would take its own for pages.
        let steering = SteeringRoutes(site: site, instance: instance, gazetteer: atlas?.gazetteer)
        steering.add(to: router)
        var services = ServicePageRoutes(
            site: site, catalog: instance.catalog, indicators: instance.indicators, gazetteer: atlas?.gazetteer, today: { CivilDate(.now) })
        services.weathers = steering.weathers
        services.add(to: router)
        AccountRoutes(site: site, identity: instance.identity, catalog: instance.catalog, steering: steering).add(to: router)
        HarvestRoutes(site: site, identity: instance.identity, catalog: instance.catalog).add(to: router)
        BouquetRoutes(
            site: site, identity: instance.identity, catalog: instance.catalog, territories: atlas?.gazetteer
        ).add(to: router)
        var territories = TerritoryRoutes(site: site, catalog: instance.catalog, atlas: atlas)
        territories.sources = [ServiceSections(routes: services)]
        territories.add(to: router)

        let host = host
        return Application(
            responder: FrontDoor(
                router.buildResponder(), problems: problems, settings: FrontDoorSettings(instance), metrics: metrics),
            server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
            configuration: .init(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.maximumConnections)),
            onServerRunning: { channel in
                let shown = host.contains(":") ? "[\(host)]" : host
                await onReady("http://\(shown):\(channel.localAddress?.port ?? 0)")
            },
            logger: logger)
    }

    /// The official geographic code; nil where the instance has none, or one that cannot be read: all the rest is served.
    private func openAtlas() -> TerritoryAtlas? {
        do {
            return try instance.gazetteer().map(TerritoryAtlas.init)
        } catch {
            logger.warning("territories cannot be read: no pages and no tools on them", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Serves and runs jobs until SIGTERM or SIGINT; then lets what is under way end, for ``shutdownDeadline`` at most.
    ///
    /// - Throws: ``RequestError`` `server.port…` or `server.host` where the address is taken or not allowed.
    package func run(onReady: @escaping @Sendable (_ address: String) async -> Void) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [
                JobService(instance: instance), SweepService(desk: desk), RecurringWork.harvest(instance, logger),
                RecurringWork.quality(instance, logger), try application(onReady: onReady),
            ] as [any Service],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.shutdownDeadline
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            let codes = [EADDRINUSE: "server.port.taken", EACCES: "server.port.denied", EADDRNOTAVAIL: "server.host"]
            guard let code = codes[error.errnoCode] else { throw error }
            throw RequestError(code, ["host": .text(host), "port": .text(String(port))])
        } catch is CancellationError {
            logger.notice("stopped at the deadline, requests were cut")
        }
    }
}

/// Runs the instance's jobs beside the server. On shutdown, jobs under way go back to the queue.
private struct JobService: Service, CustomStringConvertible {
    let instance: Instance

    var description: String { "jobs" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            // The index is made while the first pages are served; a search that comes sooner waits for it.
            async let ready: ()? = try? await instance.catalog.prepareSearch()
            await instance.runJobs()
            _ = await ready
        }
    }
}

extension RecurringWork {
    /// Asks for the readings of sources and the checks of addresses whose time has come. Sources are read by the hour at
    /// most: a minute early or late is on time.
    fileprivate static func harvest(_ instance: Instance, _ logger: Logger) -> RecurringWork {
        RecurringWork("harvest", every: .seconds(60), logger: logger, complaint: "harvesting could not be planned") {
            try await instance.catalog.harvestDueSources()
            try await instance.catalog.checkDueAddresses()
        }
    }

    /// Judges all datasets: a score also falls by the passing of time. Tables that came without the official geographic
    /// code at hand are looked at for their territories.
    fileprivate static func quality(_ instance: Instance, _ logger: Logger) -> RecurringWork {
        RecurringWork("quality", every: .seconds(86_400), logger: logger, complaint: "the quality of datasets could not be kept") {
            try await instance.catalog.recordCoverage()
            try await instance.catalog.recordQuality()
        }
    }
}

/// Erases checked files whose time is over, and all of them when the server stops.
private struct SweepService: Service, CustomStringConvertible {
    let desk: CheckDesk

    var description: String { "checks" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(20))) != nil { await desk.sweep() }
        }
        await desk.close()
    }
}

extension FrontDoorSettings {
    /// The entrance's share of an instance's settings.
    init(_ instance: Instance) {
        let settings = instance.settings
        self.init()
        publicOrigin = settings.baseURL?.absoluteString
        trustsProxy = settings.trustsProxy
        requestsPerSecond = settings.rateLimit
        requestBurst = settings.rateBurst
        largestBody = settings.bodyLimit
        // A form holds a little more than its file.
        largestUpload = settings.checkMax + 64 * 1024
    }
}

extension MCPRoutes {
    /// The protocol's share of an instance: its catalogue, its limits, and its territories where it has some.
    init(_ instance: Instance, territories: Gazetteer?, version: String) {
        let settings = instance.settings
        self.init(
            service: MCPService(catalog: instance.catalog, gazetteer: territories, title: settings.title, version: version),
            origins: OriginPolicy(publicOrigin: settings.baseURL?.absoluteString),
            callsPerSecond: settings.rateLimit / Double(Self.requestsPerCall), burst: settings.rateBurst / Self.requestsPerCall)
    }
}

extension SiteSettings {
    /// The pages' share of an instance's settings.
    init(_ instance: Instance, version: String) {
        let settings = instance.settings
        self.init(
            title: settings.title, tagline: settings.tagline.isEmpty ? nil : settings.tagline,
            theme: settings.theme == .dsfr ? .dsfr : .neutre,
            stateLines: settings.stateMark.split(separator: "/").map { $0.trimmingCharacters(in: .whitespaces) },
            publisher: settings.organization.isEmpty ? nil : settings.organization,
            contact: settings.contact.isEmpty ? nil : settings.contact,
            pages: instance.folder.root.appending(path: "pages"), version: version)
        checkKept = settings.checkKept
    }
}

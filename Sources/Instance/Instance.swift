package import Catalog
package import DuckDB
package import Foundation
package import Identity
package import Indicators
package import Lake
import Localization
package import Logging
package import Services
import Steering
package import Store
import Territories

/// One installation: a folder, its settings, and the rooms that stand on it, put together.
package final class Instance: Sendable {
    package let folder: InstanceFolder
    package let settings: Settings
    package let support: SupportFolder
    package let store: any Store
    package let lake: Lake
    package let queue: JobQueue
    package let catalog: Catalog
    /// The table schemas that files can be checked against.
    package let schemas: SchemaLibrary
    package let identity: Identity
    /// What public services measure; nothing is known of it until ``prepareServices()``.
    package let indicators: Indicators
    /// The public services, as their folders were last read: nothing is, until ``ServiceLibrary/read()``.
    package let services: ServiceLibrary
    /// This process's folder for files of passage; gone after ``close()``.
    package let scratch: URL
    let logger: Logger

    /// Makes a new instance at `root`, with a commented `portulan.yaml`, and opens it.
    ///
    /// - Parameters:
    ///   - root: where there is nothing, or an empty folder.
    ///   - environment: where `PORTULAN_…` settings are looked for.
    ///   - executable: the running program, beside which the support folder is looked for.
    /// - Throws: ``InstanceError`` when the place is taken, and what ``open(at:environment:executable:logger:)`` throws.
    package static func create(
        at root: URL, environment: [String: String], executable: URL, logger: Logger = Logger(label: "portulan")
    ) async throws -> Instance {
        // Asked first, so that a machine that lacks something leaves no half instance.
        _ = try SupportFolder.locate(environment: environment, executable: executable)
        let folder = InstanceFolder(root)
        try folder.create()
        let template = Data(SettingsDocument.template(Localizer(.french)).utf8)
        guard FileManager.default.createFile(
            atPath: folder.settings.path, contents: template, attributes: [.posixPermissions: 0o600])
        else { throw InstanceError("folder.unwritable", ["folder": .text(root.path)]) }
        return try await open(at: root, environment: environment, executable: executable, logger: logger)
    }

    /// Opens the instance at `root`. Several processes may have it open.
    ///
    /// - Throws: ``InstanceError`` for the folder and the settings, `StoreError`, `DuckDBError` when the library is
    ///   missing.
    package static func open(
        at root: URL, environment: [String: String], executable: URL, logger: Logger = Logger(label: "portulan")
    ) async throws -> Instance {
        let folder = InstanceFolder(root)
        guard folder.exists else { throw InstanceError("folder.missing", ["folder": .text(root.path)]) }
        let settings = try SettingsFile.load(folder.settings, environment: environment)
        let support = try SupportFolder.locate(environment: environment, executable: executable)
        try folder.prepare()
        let scratch = try folder.makeScratch()
        let store = try await StoreLocation(settings, in: folder, environment: environment).open()
        let instance = try await Instance(
            folder: folder, settings: settings, support: support, store: store, scratch: scratch, environment: environment,
            logger: logger)
        try await instance.migrate()
        return instance
    }

    init(
        folder: InstanceFolder, settings: Settings, support: SupportFolder, store: any Store, scratch: URL,
        environment: [String: String], logger: Logger
    ) async throws {
        self.folder = folder
        self.settings = settings
        self.support = support
        self.store = store
        self.scratch = scratch
        self.logger = logger
        lake = try Lake(
            folder: folder.lake, scratch: scratch, support: support, settings: LakeSettings(settings))
        var jobLogger = logger
        jobLogger[metadataKey: "part"] = "jobs"
        queue = JobQueue(store: store, logger: jobLogger, describe: JobFailure.init(describing:))
        identity = Identity(
            store: store, policy: PasswordPolicy(minimumLength: settings.passwordLength),
            times: SessionTimes(idle: settings.sessionIdle, absolute: settings.sessionMax),
            siteNames: [settings.title, settings.organization])
        var limits = Fetcher.Limits()
        limits.maximumBytes = settings.fileMax
        let fetcher = Fetcher(limits: limits, allowsPrivateAddresses: settings.privateAddresses)
        schemas = SchemaLibrary(settings, in: folder, fetcher: fetcher)
        catalog = Catalog(
            store: store, lake: lake, queue: queue, support: support, scratch: scratch, fetcher: fetcher,
            harvesting: HarvestSettings(settings), schemas: schemas,
            // A damaged vintage is told by whoever asks for it by name; the rest of the instance does without.
            gazetteer: try? folder.gazetteer(support))
        indicators = Indicators(store: store, lake: lake, definitions: [], tree: TerritoryTree(date: CivilDate(Date()), territories: []))
        services = ServiceLibrary(settings, in: folder, support: support, environment: environment)
    }

    /// The tables of every room, in the order in which they are made.
    static let migrations = JobQueue.migrations + CatalogMigrations.all + IdentityMigrations.all + SteeringMigrations.all
        + IndicatorMigrations.all

    /// Brings the store's tables up to date, and what they hold.
    func migrate() async throws {
        try await store.migrate(Self.migrations)
        try await catalog.fillDates()
    }

    /// Runs the instance's jobs until the task is cancelled; jobs under way then go back to the queue.
    package func runJobs() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.keepAccounts() }
            await queue.run(kinds: jobHandlers, concurrency: settings.jobWorkers)
            group.cancelAll()
        }
    }

    /// Forgets ended sessions and old journal entries, now and every hour.
    private func keepAccounts() async {
        repeat {
            do {
                try await identity.upkeep(retention: Double(settings.journalDays) * 86_400)
            } catch {
                logger.error("could not tidy up accounts", metadata: ["error": "\(error)"])
            }
        } while (try? await Task.sleep(for: .seconds(3600))) != nil
    }

    /// Ends what this process holds of the instance.
    package func close() async {
        try? store.close()
        try? FileManager.default.removeItem(at: scratch)
    }
}

extension LakeSettings {
    /// The lake's share of an instance's settings.
    init(_ settings: Settings) {
        self.init()
        if settings.queryWorkers > 0 { connections = settings.queryWorkers }
        queryTimeout = .milliseconds(Int64(settings.queryTimeout * 1000))
        hotBytes = settings.hotTables
        queryMemory = settings.queryMemory
    }
}

extension HarvestSettings {
    /// The harvester's share of an instance's settings.
    init(_ settings: Settings) {
        self.init()
        interval = settings.harvestInterval
        attempts = settings.harvestAttempts
        patience = settings.harvestPatience
        longestWait = settings.harvestWaitMax
        pageSize = settings.harvestPageSize
        maximumPage = settings.harvestPageMax
        checkInterval = settings.linkCheckInterval
    }
}

extension SchemaLibrary {
    /// The schemas of an instance, without opening the rest of it.
    package init(_ settings: Settings, in folder: InstanceFolder, fetcher: Fetcher) {
        let own = settings.schemaFolder.isEmpty
            ? nil : URL(filePath: settings.schemaFolder, directoryHint: .isDirectory, relativeTo: folder.root).absoluteURL
        self.init(
            cache: folder.schemas, folder: own, serviceFolders: ServiceLibrary.folders(settings, in: folder), catalogue: settings.schemaCatalogue ?? SchemaLibrary.national, fetcher: fetcher)
    }
}

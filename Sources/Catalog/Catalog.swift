package import DuckDB
package import Foundation
package import Lake
package import Store
package import Territories

/// The datasets of an instance: who produces them, what they hold, how they are found, renewed and measured.
///
/// Metadata lives in the store, content in the lake; the catalogue is what ties the two. It is a value: copies share
/// the same store, lake and queue.
package struct Catalog: Sendable {
    package let store: any Store
    package let lake: Lake
    package let queue: JobQueue
    /// Where the native libraries that read files are.
    let support: SupportFolder
    /// Folder for files that live as long as one job.
    let scratch: URL
    let fetcher: Fetcher
    let now: @Sendable () -> Date
    let versionCache = VersionCache(capacity: 256)
    let documents = DecodedDocuments()
    let index = DatasetIndex()
    let territoryTables = TerritoryTables()
    let gapScores = MeasuredGaps()
    let harvesting: HarvestSettings
    /// The table schemas that contents are checked against; `nil` for none.
    let schemas: SchemaLibrary?
    /// The official geographic code; `nil` where it is not at hand.
    let places: PlaceNames?
    let pacer: HostPacer
    let robots = RobotsShelf()

    /// - Parameters:
    ///   - scratch: folder for downloads and unpacked archives; emptied by its owner at start.
    ///   - fetcher: reads the sources that are addresses.
    ///   - harvesting: how portals are read.
    ///   - schemas: what contents that come in are checked against, where they are meant to follow one.
    ///   - gazetteer: the official geographic code, by which datasets are found by territory.
    ///   - now: the clock, so that tests can choose the date.
    package init(
        store: any Store, lake: Lake, queue: JobQueue, support: SupportFolder, scratch: URL, fetcher: Fetcher,
        harvesting: HarvestSettings = HarvestSettings(), schemas: SchemaLibrary? = nil, gazetteer: Gazetteer? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.lake = lake
        self.queue = queue
        self.support = support
        self.scratch = scratch
        self.fetcher = fetcher
        self.harvesting = harvesting
        self.schemas = schemas
        places = gazetteer.map(PlaceNames.init)
        pacer = HostPacer(clock: harvesting.clock)
        self.now = now
    }

    /// The official geographic code; `nil` where it is not at hand.
    package var gazetteer: Gazetteer? { places?.gazetteer }

    /// Creates or updates the catalogue's tables, and what they hold.
    package func migrate() async throws {
        try await store.migrate(CatalogMigrations.all)
        try await fillDates()
    }
}

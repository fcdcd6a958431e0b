import Catalog
import Foundation
import Instance
import Lake
import Store
import StoreFixtures
import Testing

@Suite struct MigrateStoreTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// An instance on SQLite whatever the engine of the run, with one table.
    private func embedded() async throws -> URL {
        let instance = try await Instance.create(
            at: place.path("site"), environment: Workplace.environment, executable: Workplace.executable)
        try await instance.ingest("code,nom\n01001,L'Abergement\n", named: "communes", in: place.url)
        await instance.close()
        return place.path("site")
    }

    private func open(_ root: URL) async throws -> Instance {
        try await Instance.open(at: root, environment: Workplace.environment, executable: Workplace.executable)
    }

    private func move(_ root: URL, to target: String, environment: [String: String] = [:]) async throws -> StoreMove {
        try await Instance.migrateStore(
            at: root, to: target, environment: Workplace.environment.merging(environment) { $1 })
    }

    @Test(.enabled(if: TestDatabase.isPostgres)) func instanceMovesThereAndBack() async throws {
        let root = try await embedded()
        let schema = TestDatabase.newSchema()
        try await TestDatabase.makeSchema(schema)
        let address = try #require(try TestDatabase.address(schema: schema)).uri
        let before = try await open(root)
        let dataset = try #require(try await before.catalog.dataset("communes"))
        let jobs = try await before.queue.jobs()
        await before.close()

        let there = try await move(root, to: address)
        #expect(there.counts.first { $0.table == "datasets" }?.rows == 1)
        #expect(!FileManager.default.fileExists(atPath: InstanceFolder(root).store.path))
        let former = try #require(there.former)
        #expect(FileManager.default.fileExists(atPath: former.path))
        let settings = try String(contentsOf: InstanceFolder(root).settings, encoding: .utf8)
        #expect(settings.contains("\nstore: \(address)\n"))
        #expect(settings.contains("Réglages de cette instance"))

        let moved = try await open(root)
        #expect(moved.store is PostgresStore)
        #expect(try await moved.catalog.dataset("communes")?.dataset == dataset.dataset)
        #expect(try await moved.queue.jobs() == jobs)
        try await moved.ingest("annee;montant\n2024;12,5\n", named: "budget", in: place.url)
        await moved.close()

        let back = try await move(root, to: "sqlite")
        #expect(back.former == nil)
        #expect(back.counts.first { $0.table == "datasets" }?.rows == 2)
        let home = try await open(root)
        #expect(home.store is SQLiteStore)
        #expect(try await home.catalog.dataset("budget") != nil)
        await home.close()

        // What was left there is not written over.
        let again = await #expect(throws: InstanceError.self) { try await move(root, to: address) }
        #expect(again?.problem == "store.occupied")
    }

    @Test(.enabled(if: TestDatabase.isPostgres)) func backupOfOneEngineIsRestoredOnTheOther() async throws {
        let root = try await embedded()
        let instance = try await open(root)
        try await instance.backup(to: place.path("a.tar"))
        await instance.close()
        let schema = TestDatabase.newSchema()
        try await TestDatabase.makeSchema(schema)
        let address = try #require(try TestDatabase.address(schema: schema)).uri
        try await Instance.restore(
            from: place.path("a.tar"), to: place.path("copy"), store: address, environment: Workplace.environment)
        let copy = try await open(place.path("copy"))
        #expect(copy.store is PostgresStore)
        #expect(try await copy.catalog.dataset("communes") != nil)
        try await copy.backup(to: place.path("b.tar"))
        await copy.close()
        // The settings within name the store that is in use: it is not restored over.
        let error = await #expect(throws: InstanceError.self) {
            try await Instance.restore(
                from: place.path("b.tar"), to: place.path("third"), environment: Workplace.environment)
        }
        #expect(error?.problem == "store.occupied")
        try await Instance.restore(
            from: place.path("b.tar"), to: place.path("third"), store: "sqlite", environment: Workplace.environment)
        let third = try await open(place.path("third"))
        #expect(third.store is SQLiteStore)
        #expect(try await third.catalog.dataset("communes") != nil)
        await third.close()
    }

    @Test func moveIsRefusedWhileSomebodyWorks() async throws {
        let root = try await embedded()
        let living = try await open(root)
        // This very process counts too: what it has open could be written meanwhile.
        let error = await #expect(throws: InstanceError.self) { try await move(root, to: "postgresql://u@nowhere/d") }
        #expect(error?.problem == "store.running")
        await living.close()
        let same = await #expect(throws: InstanceError.self) { try await move(root, to: "sqlite") }
        #expect(same?.problem == "store.same")
        let variable = await #expect(throws: InstanceError.self) {
            try await move(root, to: "postgresql://u@h/d", environment: ["PORTULAN_STORE": "sqlite"])
        }
        #expect(variable?.problem == "store.variable")
        let secret = await #expect(throws: InstanceError.self) { try await move(root, to: "postgresql://u:hush@h/d") }
        #expect("\(String(describing: secret))".contains("hush") == false)
    }
}

import Catalog
import Foundation
import Instance
import Lake
import Localization
import Store
import StoreFixtures
import Testing

@Suite struct OpeningTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func newInstanceIsPrivateAndExplained() async throws {
        let instance = try await place.create()
        #expect(try place.mode(instance.folder.root) == 0o700)
        #expect(try place.mode(instance.folder.settings) == 0o600)
        if !TestDatabase.isPostgres { #expect(try place.mode(instance.folder.store) == 0o600) }
        let text = try String(contentsOf: instance.folder.settings, encoding: .utf8)
        #expect(text.contains("#port: 8080"))
        #expect(text.contains("Réglages de cette instance"))
        var settings = instance.settings
        settings.store = Settings().store
        #expect(settings == Settings())
        await instance.close()
    }

    @Test func instanceIsNotMadeOverSomething() async throws {
        let first = try await place.create()
        await first.close()
        let error = await #expect(throws: InstanceError.self) { try await place.create() }
        #expect(error?.problem == "folder.exists")

        try FileManager.default.createDirectory(at: place.path("full"), withIntermediateDirectories: true)
        try Data().write(to: place.path("full/letter.txt"))
        let other = await #expect(throws: InstanceError.self) { try await place.create("full") }
        #expect(other?.problem == "folder.not_empty")

        try FileManager.default.createDirectory(at: place.path("empty"), withIntermediateDirectories: true)
        await (try place.create("empty")).close()
    }

    @Test func openingSaysWhatIsWrong() async throws {
        let missing = await #expect(throws: InstanceError.self) { try await place.open("nowhere") }
        #expect(missing?.problem == "folder.missing")
        await (try place.create()).close()
        try Data("prot: 1".utf8).write(to: place.path("site/portulan.yaml"))
        let wrong = await #expect(throws: InstanceError.self) { try await place.open() }
        #expect(wrong?.problem == "settings.misspelled")
    }

    @Test func settingsReachTheRooms() async throws {
        await (try place.create()).close()
        let instance = try await place.open(environment: ["PORTULAN_HOT_TABLES": "123 MB", "PORTULAN_PORT": "9100"])
        #expect(instance.settings.port == 9100)
        #expect(instance.lake.settings.hotBytes == 123_000_000)
        #expect(instance.lake.settings.queryTimeout == .seconds(10))
        await instance.close()
    }

    @Test func twoProcessesMayHaveItOpen() async throws {
        let first = try await place.create()
        let second = try await place.open()
        try await first.ingest("nom,age\nLéa,3\n", named: "enfants", in: place.url)
        #expect(try await second.catalog.dataset("enfants")?.resources.count == 1)
        #expect(first.scratch != second.scratch)
        await second.close()
        #expect(FileManager.default.fileExists(atPath: first.scratch.path))
        await first.close()
        #expect(!FileManager.default.fileExists(atPath: first.scratch.path))
    }

    @Test func whatADeadProcessLeftIsSweptAndALivingOneKeepsItsOwn() async throws {
        let first = try await place.create()
        let dead = LeaseOwner(
            host: LeaseOwner.current.host, boot: LeaseOwner.current.boot, process: .max, startedAt: 1)
        let left = first.folder.temporary.appendingPathComponent("left")
        try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
        try JSONEncoder().encode(dead).write(to: left.appendingPathComponent("owner.json"))
        let second = try await place.open()
        #expect(!FileManager.default.fileExists(atPath: left.path))
        #expect(FileManager.default.fileExists(atPath: first.scratch.path))
        await second.close()
        await first.close()
    }

    @Test func errorsOfTheStoreAreTold() {
        let told = Localizer(.french).message(for: StoreError(.diskFull, "database or disk is full"))
        #expect(told.text.contains("plein"))
        #expect(told.hint != nil)
    }

    @Test func failuresOfJobsKeepTheirMessage() throws {
        let failure = JobFailure(describing: InstanceError("backup.exists", ["file": "a.tar"]))
        #expect(failure.code == "instance.backup.exists")
        #expect(failure.isPermanent)
        let arguments = try JSONDecoder().decode([String: MessageArgument].self, from: Data(failure.arguments.utf8))
        #expect(Localizer(.english).message(code: failure.code, arguments).text == "a.tar exists already.")
        #expect(JobFailure(describing: CancellationError()).code == "unexpected")
    }
}

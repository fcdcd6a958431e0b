import Catalog
import Foundation
import Instance
import Lake
import Store
import StoreFixtures
import Testing

@Suite struct BackupTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    /// An instance with two tables, its backup, and the files that matter.
    private func backedUp() async throws -> (instance: Instance, archive: URL) {
        let instance = try await place.create()
        try await instance.ingest("code,nom\n01001,L'Abergement\n01002,Ambérieu\n", named: "communes", in: place.url)
        try await instance.ingest("annee;montant\n2024;12,5\n2025;13\n", named: "budget", in: place.url)
        let archive = place.path("backup.tar")
        try await instance.backup(to: archive)
        return (instance, archive)
    }

    private func lakeFiles(_ folder: URL) throws -> [String: Data] {
        try place.files(folder).filter { $0.key.hasPrefix("lake/originals/") || $0.key.hasPrefix("lake/tables/") }
    }

    @Test func restoredInstanceIsTheSame() async throws {
        let (instance, archive) = try await backedUp()
        try Data("title: Changée depuis".utf8).write(to: instance.folder.settings)
        try await place.restore(archive, to: "copy")

        let copy = try await place.open("copy")
        #expect(try place.mode(copy.folder.root) == 0o700)
        if !TestDatabase.isPostgres { #expect(try place.mode(copy.folder.store) == 0o600) }
        #expect(copy.settings.title == "Portulan")
        for slug in ["communes", "budget"] {
            let before = try #require(try await instance.catalog.dataset(slug)?.resources.first?.version)
            let after = try #require(try await copy.catalog.dataset(slug)?.resources.first?.version)
            #expect(before.id == after.id)
            #expect(before.originalHash == after.originalHash)
            let table = try #require(after.table)
            let query = TableQuery()
            #expect(try await copy.lake.rows(table, query).rows == instance.lake.rows(table, query).rows)
            #expect(try await copy.lake.rows(table, query).total == 2)
        }
        #expect(try lakeFiles(copy.folder.root) == lakeFiles(instance.folder.root))
        #expect(try await copy.queue.jobs().map(\.id) == instance.queue.jobs().map(\.id))
        await copy.close()
        await instance.close()
    }

    @Test func backupHoldsNothingThatTheCatalogueDoesNotNeed() async throws {
        let (instance, _) = try await backedUp()
        let stray = place.path("stray.csv")
        try Data("a\n1\n".utf8).write(to: stray)
        let (hash, _) = try await instance.lake.keepOriginal(stray)
        try await instance.backup(to: place.path("second.tar"))
        try await place.restore(place.path("second.tar"), to: "copy")
        #expect(FileManager.default.fileExists(atPath: instance.lake.original(hash).path))
        #expect(try !place.files(place.path("copy")).keys.contains { $0.contains(hash.hex) })
        await instance.close()
    }

    @Test func anyTarCanReadIt() async throws {
        let (instance, archive) = try await backedUp()
        await instance.close()
        let folder = place.path("unpacked")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/bin/tar")
        tar.arguments = ["-xf", archive.path, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        #expect(try place.files(folder).keys.contains("manifest.json"))
        #expect(try lakeFiles(folder).count == 4)

        // And what tar packs again, with folders and "./" in front, can be restored.
        let repack = Process()
        repack.executableURL = URL(fileURLWithPath: "/bin/tar")
        repack.arguments = ["-cf", place.path("again.tar").path, "-C", folder.path, "."]
        try repack.run()
        repack.waitUntilExit()
        try await place.restore(place.path("again.tar"), to: "copy")
        #expect(try lakeFiles(place.path("copy")).count == 4)
    }

    @Test func nothingIsOverwritten() async throws {
        let (instance, archive) = try await backedUp()
        let again = await #expect(throws: InstanceError.self) { try await instance.backup(to: archive) }
        #expect(again?.problem == "backup.exists")
        let over = await #expect(throws: InstanceError.self) {
            try await Instance.restore(from: archive, to: instance.folder.root)
        }
        #expect(over?.problem == "folder.not_empty")
        await instance.close()
    }

    @Test func damageInTheLakeIsFoundWhenBackingUp() async throws {
        let (instance, _) = try await backedUp()
        let table = try #require(try await instance.catalog.dataset("budget")?.resources.first?.version?.table)
        let file = instance.lake.tableURL(table.hash)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        let damaged = await #expect(throws: InstanceError.self) { try await instance.backup(to: place.path("b.tar")) }
        #expect(damaged?.problem == "backup.damaged")
        try FileManager.default.removeItem(at: file)
        let missing = await #expect(throws: InstanceError.self) { try await instance.backup(to: place.path("b.tar")) }
        #expect(missing?.problem == "backup.missing")
        let left = try FileManager.default.contentsOfDirectory(atPath: place.url.path).filter { $0.contains("b.tar") }
        #expect(left == [])
        await instance.close()
    }

    /// What may happen to an archive, and what is said of it.
    enum Harm: String, CaseIterable { case truncated, bitFlipped, notATar, empty, escaping, stranger, twice, future, link }

    @Test(arguments: Harm.allCases)
    func harmedBackupRestoresNothing(harm: Harm) async throws {
        let (instance, archive) = try await backedUp()
        await instance.close()
        var bytes = try Data(contentsOf: archive)
        let expected: Set<String>
        switch harm {
        case .truncated:
            bytes = bytes.prefix(bytes.count / 2)
            expected = ["restore.truncated"]
        case .bitFlipped:
            // Inside the store, whose pages begin after the settings.
            let start = try #require(bytes.range(of: Data("SQLite format 3".utf8))).lowerBound
            bytes[start + 5000] ^= 0x10
            expected = ["restore.damaged"]
        case .notATar:
            bytes = Data("PK\u{3}\u{4} this is something else".utf8) + Data(repeating: 65, count: 2000)
            expected = ["restore.not_backup"]
        case .empty:
            bytes = Data()
            expected = ["restore.not_backup"]
        case .escaping:
            bytes = Tar.file("../outside.txt", "x") + bytes
            expected = ["restore.escape"]
        case .stranger:
            bytes = Tar.file("lake/notes.txt", "x") + bytes
            expected = ["restore.unexpected"]
        case .twice:
            bytes = Tar.file("portulan.yaml", "title: other") + bytes
            expected = ["restore.unexpected"]
        case .future:
            bytes = Tar.file("manifest.json", #"{"format":"portulan-backup","version":99,"createdAt":"","files":[]}"#) + bytes
            expected = ["restore.version"]
        case .link:
            bytes = Tar.file("portulan.yaml", "", type: "2") + bytes
            expected = ["restore.unexpected"]
        }
        let harmed = place.path("harmed.tar")
        try bytes.write(to: harmed)
        let error = await #expect(throws: InstanceError.self) {
            try await place.restore(harmed, to: "copy")
        }
        #expect(expected.contains(error?.problem ?? ""), "\(String(describing: error))")
        let names = try FileManager.default.contentsOfDirectory(atPath: place.url.path)
        #expect(!names.contains { $0.contains("copy") || $0.contains("outside") })
    }

    @Test func backupIsTakenWhileOthersWork() async throws {
        let (instance, _) = try await backedUp()
        let writer = Task {
            var written = 0
            while !Task.isCancelled {
                _ = try await instance.queue.enqueue(kind: "later", payload: written)
                written += 1
            }
        }
        try await instance.backup(to: place.path("live.tar"))
        writer.cancel()
        _ = await writer.result
        try await place.restore(place.path("live.tar"), to: "copy")
        let copy = try await place.open("copy")
        #expect(try await copy.store.integrityProblems() == [])
        await copy.close()
        await instance.close()
    }
}

/// Tar entries made by hand.
enum Tar {
    static func file(_ path: String, _ text: String, type: String = "0") -> Data {
        var header = Data(count: 512)
        func put(_ text: String, _ offset: Int) { header.replaceSubrange(offset..<offset + text.utf8.count, with: Data(text.utf8)) }
        let size = String(text.utf8.count, radix: 8)
        put(path, 0)
        put("0000644", 100)
        put(String(repeating: "0", count: 11 - size.count) + size, 124)
        put("00000000000", 136)
        put("        ", 148)
        put(type, 156)
        put("ustar\u{0}00", 257)
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ", 148)
        return header + Data(text.utf8) + Data(count: (512 - text.utf8.count % 512) % 512)
    }
}

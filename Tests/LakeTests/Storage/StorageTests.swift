import Foundation
import Lake
import Localization
import Tables
import Testing

@Suite struct StorageTests {
    @Test func keepsOriginalsUnderTheirHash() async throws {
        let test = try TestLake()
        // “abc” and its digest are the first example of FIPS 180-2.
        let file = try test.write("abc")
        for _ in 0..<2 {
            let (hash, bytes) = try await test.lake.keepOriginal(file)
            #expect(hash.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            #expect(bytes == 3)
            #expect(try Data(contentsOf: test.lake.original(hash)) == Data("abc".utf8))
        }
        #expect(try leftovers(test).isEmpty)
    }

    @Test func theSameFileGivesTheSameTable() async throws {
        let test = try TestLake()
        let first = try await test.table(communes)
        let second = try await test.table(communes)
        #expect(first == second)
        #expect(FileManager.default.fileExists(atPath: test.lake.tableURL(first.hash).path))
        #expect(try leftovers(test).isEmpty)
    }

    @Test func aMissingFileIsNamed() async throws {
        let test = try TestLake()
        let error = try await #require(throws: LakeError.self) { try await test.lake.keepOriginal(test.folder.appending(path: "nulle-part.csv")) }
        #expect(error.code == "lake.file")
        #expect(error.arguments["file"] == .text("nulle-part.csv"))
    }

    @Test func aStoppedMakingLeavesNothing() async throws {
        struct Stop: Error {}
        let test = try TestLake()
        let file = try test.write("a,b\n" + String(repeating: "1,une valeur assez longue pour que le fichier le soit aussi\n", count: 250_000))
        let inspection = try test.inspect(file)
        await #expect(throws: Stop.self) {
            try await test.lake.makeTable(from: file, name: "t.csv", inspection: inspection) { _ in throw Stop() }
        }
        #expect(try leftovers(test).isEmpty)
        #expect(try await test.lake.size().tables == 0)
    }

    @Test func aFileThatChangedIsNotPublished() async throws {
        let test = try TestLake()
        let file = try test.write("a,b\n1,2\n3,4\n")
        var inspection = try test.inspect(file)
        inspection.rows = 3
        let changed = inspection
        let error = try await #require(throws: LakeError.self) {
            try await test.lake.makeTable(from: file, name: "t.csv", inspection: changed)
        }
        #expect(error.code == "lake.table.rows")
        #expect(try leftovers(test).isEmpty)
    }

    @Test(arguments: [0, 7, 200])
    func aDamagedTableIsToldFromABadQuestion(kept: Int) async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        let url = test.lake.tableURL(table.hash)
        try Data(contentsOf: url).prefix(kept).write(to: url)
        let error = try await #require(throws: LakeError.self) { try await test.lake.rows(table, TableQuery()) }
        #expect(error.code == "lake.table.damaged")
        #expect(await !test.lake.warm(table))
    }

    @Test func removesWhatNothingRefersTo() async throws {
        let test = try TestLake()
        let file = try test.write(communes)
        let (original, _) = try await test.lake.keepOriginal(file)
        let kept = try await test.table(at: file)
        let (other, _) = try await test.lake.keepOriginal(try test.write("autre"))
        #expect(try await test.lake.removeUnreferenced(keeping: [original, kept.hash], olderThan: .distantPast).files == 0)
        let removed = try await test.lake.removeUnreferenced(keeping: [original, kept.hash], olderThan: .distantFuture)
        #expect(removed.files == 1)
        #expect(removed.bytes == 5)
        #expect(!FileManager.default.fileExists(atPath: test.lake.original(other).path))
        #expect(try await test.lake.rows(kept, TableQuery()).total == 6)
    }

    @Test func sweepsWhatDeadProcessesLeft() async throws {
        let test = try TestLake()
        let partials = test.folder.appending(path: "lake/partial")
        // Process numbers end at 4,194,304 on Linux.
        for name in ["99999999-x.partial", "\(getpid())-y.partial"] { try Data().write(to: partials.appending(path: name)) }
        _ = try Lake(folder: test.folder.appending(path: "lake"), scratch: test.folder.appending(path: "tmp"), support: support)
        #expect(try leftovers(test) == ["\(getpid())-y.partial"])
    }

    @Test func theEngineReadsNothingButTheLake() async throws {
        let test = try TestLake()
        let table = try await test.table(communes)
        // A path out of a hash cannot be made: the type refuses it.
        #expect(ContentHash(hex: "../../etc/passwd") == nil)
        #expect(ContentHash(hex: String(table.hash.hex.dropLast()) + "G") == nil)
        try test.lake.checkFolders()
        try await test.lake.checkEngine()
        #expect(test.lake.engineVersion.hasPrefix("v1."))
    }

    private func leftovers(_ test: TestLake) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: test.folder.appending(path: "lake/partial").path)
    }
}

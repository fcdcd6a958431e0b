import DuckDB
import Foundation
import Testing

@Suite struct LibraryTests {
    @Test func aMissingLibraryIsNamed() throws {
        let nowhere = URL(filePath: "/nowhere/libduckdb.so")
        let error = try #require(throws: DuckDBError.self) {
            try Database(support: SupportFolder(root: support.root, library: nowhere))
        }
        #expect(error.code == .libraryMissing)
        #expect(error.message.contains(nowhere.path))
    }

    @Test(.enabled(if: support.pythonStubs != nil, "a plain libduckdb needs no stubs"))
    func aMissingFunctionIsNamed() throws {
        // The stubs are a library, and no DuckDB.
        let error = try #require(throws: DuckDBError.self) {
            try Database(support: SupportFolder(root: support.root, library: support.pythonStubs))
        }
        #expect(error.code == .symbolMissing)
        #expect(error.message.contains("duckdb_library_version"))
    }

    @Test func supportIsFoundWhereItIsGiven() throws {
        let found = try SupportFolder.locate(
            environment: ["PORTULAN_SUPPORT": "/opt/portulan", "DUCKDB_LIBRARY": "/usr/lib/libduckdb.so"], executable: URL(filePath: "/bin/portulan"))
        #expect(found.root.path == "/opt/portulan")
        #expect(found.duckDBLibrary.path == "/usr/lib/libduckdb.so")
        #expect(found.extension("excel").path == "/opt/portulan/extensions/excel.duckdb_extension")
    }

    @Test(arguments: ["share/portulan", "bin/.portulan", ".portulan"])
    func supportIsFoundFromTheExecutable(place: String) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "support-\(UUID().uuidString)").resolvingSymlinksInPath()
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = root.appending(path: place)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let found = try SupportFolder.locate(environment: ["DUCKDB_LIBRARY": ""], executable: root.appending(path: "bin/portulan"))
        #expect(found.root.path == folder.path)
        #expect(found.duckDBLibrary.path == folder.path + "/lib/libduckdb.so")
    }

    @Test func noSupportListsThePlacesTried() throws {
        let error = try #require(throws: DuckDBError.self) {
            try SupportFolder.locate(environment: [:], executable: URL(filePath: "/nowhere/bin/portulan"))
        }
        #expect(error.code == .libraryMissing)
        #expect(error.message.contains("/nowhere/share/portulan"))
    }
}

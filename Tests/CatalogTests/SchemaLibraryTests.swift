import Catalog
import DuckDB
import Foundation
import Tables
import Testing

/// Schemas of a folder, and those harvested from a catalogue.
@Suite("Schemas at hand")
struct SchemaLibraryTests {
    private static let schema = #"{"title": "Lieux", "fields": [{"name": "id"}, {"name": "insee"}, {"name": "nom"}]}"#

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-schemas-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "own"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func library(_ folder: URL, catalogue: String = "http://127.0.0.1:1/", allowsPrivate: Bool = true) throws -> SchemaLibrary {
        SchemaLibrary(
            cache: folder.appending(path: "cache"), folder: folder.appending(path: "own"),
            catalogue: try #require(URL(string: catalogue)), fetcher: Fetcher(allowsPrivateAddresses: allowsPrivate))
    }

    private func inspection(_ text: String, _ folder: URL) throws -> Inspection {
        let path = folder.appending(path: "table.csv")
        try text.write(to: path, atomically: true, encoding: .utf8)
        var options = ReadOptions()
        options.hasHeader = true
        return try TableFile.inspect(path, name: "table.csv", options: options, support: SupportFolder(root: folder), scratch: folder)
    }

    private func code(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error as CatalogError {
            return error.code
        }
    }

    @Test("A schema is found by its whole name, its slug, or its last part where only one has it")
    func names() async throws {
        try await withFolder { folder in
            for name in ["etalab--schema-lieux", "etalab--schema-bornes", "scdl--bornes"] {
                try Self.schema.write(to: folder.appending(path: "own/\(name).json"), atomically: true, encoding: .utf8)
            }
            try "{\"type\": \"object\"}".write(to: folder.appending(path: "own/other.json"), atomically: true, encoding: .utf8)
            let library = try library(folder)
            #expect(try library.entries().map(\.name).sorted() == ["etalab/schema-bornes", "etalab/schema-lieux", "scdl/bornes"])
            for word in ["etalab/schema-lieux", "ETALAB--schema-lieux", "schema-lieux", "lieux"] {
                #expect(try library.entry(named: word).name == "etalab/schema-lieux", "\(word)")
            }
            #expect(try await code { _ = try library.entry(named: "bornes") } == "catalog.schema.ambiguous")
            #expect(try await code { _ = try library.entry(named: "schema-lieu") } == "catalog.schema.misspelled")
            #expect(try await code { _ = try library.entry(named: "zzzzzzzz") } == "catalog.schema.unknown")
            #expect(try await code { _ = try library.entry(named: "../../etc/passwd") } == "catalog.schema.unknown")
        }
    }

    @Test("Without any schema, it is said how to get some")
    func none() async throws {
        try await withFolder { folder in
            let library = try library(folder)
            #expect(try await code { _ = try library.entry(named: "x") } == "catalog.schema.none")
            #expect(try await code { _ = try library.guess(for: try inspection("a\n1\n", folder)) } == "catalog.schema.noneToGuess")
        }
    }

    @Test("A schema is guessed from the headers, and not from words shared by chance")
    func guess() async throws {
        try await withFolder { folder in
            try Self.schema.write(to: folder.appending(path: "own/a--lieux.json"), atomically: true, encoding: .utf8)
            let library = try library(folder)
            let choice = try library.guess(for: try inspection("ID,Insee,nom,autre\n1,75056,Paris,x\n2,01004,Ambérieu,y\n", folder))
            #expect(choice.name == "a/lieux")
            #expect(choice.fit?.matched == 3)
            #expect(try await code { _ = try library.guess(for: try inspection("nom,prenom,age\nA,B,3\n", folder)) } == "catalog.schema.guess")
        }
    }

    @Test("A harvest keeps what it can, spares what has not changed, and forgets what is gone")
    func harvest() async throws {
        let list = #"""
            {"schemas": [
              {"name": "a/lieux", "title": "Lieux", "schema_type": "tableschema", "schema_url": "{base}/lieux.json"},
              {"name": "a/absent", "schema_type": "tableschema", "schema_url": "/absent.json"},
              {"name": "a/json", "schema_type": "jsonschema", "schema_url": "/x.json"},
              {"name": "../x", "schema_type": "tableschema", "schema_url": "/x.json"}, {"title": "no name"}
            ]}
            """#
        // `{base}` becomes longer than it is written: the answers are ended by closing rather than by a length.
        func answer(_ body: String, tag: String) -> String { "HTTP/1.1 200 OK\r\nETag: \"\(tag)\"\r\nConnection: close\r\n\r\n\(body)" }
        let server = try LocalServer(["/schemas.json": answer(list, tag: "1"), "/lieux.json": answer(Self.schema, tag: "2")])
        defer { server.stop() }
        try await withFolder { folder in
            let library = try library(folder, catalogue: server.base + "/schemas.json")
            let first = try await library.update()
            #expect(first.added == ["a/lieux"])
            #expect(first.failed.map(\.name) == ["a/absent"])
            #expect(first.skipped == 2)
            #expect(try library.entries().map(\.title) == ["Lieux"])
            #expect(try library.schema(library.entry(named: "a/lieux")).fields.count == 3)

            let second = try await library.update()
            #expect(second.added.isEmpty && second.changed.isEmpty)
            #expect(second.unchanged == ["a/lieux"])
            #expect(server.requests.contains { $0.contains("/lieux.json") && $0.lowercased().contains("if-none-match: \"2\"") })
            #expect(try library.updatedAt() != nil)
        }
    }

    @Test("Addresses of private networks are refused, for the list and for a schema")
    func privateAddresses() async throws {
        try await withFolder { folder in
            let library = try library(folder, catalogue: "http://127.0.0.1:9/schemas.json", allowsPrivate: false)
            #expect(try await code { _ = try await library.update() } == "catalog.fetch.private")
            #expect(try await code { _ = try await library.choose("http://169.254.169.254/x.json", scratch: folder) } == "catalog.fetch.private")
            #expect(try await code { _ = try await library.choose("file:///etc/passwd", scratch: folder) } == "catalog.fetch.scheme")
        }
    }
}

package import Foundation
package import Store

/// The engine that the tests of the store run on: SQLite, or the PostgreSQL server that `Scripts/test-postgres` starts
/// and names in `PORTULAN_TEST_POSTGRES`.
package enum TestDatabase {
    /// The server's address; nil where the tests run on SQLite.
    package static var server: String? {
        ProcessInfo.processInfo.environment["PORTULAN_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
    }

    package static var isPostgres: Bool { server != nil }

    /// An address of its own for each test: a schema that nobody else uses, in the one database.
    package static func address(schema: String) throws -> PostgresAddress? {
        guard let server else { return nil }
        let glue = server.contains("?") ? "&" : "?"
        return try PostgresAddress("\(server)\(glue)options=-csearch_path%3D\(schema)")
    }

    /// A name that fits a schema.
    package static func newSchema() -> String {
        "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
    }

    /// Makes the schema, so that tables have a place to be made in.
    package static func makeSchema(_ schema: String) async throws {
        guard let server else { return }
        let store = PostgresStore(try PostgresAddress(server), connections: 1)
        try await store.claim { _ = try $0.execute("CREATE SCHEMA \(schema)") }
        try store.close()
    }
}

/// Where one test's store is, on the engine of the run: any number of stores may be opened on it, as by several
/// processes.
package struct TestStore: Sendable {
    package let folder: URL
    private let schema: String

    /// - Parameter folder: exists; the SQLite file lies in it.
    package init(in folder: URL) async throws {
        self.folder = folder
        schema = TestDatabase.newSchema()
        try await TestDatabase.makeSchema(schema)
    }

    /// The SQLite file, where that is the engine.
    package var path: URL { folder.appendingPathComponent("store.sqlite") }

    /// Another store on the same content.
    ///
    /// - Parameter patience: how long it waits for what others hold, in seconds.
    package func open(patience: TimeInterval = 10) throws -> any TransferableStore {
        if let address = try TestDatabase.address(schema: schema) {
            return PostgresStore(address, lockTimeout: patience, connections: 4)
        }
        return try SQLiteStore(path: path, busyTimeout: patience)
    }
}

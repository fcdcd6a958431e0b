internal import CDuckDB
internal import Foundation

/// A DuckDB database: in memory, or in a file.
///
/// Sendable, unchecked: DuckDB's database handle may be used from any thread, and is written only by `init`.
@safe package final class Database: @unchecked Sendable {
    let library: Library
    let handle: duckdb_database
    let sources: TableSources
    package let support: SupportFolder

    /// Opens a database, in memory without a `path`.
    ///
    /// - Parameter configuration: DuckDB's settings by name, as `SET` takes them. Whatever they say, nothing is
    ///   ever fetched from the network to make up for a missing extension.
    /// - Throws: `DuckDBError`: `libraryMissing`, `symbolMissing`, or `open`.
    package init(path: String? = nil, configuration: [String: String] = [:], support: SupportFolder) throws {
        let library = try Library(support)
        var settings: duckdb_config?
        defer { unsafe library.api.destroy_config(&settings) }
        guard unsafe library.api.create_config(&settings) == duckdb_success, let config = unsafe settings else {
            throw DuckDBError(code: .open, message: "no configuration")
        }
        let all = configuration.merging(
            ["autoinstall_known_extensions": "false", "autoload_known_extensions": "false"]) { given, _ in given }
        for (name, option) in all.sorted(by: { $0.key < $1.key }) {
            guard unsafe library.api.set_config(config, name, option) == duckdb_success else {
                throw DuckDBError(code: .open, message: "DuckDB has no setting \(name) = \(option)")
            }
        }
        var opened: duckdb_database?
        var error: UnsafeMutablePointer<CChar>?
        guard unsafe library.api.open_ext(path, &opened, config, &error) == duckdb_success, let handle = unsafe opened else {
            let message = unsafe error.map { unsafe String(cString: $0) } ?? "unknown error"
            unsafe library.api.free(error)
            throw DuckDBError(code: .open, message: message)
        }
        self.library = library
        unsafe self.handle = handle
        self.support = support
        sources = TableSources(library)
        // From here on `deinit` closes the handle, also where this throws.
        try sources.register(on: connect())
    }

    deinit {
        var closing: duckdb_database? = unsafe handle
        unsafe library.api.close(&closing)
    }

    /// Such as `v1.5.5`.
    package var version: String { unsafe String(cString: library.api.library_version()) }

    /// A new connection, for one thread at a time.
    package func connect() throws -> Connection { try Connection(to: self) }
}

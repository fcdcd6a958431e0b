internal import CDuckDB
internal import Foundation

/// DuckDB's library, opened, and the functions found in it.
///
/// Sendable, unchecked: the table of functions is filled before `init` returns and never written again.
@safe struct Library: @unchecked Sendable {
    let functions: UnsafePointer<duckdb_functions>

    init(_ support: SupportFolder) throws {
        var status = DUCKDB_BINDING_OK
        var message = [CChar](repeating: 0, count: 1024)
        let library = support.duckDBLibrary.path
        guard
            let functions = unsafe duckdb_binding_load(
                library, support.pythonStubs?.path, &message, message.count, &status)
        else {
            let text = String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if status == DUCKDB_BINDING_SYMBOL {
                throw DuckDBError(code: .symbolMissing, message: "\(library) lacks \(text)")
            }
            throw DuckDBError(code: .libraryMissing, message: text)
        }
        unsafe self.functions = functions
    }

    /// The library that this process has bound, for callbacks from DuckDB; there is one, or DuckDB could not call.
    static var current: Library? { unsafe duckdb_binding_current().map { unsafe Library(functions: $0) } }

    private init(functions: UnsafePointer<duckdb_functions>) { unsafe self.functions = functions }

    /// The functions, called as `library.api.connect(…)`.
    var api: duckdb_functions {
        @inline(__always) get { unsafe functions.pointee }
    }
}

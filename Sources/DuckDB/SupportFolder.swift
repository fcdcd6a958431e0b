package import Foundation

/// Where the binary assets that set-up installs are found: DuckDB, its extensions, what pages embed.
package struct SupportFolder: Sendable, Hashable {
    /// The folder itself.
    package let root: URL
    /// DuckDB's shared library. `DUCKDB_LIBRARY` names another one.
    package let duckDBLibrary: URL
    /// What defines the Python symbols of a library out of a Python wheel; nil where the library is a plain one.
    package let pythonStubs: URL?

    /// A support folder at a known place.
    ///
    /// - Parameter library: DuckDB's library where it is not the folder's own.
    package init(root: URL, library: URL? = nil) {
        self.root = root
        let own = root.appending(path: "lib/libduckdb.so")
        duckDBLibrary = library ?? own
        let stubs = root.appending(path: "lib/libpystubs.so")
        // A library given by name may be out of a wheel as well: stubs that are not needed do no harm.
        pythonStubs = FileManager.default.fileExists(atPath: stubs.path) ? stubs : nil
    }

    /// One of DuckDB's extensions, by its name.
    package func `extension`(_ name: String) -> URL {
        root.appending(path: "extensions/\(name).duckdb_extension")
    }

    /// What pages embed: the design system, the map library.
    package var assets: URL { root.appending(path: "assets") }

    /// Looks, in this order, at `PORTULAN_SUPPORT`, at `share/portulan` beside the folder of the executable, then
    /// for a `.portulan` folder upwards from the executable.
    ///
    /// - Throws: `DuckDBError` with code `libraryMissing`, whose message lists the places that were tried.
    package static func locate(environment: [String: String], executable: URL) throws -> SupportFolder {
        let library = environment["DUCKDB_LIBRARY"].flatMap { $0.isEmpty ? nil : URL(filePath: $0) }
        if let given = environment["PORTULAN_SUPPORT"], !given.isEmpty {
            return SupportFolder(root: URL(filePath: given, directoryHint: .isDirectory), library: library)
        }
        let program = executable.resolvingSymlinksInPath().standardizedFileURL
        var folder = program.deletingLastPathComponent()
        var tried = [folder.deletingLastPathComponent().appending(path: "share/portulan")]
        while true {
            tried.append(folder.appending(path: ".portulan"))
            let above = folder.deletingLastPathComponent()
            if above.path == folder.path { break }
            folder = above
        }
        let found = tried.first { FileManager.default.fileExists(atPath: $0.path) }
        guard let found else {
            throw DuckDBError(code: .libraryMissing, message: "no support folder at \(tried.map(\.path).joined(separator: ", "))")
        }
        return SupportFolder(root: found, library: library)
    }
}

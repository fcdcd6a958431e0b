package import DuckDB
package import Foundation

extension TableFile {
    /// The names of the columns as the file writes them, without reading its rows where the format allows.
    ///
    /// - Throws: `TablesError` where the file is no table.
    package static func headers(
        _ path: URL, name: String, options: ReadOptions = ReadOptions(), support: SupportFolder, scratch: URL
    ) throws -> [String] {
        do {
            let file = try OpenedFile.open(path, options: options, scratch: scratch, progress: nil)
            return try file.text(options: options, support: support, progress: nil).columns.map(\.header)
        } catch let error as TablesError {
            throw error.about(file: name)
        }
    }
}

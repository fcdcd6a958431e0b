import Catalog
import DuckDB
import Foundation
import Synchronization
import Tables

/// The columns of the resources that a service declares, as far as they can be told before any is loaded: those of its
/// file, else of the query that makes it, else of its schema, else of the rows that stand in for it.
final class SourceColumns: Sendable {
    /// So much of a delimited text is enough to tell its header and how it is written.
    private static let head = 256 * 1024
    /// Files of other formats are read whole, up to this size.
    private static let largest = 50_000_000

    private let folder: ServiceFolder
    private let resources: [CatalogueDeclaration.Resource]
    private let support: SupportFolder?
    private let known = Mutex<[String: [String]?]>([:])

    init(_ folder: ServiceFolder, _ sources: [CatalogueDeclaration], support: SupportFolder?) {
        self.folder = folder
        self.support = support
        resources = sources.flatMap(\.datasets).flatMap(\.resources)
    }

    /// Nil where they cannot be told: a resource of the instance's catalogue, a file that is out of reach.
    func columns(of slug: String) -> [String]? {
        if let found = known.withLock({ $0[slug] }) { return found }
        let columns = resources.first { $0.slug == slug }.flatMap(find)
        known.withLock { $0[slug] = .some(columns) }
        return columns
    }

    private func find(_ resource: CatalogueDeclaration.Resource) -> [String]? {
        let origin = resource.service
        if let file = origin?.file, FileManager.default.isReadableFile(atPath: file.path) { return header(of: file) }
        if let query = origin?.query, let support, let source = try? SourceQuery(contentsOf: query, file: query.lastPathComponent) {
            return try? source.columns(support)
        }
        // The service's own schemas are named by it.
        if let words = resource.metadata.schema?.split(separator: "/"), words.count == 2, words[0] == folder.name,
            let data = try? Data(contentsOf: folder.folder(.schemas).appendingPathComponent("\(words[1]).json")), let schema = try? TableSchema(json: data) {
            return schema.fields.map(\.name)
        }
        return origin?.demonstration.flatMap { try? DemonstrationTable(contentsOf: $0, file: $0.lastPathComponent).columnNames }
    }

    private func header(of file: URL) -> [String]? {
        guard let support, let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize else { return nil }
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("portulan-columns-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        do {
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            var path = file
            if size > Self.head, ["csv", "tsv", "txt"].contains(file.pathExtension.lowercased()) {
                let handle = try FileHandle(forReadingFrom: file)
                defer { try? handle.close() }
                let bytes = try handle.read(upToCount: Self.head) ?? Data()
                guard let end = bytes.lastIndex(of: 0x0A) else { return nil }
                path = scratch.appendingPathComponent("head." + file.pathExtension)
                try bytes[...end].write(to: path)
            } else if size > Self.largest {
                return nil
            }
            return try TableFile.inspect(path, name: file.lastPathComponent, support: support, scratch: scratch).columns.map(\.name)
        } catch {
            // What is wrong with the file is told when it is loaded.
            return nil
        }
    }
}

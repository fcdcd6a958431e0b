import Foundation
import Localization

/// What an archive is for: an office document, a shapefile, or files of which one is the table.
extension ZipDirectory {
    /// The kind of document that the archive is; `nil` for an archive of files.
    func office(_ scratch: URL, limits: ArchiveLimits) throws -> Signature? {
        let names = Set(entries.map(\.name))
        if names.contains("xl/workbook.xml") { return .table(.xlsx) }
        if names.contains("xl/workbook.bin") { return .other("xlsb") }
        if names.contains("word/document.xml") { return .other("document") }
        if names.contains("ppt/presentation.xml") { return .other("slides") }
        guard names.contains("content.xml"), let type = entries.first(where: { $0.name == "mimetype" }), type.size < 200 else { return nil }
        let path = scratch.appending(path: "mimetype")
        try unpack(type, to: path, limits: limits, progress: nil)
        let text = String(decoding: try ByteSource(path).bytes(at: 0, count: 200), as: UTF8.self)
        if text.contains("opendocument.spreadsheet") { return .table(.ods) }
        return text.contains("opendocument") ? .other("document") : nil
    }

    /// - Throws: `tables.archive.bomb`, `tables.archive.tooLarge`, when unpacking everything would break the bounds.
    func check(_ limits: ArchiveLimits) throws {
        var total: Int64 = 0
        for entry in entries {
            total += entry.size
            if total > limits.totalBytes { throw TablesError("archive.tooLarge", ["limit": .bytes(limits.totalBytes)]) }
            if entry.size > 50 << 20, entry.size / max(1, entry.packedSize) > limits.ratio {
                throw TablesError("archive.bomb", ["ratio": .integer(Int(limits.ratio))])
            }
        }
    }

    /// The entry to read, and how many other tables there are.
    ///
    /// - Throws: `tables.archive.noTable`, `tables.archive.noSuchMember`.
    func choose(_ wanted: String?) throws -> (entry: Entry, others: Int) {
        let files = entries.filter { !$0.isFolder && $0.size > 0 && !$0.isHidden }
        if let wanted {
            guard let entry = files.first(where: { $0.name == wanted }) else {
                throw TablesError("archive.noSuchMember", ["member": .text(wanted), "members": Self.listed(files)])
            }
            return (entry, 0)
        }
        var tables = files.filter { Self.tableSuffixes.contains($0.suffix) }
        if tables.isEmpty {
            // A file without a telling name: its content decides, as long as there is no doubt which one it is.
            tables = files.filter { !Self.knownOthers.contains($0.suffix) }
        }
        guard let largest = tables.max(by: { $0.size < $1.size }) else {
            throw TablesError("archive.noTable", ["members": Self.listed(files)])
        }
        // Text beside a shapefile describes it.
        let best = tables.filter { $0.suffix == "shp" }.max { $0.size < $1.size } ?? largest
        return (best, tables.count { $0.suffix != "txt" && $0.suffix != "dbf" && $0.name != best.name })
    }

    /// The files that make up one shapefile, at most one of each kind.
    func parts(ofShapefile shape: Entry) -> [Entry] {
        let stem = shape.name.dropLast(4).lowercased()
        var seen = Set<String>()
        return entries.filter { entry in
            ["shp", "shx", "dbf", "prj", "cpg"].contains(entry.suffix) && entry.name.dropLast(4).lowercased() == stem
                && seen.insert(entry.suffix).inserted
        }
    }

    private static let tableSuffixes: Set<String> = [
        "csv", "tsv", "tab", "txt", "json", "geojson", "jsonl", "ndjson", "parquet", "xlsx", "ods", "gpkg", "shp", "gz", "zip",
    ]
    private static let knownOthers: Set<String> = [
        "pdf", "doc", "docx", "odt", "png", "jpg", "jpeg", "gif", "html", "htm", "xml", "xsd", "qml", "sld", "lyr", "prj", "cpg", "shx", "md", "exe", "dll",
    ]

    private static func listed(_ files: [Entry]) -> MessageArgument {
        .list(files.prefix(8).map { .text(String($0.name.prefix(80))) })
    }
}

extension ZipDirectory.Entry {
    /// What macOS and other systems leave in archives for themselves.
    var isHidden: Bool { name.hasPrefix("__MACOSX/") || name.split(separator: "/").last?.hasPrefix(".") == true }
}

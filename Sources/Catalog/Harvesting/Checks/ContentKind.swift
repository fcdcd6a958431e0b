import Foundation

/// What the first bytes of a file show, whatever its name says.
enum ContentKind {
    /// Short name of the form (as ``FormatNames``): that of the family where the bytes tell no more (`zip`, `xml`, `txt`);
    /// `nil` for an empty file and for bytes that tell nothing.
    static func of(_ head: Data) -> String? {
        for (magic, name) in magics where head.starts(with: magic) { return name }
        if head.isEmpty { return nil }
        let start = head.firstIndex { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) } ?? head.startIndex
        let text = String(decoding: head[start...].prefix(512), as: UTF8.self).lowercased()
        if text.hasPrefix("<") {
            return text.contains("<!doctype html") || text.contains("<html") || text.contains("<head") ? "html" : "xml"
        }
        if text.hasPrefix("{") || text.hasPrefix("[") { return "json" }
        return head.contains(0) ? nil : "txt"
    }

    /// Whether bytes of a family may be a file of the form announced. What is not known is believed.
    static func admits(_ announced: String, found: String) -> Bool {
        if announced == found { return true }
        guard let families = families[announced] else { return true }
        return families.contains(found)
    }

    private static let magics: [([UInt8], String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "zip"), ([0x50, 0x4B, 0x05, 0x06], "zip"), ([0x25, 0x50, 0x44, 0x46], "pdf"),
        ([0x1F, 0x8B], "gz"), (Array("SQLite format 3".utf8), "gpkg"), (Array("PAR1".utf8), "parquet"),
        ([0xD0, 0xCF, 0x11, 0xE0], "xls"), ([0x37, 0x7A, 0xBC, 0xAF], "7z"), ([0x89, 0x50, 0x4E, 0x47], "png"),
        ([0xFF, 0xD8, 0xFF], "jpg"), ([0x49, 0x49, 0x2A, 0x00], "geotiff"), ([0x4D, 0x4D, 0x00, 0x2A], "geotiff"),
    ]

    /// What each form may look like. Tables are often packed, which is no fault.
    private static let families: [String: Set<String>] = [
        "csv": ["txt", "zip", "gz", "7z"], "tsv": ["txt", "zip", "gz"], "txt": ["txt", "zip", "gz", "json", "xml"],
        "xlsx": ["zip"], "ods": ["zip"], "odt": ["zip"], "docx": ["zip"], "kmz": ["zip"], "shp": ["zip", "7z"], "gtfs": ["zip"],
        "netex": ["zip", "xml"], "zip": ["zip"], "xls": ["xls", "zip", "xml"], "doc": ["xls", "zip"],
        "json": ["json", "gz", "zip"], "geojson": ["json", "gz", "zip"], "jsonl": ["json", "gz", "zip"], "jsonld": ["json"],
        "xml": ["xml", "gz", "zip"], "gml": ["xml", "gz", "zip"], "kml": ["xml", "zip"], "gpx": ["xml"], "rdf": ["xml", "txt"],
        "ttl": ["txt", "xml"], "pdf": ["pdf"], "parquet": ["parquet"], "gpkg": ["gpkg", "zip", "7z", "gz"],
        "png": ["png"], "jpg": ["jpg"], "geotiff": ["geotiff", "zip"],
    ]
}

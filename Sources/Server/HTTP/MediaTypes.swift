/// The media types of what this server sends, by file extension (IANA registry).
package enum MediaTypes {
    /// - Returns: `application/octet-stream` for an extension it does not know.
    package static func contentType(of name: String) -> String {
        let fileExtension = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return byExtension[fileExtension] ?? "application/octet-stream"
    }

    private static let byExtension: [String: String] = [
        "css": "text/css; charset=utf-8",
        "csv": "text/csv; charset=utf-8",
        "geojson": "application/geo+json",
        "gpkg": "application/geopackage+sqlite3",
        "gz": "application/gzip",
        "html": "text/html; charset=utf-8",
        "ico": "image/vnd.microsoft.icon",
        "jpg": "image/jpeg",
        "js": "text/javascript; charset=utf-8",
        "json": "application/json",
        "jsonl": "application/x-ndjson",
        "map": "application/json",
        "mjs": "text/javascript; charset=utf-8",
        "ndjson": "application/x-ndjson",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "parquet": "application/vnd.apache.parquet",
        "pbf": "application/x-protobuf",
        "pdf": "application/pdf",
        "png": "image/png",
        "svg": "image/svg+xml",
        "tsv": "text/tab-separated-values; charset=utf-8",
        "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json",
        "woff": "font/woff",
        "woff2": "font/woff2",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml": "application/xml",
        "yaml": "application/yaml",
        "yml": "application/yaml",
        "zip": "application/zip",
    ]
}

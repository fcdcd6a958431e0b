package import Tables

/// Media types of the formats that the catalogue serves.
package enum MediaType {
    /// The registered type of a format (<https://www.iana.org/assignments/media-types>).
    package static func of(_ format: FileFormat) -> String {
        switch format {
        case .delimited: "text/csv"
        case .parquet: "application/vnd.apache.parquet"
        case .json: "application/json"
        case .jsonLines: "application/x-ndjson"
        case .geoJSON: "application/geo+json"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .xls: "application/vnd.ms-excel"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .geoPackage: "application/geopackage+sqlite3"
        case .shapefile: "application/zip"
        }
    }

    /// The usual end of the name of a file of some media type, for addresses that have none.
    static func pathExtension(_ mediaType: String) -> String? {
        switch mediaType {
        case "application/gzip", "application/x-gzip": "gz"
        case "application/zip", "application/x-zip-compressed": "zip"
        default: FileFormat.allCases.first { $0 != .shapefile && of($0) == mediaType }?.rawValue
        }
    }
}

/// The kinds of file that can be read as a table.
package enum FileFormat: String, Codable, Sendable, Hashable, CaseIterable {
    /// Text with one row a line and a delimiter between cells.
    case delimited = "csv"
    case parquet, json, xlsx, ods, shapefile
    /// Workbooks of Excel 97 to 2003.
    case xls
    /// One JSON object a line.
    case jsonLines = "jsonl"
    case geoJSON = "geojson"
    case geoPackage = "gpkg"
}

/// How a file is packed around its format.
package enum Compression: String, Codable, Sendable, Hashable {
    case gzip, zip
}

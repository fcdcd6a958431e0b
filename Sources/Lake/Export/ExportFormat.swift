/// The files that a table can be had as.
package enum ExportFormat: String, Sendable, Hashable, CaseIterable {
    /// RFC 4180, UTF-8, commas. Texts that a spreadsheet would take for a formula are headed by an apostrophe.
    case csv
    /// One array of objects.
    case json
    /// One object a line.
    case jsonLines
    /// RFC 7946: one `FeatureCollection`; rows without a place have a null geometry.
    case geoJSON
    case parquet
    case xlsx
}

/// What a person imposes on the reading of a file, and the bounds that protect the machine.
package struct ReadOptions: Codable, Sendable, Hashable {
    /// The delimiter to use instead of the one that is found: one ASCII character.
    package var delimiter: String?
    /// The encoding to use instead of the one that is found.
    package var encoding: TextEncoding?
    /// Whether the first row holds the names of the columns; found out when `nil`.
    package var hasHeader: Bool?
    /// The sheet of a workbook, or the layer of a GeoPackage; the first one with rows when `nil`.
    package var sheet: String?
    /// The file to read inside an archive; the largest table when `nil`.
    package var member: String?
    /// Cells that mean "no value" besides the empty cell and `\N`, compared exactly.
    package var nullMarkers: [String] = []
    /// Number of threads of the delimited reader; the number of active processors when `nil`.
    package var threads: Int?
    /// What an archive or a compressed file may hold.
    package var archiveLimits = ArchiveLimits()

    package init() {}
}

/// The bounds within which archives are unpacked.
package struct ArchiveLimits: Codable, Sendable, Hashable {
    /// Entries of the directory.
    package var entries = 10_000
    /// Bytes of everything unpacked.
    package var totalBytes: Int64 = 50_000_000_000
    /// Bytes unpacked for one byte packed, judged beyond the first 50 MB.
    package var ratio: Int64 = 200
    /// Archives inside archives.
    package var depth = 2

    package init() {}
}

/// What a file is and what each of its columns holds, after one reading of all of it.
///
/// `rows + rejectedRows` is the number of rows in the file: a row is in the table or among the rejects.
package struct Inspection: Codable, Sendable {
    package var format: FileFormat
    /// How the file was packed, when it was.
    package var compression: Compression?
    /// The file read inside an archive.
    package var member: String?
    /// The sheet of a workbook or the layer of a geographic file.
    package var sheet: String?
    /// For delimited text.
    package var dialect: Dialect?
    /// The coordinate system of the source's geometries, such as `EPSG:2154`, where it is not WGS 84.
    package var coordinateSystem: String?
    /// Size of the file as it was given.
    package var bytes: Int64
    /// Rows of the table.
    package var rows: Int64
    package var rejectedRows: Int64
    /// The first 100 rejected rows, in the file's order.
    package var rejects: [Reject]
    /// What each line of a delimited text is.
    package var lines: LineCount?
    package var columns: [ColumnProfile]
    /// What a person should know about the file as a whole.
    package var notices: [Notice]
    /// Seconds that the inspection took.
    package var duration: Double
    /// Under which settings the file was read; the table is made under the same.
    package var options: ReadOptions
    /// What the rows are as wholes; `nil` for what an earlier version of the program inspected.
    package var rowProfile: RowProfile?

    /// The text encoding, for delimited text.
    package var encoding: TextEncoding? { dialect?.encoding }

    static let keptRejects = 100
}

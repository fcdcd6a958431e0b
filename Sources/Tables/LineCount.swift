/// What the lines of a delimited text are: every one is counted once.
///
/// `total` is counted on line ends alone; it equals the rows, the rejected rows and `setAside` together.
package struct LineCount: Codable, Sendable, Hashable {
    /// Lines of the file.
    package var total: Int64
    /// Before the header.
    package var preamble: Int64
    package var header: Int64
    /// Lines of rows, kept or rejected, beyond the first of each: cells may hold line ends.
    package var furtherLinesOfRows: Int64
    package var blank: Int64
    package var comments: Int64
    /// Rows that say the header again.
    package var repeatedHeaders: Int64
    /// Below the last row, with the blank lines among them.
    package var footer: Int64

    /// Lines that start neither a row of the table nor a rejected one.
    package var setAside: Int64 { preamble + header + furtherLinesOfRows + blank + comments + repeatedHeaders + footer }
}

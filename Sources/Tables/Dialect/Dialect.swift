/// How a delimited text file writes its rows.
package struct Dialect: Codable, Sendable, Hashable {
    /// Line endings; `\n` and `\r\n` may be mixed, a lone `\r` ends a line only where no line ends otherwise.
    package enum LineEnding: String, Codable, Sendable, Hashable {
        case lf, crlf, cr
    }

    package var encoding: TextEncoding = .utf8
    /// Whether the file starts with a byte order mark.
    package var hasByteOrderMark = false
    /// One ASCII character; tabulation is `\t` itself.
    package var delimiter: String = ","
    /// The character around cells that hold delimiters or line ends; `nil` where quotes are ordinary characters.
    package var quote: String? = "\""
    /// `nil` where a quote inside a quoted cell is doubled; `\` where it is escaped.
    package var escape: String?
    package var lineEnding: LineEnding = .lf
    /// Lines before the header: titles, notes, blank lines.
    package var preambleLines = 0
    /// Rows that name the columns: 0 where the file gives no names, more than one where titles of groups stand over
    /// the names, or units and codes under them.
    package var headerLines = 1
    /// The character that starts a line to leave out.
    package var comment: String?

    package init() {}
}

/// Lines of a file that any spreadsheet opens: RFC 4180, commas, CR LF.
package enum CSVText {
    /// One line, its cells quoted where they must be. A text that begins like a formula is kept from becoming one (OWASP,
    /// “CSV Injection”).
    package static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\r\n" }

    private static func cell(_ text: String) -> String {
        let safe = text.first.map { "=+-@\t\r".contains($0) } == true && Double(text) == nil ? "'" + text : text
        guard safe.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

/// How the bytes of a text stand for characters.
///
/// UTF-8 files may still hold single-byte lines and the other way round; the reader decodes each cell for what it is
/// and says so.
package enum TextEncoding: String, Codable, Sendable, Hashable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
    /// Central Europe: Polish, Czech, Hungarian, Romanian…
    case windows1250 = "windows-1250"
    /// Reported only where a file says so; it reads as Windows-1252, of which it is a part.
    case latin1 = "iso-8859-1"
    case latin9 = "iso-8859-15"
    case macRoman = "macintosh"
    case codePage850 = "cp850"

    /// Whether every delimiter, quote and line end is the same single byte as in ASCII.
    var isASCIICompatible: Bool { self != .utf16LittleEndian && self != .utf16BigEndian }
}

/// What a file's first bytes say it is, whatever its name.
enum Signature: Equatable {
    case table(FileFormat)
    case packed(Compression)
    /// A known kind of file that is no table; the key of its name is `kind.<name>`.
    case other(String)
    /// An SQLite database that may be a GeoPackage.
    case sqlite
    /// The container of Excel, Word and PowerPoint 97, and of workbooks with a password.
    case compound
    /// Text or unknown: delimited text, unless its bytes say otherwise.
    case unknown

    /// - Parameter head: the first kilobytes of the file.
    init(_ head: [UInt8]) {
        for (magic, signature) in Self.magics where head.starts(with: magic) {
            self = signature
            return
        }
        if head.count > 262, Array(head[257..<262]) == Array("ustar".utf8) {
            self = .other("tar")
            return
        }
        if head.count > 12, head.starts(with: Array("RIFF".utf8)) {
            self = .other(Array(head[8..<12]) == Array("WEBP".utf8) ? "image" : "media")
            return
        }
        if head.count > 12, Array(head[4..<8]) == Array("ftyp".utf8) {
            self = .other("media")
            return
        }
        self = Self.text(head)
    }

    private static let magics: [([UInt8], Signature)] = [
        ([0x1F, 0x8B], .packed(.gzip)),
        ([0x50, 0x4B, 0x03, 0x04], .packed(.zip)),
        ([0x50, 0x4B, 0x05, 0x06], .packed(.zip)),
        (Array("PAR1".utf8), .table(.parquet)),
        (Array("%PDF".utf8), .other("pdf")),
        ([0xEF, 0xBB, 0xBF] + Array("%PDF".utf8), .other("pdf")),
        ([0x89, 0x50, 0x4E, 0x47], .other("image")),
        ([0xFF, 0xD8, 0xFF], .other("image")),
        (Array("GIF8".utf8), .other("image")),
        ([0x49, 0x49, 0x2A, 0x00], .other("image")),
        ([0x4D, 0x4D, 0x00, 0x2A], .other("image")),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .compound),
        (Array("Rar!".utf8), .other("rar")),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .other("sevenZip")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .other("xz")),
        ([0x42, 0x5A, 0x68], .other("bzip2")),
        ([0x28, 0xB5, 0x2F, 0xFD], .other("zstd")),
        (Array("SQLite format 3\0".utf8), .sqlite),
        ([0x00, 0x00, 0x27, 0x0A], .other("shapefilePart")),
        ([0x7F, 0x45, 0x4C, 0x46], .other("program")),
        ([0x4D, 0x5A, 0x90], .other("program")),
        (Array("{\\rtf".utf8), .other("rtf")),
        (Array("%!PS".utf8), .other("postscript")),
        (Array("ARROW1".utf8), .other("arrow")),
        (Array("Obj\u{1}".utf8), .other("avro")),
        (Array("ID3".utf8), .other("media")),
        (Array("OggS".utf8), .other("media")),
    ]

    /// Formats that are text: HTML and XML, JSON in its kinds.
    private static func text(_ head: [UInt8]) -> Signature {
        var body = head[...]
        if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
        body = body.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard let first = body.first else { return .unknown }
        let start = String(decoding: body.prefix(512), as: UTF8.self).lowercased()
        if first == UInt8(ascii: "<") {
            if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.contains("<html") || start.hasPrefix("<head") {
                return .other("html")
            }
            if start.hasPrefix("<?xml") || start.hasPrefix("<!--") || start.hasPrefix("<!doctype") { return .other("xml") }
            return .unknown
        }
        let second = body.dropFirst().first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if first == UInt8(ascii: "{"), second == 0x22 || second == 0x7D {
            if isGeoJSON(body) { return .table(.geoJSON) }
            return isSequence(body) ? .table(.jsonLines) : .table(.json)
        }
        if first == UInt8(ascii: "["), let second, [0x7B, 0x5B, 0x5D].contains(second) { return .table(.json) }
        return .unknown
    }

    private static func isGeoJSON(_ body: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: body.prefix(4_096), as: UTF8.self).filter { !$0.isWhitespace }
        return text.contains("\"type\":\"FeatureCollection\"") || text.hasPrefix("{\"type\":\"Feature\"") || text.contains("\"features\":[{")
    }

    /// Whether a second object follows the first on the next line.
    private static func isSequence(_ body: ArraySlice<UInt8>) -> Bool {
        var depth = 0
        var inText = false
        var skip = false
        for (index, byte) in zip(body.indices, body) {
            if skip { skip = false; continue }
            if inText {
                if byte == 0x5C { skip = true } else if byte == 0x22 { inText = false }
                continue
            }
            switch byte {
            case 0x22: inText = true
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                depth -= 1
                if depth == 0 {
                    return body[(index + 1)...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } == 0x7B
                }
            // A line break within the first object: it is laid out over several lines, so it is not one a line.
            case 0x0A: return false
            default: break
            }
        }
        // One object longer than what was looked at, on one line: a document rather than a record.
        return false
    }
}

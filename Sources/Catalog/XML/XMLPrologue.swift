package import Foundation

/// What stands before the first element of an XML document, judged before any parser sees it.
///
/// Entities are how a small document becomes a huge one, or reads the machine's files ("billion laughs", XXE; OWASP
/// XML External Entity Prevention). Short names for addresses, which RDF/XML uses them for, are let through: values of
/// at most ``maximumEntityValue`` bytes, that name no other entity, and nothing external.
package enum XMLPrologue {
    static let maximumEntities = 64
    static let maximumEntityValue = 256

    /// - Throws: ``DocumentProblem`` of kind `entities`; of kind `charset` where the document is written so that its beginning
    ///   cannot be judged.
    package static func check(_ document: Data) throws {
        try checkEncoding(document)
        // A document type is only legal before the first element, and parsers stop at one elsewhere.
        guard let start = range(of: "<!DOCTYPE", in: document, from: document.startIndex) else { return }
        var index = start
        var quote: UInt8?
        var entities = 0
        var isInside = false
        while index < document.endIndex {
            let byte = document[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "[") {
                isInside = true
            } else if byte == UInt8(ascii: "]") {
                isInside = false
            } else if byte == UInt8(ascii: ">"), !isInside {
                return
            } else if byte == UInt8(ascii: "%") {
                throw refused(document, index, "%")
            } else if byte == UInt8(ascii: "<"), isInside, document[index...].starts(with: Array("<!ENTITY".utf8)) {
                entities += 1
                guard entities <= maximumEntities else { throw refused(document, index, "ENTITY × \(entities)") }
                index = try entity(document, from: index)
                continue
            }
            index += 1
        }
    }

    /// Parsers read more character sets than the judge of their beginnings: only those where `<!ENTITY` is written in the
    /// letters of ASCII pass, and UTF-16 without any entity.
    private static func checkEncoding(_ document: Data) throws {
        let head = document.prefix(4)
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) || head.contains(0) {
            guard let text = String(data: document, encoding: .utf16), !head.starts(with: [0xFF, 0xFE, 0, 0]) else {
                throw DocumentProblem(.charset, line: 1, column: 1)
            }
            if text.contains("<!ENTITY") { throw DocumentProblem(.entities, line: 1, column: 1, detail: "ENTITY") }
            return
        }
        let start = document.first { ![9, 10, 13, 32, 0xEF, 0xBB, 0xBF].contains($0) }
        if let start, start != UInt8(ascii: "<") { throw DocumentProblem(.malformed, line: 1, column: 1, detail: "<") }
        let declaration = String(decoding: document.prefix(200), as: UTF8.self)
        guard let match = declaration.firstMatch(of: /<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/) else { return }
        let name = match.1.lowercased()
        let isKnown = ["utf-8", "utf8", "us-ascii", "ascii", "latin1", "macintosh"].contains(name)
            || name.hasPrefix("iso-8859-") || name.hasPrefix("windows-125") || name.hasPrefix("cp125")
        if !isKnown { throw DocumentProblem(.charset, line: 1, column: 1, detail: String(match.1)) }
    }

    /// Whether a document stops before its end: it does not close what it opened first.
    static func isCut(_ document: Data) -> Bool {
        var end = document.endIndex
        while end > document.startIndex, [9, 10, 13, 32, 0].contains(document[end - 1]) { end -= 1 }
        guard end > document.startIndex else { return true }
        let head = String(decoding: document.prefix(20_000), as: UTF8.self)
        // The first element is the first mark that is neither a declaration, nor a comment, nor a document type.
        guard let match = head.firstMatch(of: /<([A-Za-z_][\w.:-]*)[\s>\/]/) else { return true }
        let tail = String(decoding: document[max(document.startIndex, end - 200)..<end], as: UTF8.self)
        return !tail.hasSuffix("</\(match.1)>") && !tail.hasSuffix("-->") && !(tail.hasSuffix("/>") && document.count < 20_000 && !head.contains("</"))
    }

    /// Judges one declaration, and gives the place after it.
    private static func entity(_ document: Data, from start: Int) throws -> Int {
        guard let end = document[start...].firstIndex(of: UInt8(ascii: ">")) else {
            throw refused(document, start, "ENTITY")
        }
        let text = String(decoding: document[start..<end], as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace)
        let name = words.count > 1 ? String(words[1]) : ""
        if words.contains("SYSTEM") || words.contains("PUBLIC") || name == "%" { throw refused(document, start, name) }
        guard let open = text.firstIndex(where: { $0 == "\"" || $0 == "'" }),
            let close = text.lastIndex(of: text[open]), open < close
        else { throw refused(document, start, name) }
        let value = text[text.index(after: open)..<close]
        // « &#38; » is a character written by its number, anything else another entity.
        let namesOther = value.replacingOccurrences(of: "&#", with: "").contains("&")
        if namesOther || value.contains("%") || value.utf8.count > maximumEntityValue {
            throw refused(document, start, name)
        }
        return end + 1
    }

    private static func range(of text: String, in document: Data, from start: Int) -> Int? {
        document.range(of: Data(text.utf8), in: start..<document.endIndex)?.lowerBound
    }

    private static func refused(_ document: Data, _ index: Int, _ name: String) -> DocumentProblem {
        let before = document[document.startIndex..<index]
        let line = before.reduce(into: 1) { if $1 == 10 { $0 += 1 } }
        let column = index - (before.lastIndex(of: 10) ?? before.startIndex - 1)
        return DocumentProblem(.entities, line: line, column: column, detail: name)
    }
}

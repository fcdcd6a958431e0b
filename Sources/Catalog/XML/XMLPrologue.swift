package import Foundation

/// What stands before the first element of an XML document, judged before any parser sees it.
///
/// Entities are how a small document becomes a huge one, or reads the machine's files ("billion laughs", XXE; OWASP
/// XML External Entity Prevention). Short names for addresses, which RDF/XML uses them for, are let through: values of
/// at most ``maximumEntityValue`` bytes, that name no other entity, and nothing external.
package enum XMLPrologue {
    static let maximumEntities = 64
    static let maximumEntityValue = 256

    /// - Throws: ``DocumentProblem`` of kind `entities`.
    package static func check(_ document: Data) throws {
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

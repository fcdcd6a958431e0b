import Foundation

/// Texts of portals, many in HTML, brought to CommonMark. Nothing of the HTML is kept but what CommonMark says too.
package enum RichText {
    /// What a text becomes, and whether something was thrown away that tried to run or to load.
    package struct Result: Hashable, Sendable {
        package let text: String
        package let isHostile: Bool
    }

    /// Longest text, in characters; the rest is cut.
    package static let maximumLength = 100_000

    /// - Parameter written: HTML, HTML whose marks are themselves escaped, CommonMark or plain text.
    package static func commonMark(_ written: String) -> Result {
        // Most texts have no mark, no reference and no foreign end of line: nothing is to be done to them.
        if written.utf8.count <= maximumLength, !written.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 || $0 == 0x0D }) {
            return Result(text: written.trimmingWhitespace(), isHostile: false)
        }
        var text = String(written.prefix(maximumLength)).replacingOccurrences(of: "\r\n", with: "\n")
        if !isHTML(text), text.contains("&lt;") {
            let once = decoded(text)
            if isHTML(once) { text = once }
        }
        guard isHTML(text) else {
            let plain = text.contains("&") ? decoded(text) : text
            return Result(text: plain.trimmingWhitespace(), isHostile: false)
        }
        var writer = HTMLWriter()
        writer.read(text)
        return Result(text: writer.finished(), isHostile: writer.isHostile)
    }

    /// A title on one line, without any mark.
    package static func line(_ written: String) -> String {
        let text = isHTML(written) ? commonMark(written).text.replacingOccurrences(of: "\\", with: "") : decoded(written)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func isHTML(_ text: String) -> Bool {
        text.utf8.contains(0x3C) && text.contains(/(?i)<\/?(p|div|br|span|a|ul|ol|li|h[1-6]|b|strong|i|em|u|font|table|tr|td|th|img|script|style|iframe|svg|object|blockquote|pre|code|hr|sub|sup)(\s[^>]*)?\/?>/)
    }

    /// Character references replaced (`&eacute;`, `&#233;`).
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            let tail = rest[start...].dropFirst().prefix(12)
            if let end = tail.firstIndex(of: ";"), let character = reference(String(tail[..<end])) {
                result += character
                rest = rest[rest.index(after: end)...]
            } else {
                result += "&"
                rest = rest[rest.index(after: start)...]
            }
        }
        return result + rest
    }

    private static func reference(_ name: String) -> String? {
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let number = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap { Unicode.Scalar($0) }.map { $0.value < 32 && $0 != "\n" ? " " : String(Character($0)) }
        }
        return entities[name]
    }

    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "eacute": "é", "egrave": "è",
        "ecirc": "ê", "euml": "ë", "agrave": "à", "acirc": "â", "auml": "ä", "ccedil": "ç", "icirc": "î", "iuml": "ï",
        "ocirc": "ô", "ouml": "ö", "ugrave": "ù", "ucirc": "û", "uuml": "ü", "Eacute": "É", "Egrave": "È", "Agrave": "À",
        "Ccedil": "Ç", "oelig": "œ", "OElig": "Œ", "laquo": "«", "raquo": "»", "rsquo": "’", "lsquo": "‘", "ldquo": "“",
        "rdquo": "”", "ndash": "–", "mdash": "—", "hellip": "…", "euro": "€", "deg": "°", "copy": "©", "reg": "®",
        "sup2": "²", "middot": "·", "bull": "•", "times": "×", "shy": "",
    ]
}

/// HTML or SVG that this program wrote itself, shown as it is. Everything else is a `String` and is escaped.
///
/// The only ways to make one are to escape text, to put other markup together, or to vouch for it by name.
package struct Markup: Sendable, Hashable {
    package private(set) var html: String

    /// Takes `html` as it is: for text that this program wrote, or that a sanitising renderer gave.
    package init(trusted html: String) { self.html = html }

    /// Text, with the five characters that HTML gives a meaning to escaped.
    package init(escaping text: String) { html = Self.escaped(text) }

    var isEmpty: Bool { html.isEmpty }

    static func += (left: inout Markup, right: Markup) { left.html += right.html }

    /// `text` fit for an element's content or for an attribute between quotes.
    ///
    /// It works on bytes, not on characters: a quote followed by a combining accent is one `Character` that is no
    /// longer equal to a quote, yet a browser still closes the attribute there.
    package static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + text.utf8.count / 8 + 8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): result.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): result.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): result.append(contentsOf: "&#39;".utf8)
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}

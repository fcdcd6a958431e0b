/// Text fit for XML 1.0: what has a meaning is escaped, what no document may hold is left out.
enum XMLText {
    /// - Returns: fit for an element's content and for an attribute between quotes.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // A parser would read these back as a space in an attribute, a line end in a text.
            case "\r": result += "&#13;"
            // XML 1.0, production 2: the other control characters cannot be written at all.
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func element(_ name: String, _ text: String, _ attributes: KeyValuePairs<String, String> = [:]) -> String {
        "<\(name)\(written(attributes))>\(escaped(text))</\(name)>\n"
    }

    static func empty(_ name: String, _ attributes: KeyValuePairs<String, String>) -> String { "<\(name)\(written(attributes))/>\n" }

    private static func written(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }
}

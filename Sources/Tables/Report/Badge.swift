package import Localization

/// A small picture that says whether a file is as its schema asks, for a page or a README.
package struct Badge: Sendable, Hashable {
    private let label: String
    private let message: String
    private let colour: String

    package init(_ validation: Validation, schemaTitle: String, localizer: Localizer) {
        label = schemaTitle.count > 48 ? String(schemaTitle.prefix(47)) + "…" : schemaTitle
        if validation.isValid {
            message = localizer.text("report.badge.valid")
            // The State's design system: success-425 and error-425, both readable under white.
            colour = "#18753c"
        } else {
            message = localizer.text("report.badge.invalid", ["count": .integer(Int(validation.errorCount))])
            colour = "#ce0500"
        }
    }

    /// An SVG that stands alone, readable by screen readers.
    package var svg: String {
        let left = Self.width(label) + 16
        let right = Self.width(message) + 16
        let title = Self.escaped("\(label) : \(message)")
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(left + right)" height="22" role="img" aria-label="\(title)"><title>\(title)</title>\
            <rect width="\(left)" height="22" fill="#3a3a3a"/><rect x="\(left)" width="\(right)" height="22" fill="\(colour)"/>\
            <g fill="#fff" font-family="Marianne,Arial,sans-serif" font-size="12"><text x="8" y="15" textLength="\(left - 16)">\(Self.escaped(label))</text>\
            <text x="\(left + 8)" y="15" textLength="\(right - 16)" font-weight="bold">\(Self.escaped(message))</text></g></svg>

            """
    }

    /// Near enough the width of 12-pixel Arial: `textLength` does the rest.
    private static func width(_ text: String) -> Int {
        let total = text.reduce(0.0) { sum, character in
            switch character {
            case "i", "l", "j", "'", "’", ".", ",", ":", "|", "!", "I": sum + 3.4
            case "m", "w", "M", "W": sum + 10
            case " ", "t", "f", "r", "(", ")", "-": sum + 4.4
            default: sum + (character.isUppercase ? 8 : 6.7)
            }
        }
        return Int(total.rounded(.up))
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\u{0}"..<" " where scalar != "\n" && scalar != "\t": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A drawing in the making. Colours come from the style sheet through classes, so that they follow the theme.
struct SVG {
    let width: Double
    let height: Double
    private var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func rectangle(x: Double, y: Double, width: Double, height: Double, class name: String) {
        body += "<rect class=\"\(name)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        body += " width=\"\(Self.number(max(width, 0)))\" height=\"\(Self.number(max(height, 0)))\"/>"
    }

    mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, class name: String) {
        body += "<line class=\"\(name)\" x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\""
        body += " x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\"/>"
    }

    enum Anchor: String { case start, middle, end }

    mutating func text(_ text: String, x: Double, y: Double, anchor: Anchor = .start, class name: String) {
        body += "<text class=\"\(name)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        body += anchor == .start ? ">" : " text-anchor=\"\(anchor.rawValue)\">"
        body += Markup.escaped(text) + "</text>"
    }

    /// - Parameter data: path data that this program computed.
    mutating func path(_ data: String, class name: String) {
        body += "<path class=\"\(name)\" d=\"\(data)\"/>"
    }

    /// - Parameters:
    ///   - label: says what the drawing shows to those who do not see it; empty when a text beside it says the same,
    ///     and the drawing is then hidden from assistive technology.
    func markup(class name: String, label: String) -> Markup {
        let role = label.isEmpty
            ? "aria-hidden=\"true\""
            : "role=\"img\" aria-label=\"\(Markup.escaped(label))\""
        return Markup(
            trusted: "<svg class=\"\(name)\" \(role) focusable=\"false\" width=\"\(Self.number(width))\""
                + " height=\"\(Self.number(height))\" viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\">"
                + body + "</svg>")
    }

    /// At most one decimal: a tenth of a pixel is finer than any screen.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, fraction) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return fraction == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
    }
}

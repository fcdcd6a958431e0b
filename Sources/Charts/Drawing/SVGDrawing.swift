/// A drawing in the making. Colours come from the style sheet through classes, so that they follow the theme.
package struct SVGDrawing: Sendable {
    package let width: Double
    /// May be settled last.
    package var height: Double
    /// Every text with the box it takes: what must not overlap.
    package private(set) var texts: [PlacedText] = []
    private var body = ""

    /// Text with the rectangle that it fills at most.
    package struct PlacedText: Sendable, Hashable {
        package let text: String
        package let x, y, width, height: Double

        /// Whether two texts would be written over each other.
        package func overlaps(_ other: PlacedText) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
        }
    }

    package init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    // MARK: Shapes

    package mutating func rectangle(x: Double, y: Double, width: Double, height: Double, class name: String, title: String = "") {
        body += "<rect class=\"\(name)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        body += " width=\"\(Self.number(max(width, 0)))\" height=\"\(Self.number(max(height, 0)))\"" + Self.end("rect", title)
    }

    /// A rectangle of a given colour: what a class of the style sheet cannot know, as the classes of a map.
    ///
    /// - Parameter fill: a colour, or a pattern by its id: `url(#hachures)`.
    package mutating func swatch(x: Double, y: Double, width: Double, height: Double, fill: String, class name: String) {
        body += "<rect class=\"\(name)\" fill=\"\(Self.escaped(fill))\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        body += " width=\"\(Self.number(width))\" height=\"\(Self.number(height))\"/>"
    }

    package mutating func line(x1: Double, y1: Double, x2: Double, y2: Double, class name: String) {
        body += "<line class=\"\(name)\" x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\""
        body += " x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\"/>"
    }

    package mutating func circle(x: Double, y: Double, radius: Double, class name: String, title: String = "") {
        body += "<circle class=\"\(name)\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\""
        body += Self.end("circle", title)
    }

    /// - Parameter data: path data that this program computed.
    package mutating func path(_ data: String, class name: String, title: String = "") {
        body += "<path class=\"\(name)\" d=\"\(data)\"" + Self.end("path", title)
    }

    /// A rectangle filled with a pattern of ``patterns(_:identifier:)``.
    package mutating func texture(_ number: Int, identifier: String, x: Double, y: Double, width: Double, height: Double) {
        body += "<rect class=\"chart-texture\" fill=\"url(#\(identifier)-t\(number))\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        body += " width=\"\(Self.number(max(width, 0)))\" height=\"\(Self.number(max(height, 0)))\"/>"
    }

    /// The same for any outline.
    package mutating func texture(_ number: Int, identifier: String, path data: String) {
        body += "<path class=\"chart-texture\" fill=\"url(#\(identifier)-t\(number))\" d=\"\(data)\"/>"
    }

    /// Defines the first textures: what tells areas apart where colours do not, in print and in forced colours.
    package mutating func patterns(_ count: Int, identifier: String) {
        let strokes = ["", "M0 0H8", "M4 0V8", "M0 8L8 0M-2 2L2 -2M6 10L10 6", "M2 2h2M6 6h2", "M0 0H8M4 0V8"]
        body += "<defs>"
        for index in 1..<max(2, count) {
            body += "<pattern id=\"\(identifier)-t\(index)\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
            body += "<path class=\"chart-texture__stroke\" d=\"\(strokes[index % strokes.count])\"/></pattern>"
        }
        body += "</defs>"
    }

    private static func end(_ element: String, _ title: String) -> String {
        title.isEmpty ? "/>" : "><title>\(escaped(title))</title></\(element)>"
    }

    // MARK: Text

    package enum Anchor: String, Sendable { case start, middle, end }

    /// - Parameters:
    ///   - y: of the line on which the letters stand.
    ///   - size: of the font.
    package mutating func text(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, size: Double = 13, isBold: Bool = false, class name: String
    ) {
        guard !text.isEmpty else { return }
        let wide = TextWidth.of(text, size: size, isBold: isBold)
        let left = anchor == .start ? x : anchor == .middle ? x - wide / 2 : x - wide
        texts.append(PlacedText(text: text, x: left, y: y - size * 0.8, width: wide, height: size))
        body += "<text class=\"\(name)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\""
        if isBold { body += " font-weight=\"700\"" }
        body += anchor == .start ? ">" : " text-anchor=\"\(anchor.rawValue)\">"
        body += Self.escaped(text) + "</text>"
    }

    // MARK: Writing

    /// The drawing as an image that says what it shows.
    ///
    /// - Parameter identifier: of the element; the ids of title and description begin with it.
    package func element(class name: String, identifier: String, title: String, description: String) -> String {
        let id = Self.escaped(identifier)
        return "<svg class=\"\(name)\" role=\"img\" aria-labelledby=\"\(id)-titre\" aria-describedby=\"\(id)-desc\" \(frame)>"
            + "<title id=\"\(id)-titre\">\(Self.escaped(title))</title><desc id=\"\(id)-desc\">\(Self.escaped(description))</desc>"
            + body + "</svg>"
    }

    /// The drawing with a label; hidden from assistive technology where the label is empty because a text beside it
    /// says the same.
    package func element(class name: String, label: String) -> String {
        let role = label.isEmpty ? "aria-hidden=\"true\"" : "role=\"img\" aria-label=\"\(Self.escaped(label))\""
        return "<svg class=\"\(name)\" \(role) \(frame)>" + body + "</svg>"
    }

    private var frame: String {
        "focusable=\"false\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
            + " viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
    }

    /// At most one decimal: a tenth of a pixel is finer than any screen.
    package static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, fraction) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return fraction == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
    }

    /// `text` fit for an element's content or for an attribute between double quotes.
    ///
    /// It works on bytes: a quote followed by a combining accent is one `Character` that is no longer a quote.
    package static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 }) else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes += Array("&amp;".utf8)
            case 0x3C: bytes += Array("&lt;".utf8)
            case 0x3E: bytes += Array("&gt;".utf8)
            case 0x22: bytes += Array("&quot;".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

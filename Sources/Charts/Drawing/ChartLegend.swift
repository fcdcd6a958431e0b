/// The key to a chart whose labels do not fit beside what they name.
struct ChartLegend {
    enum Key {
        case line(SeriesMark)
        case reference
        /// An area of a colour, with the texture that stands for it in print.
        case area(class: String, texture: Int)
    }

    struct Entry {
        let key: Key
        let name: String
        /// Written in bold after the name.
        var value = ""
    }

    let entries: [Entry]
    let size: Double = 13
    private static let keyWidth = 26.0, line = 18.0, between = 18.0

    /// Draws the entries one after the other in rows.
    ///
    /// - Parameter top: the upper edge.
    /// - Returns: the lower edge.
    func draw(in drawing: inout SVGDrawing, top: Double, width: Double, identifier: String) -> Double {
        var x = 0.0, y = top
        for entry in entries {
            let value = entry.value.isEmpty ? 0 : TextWidth.of(" " + entry.value, size: size, isBold: true) + 2
            let whole = Self.keyWidth + TextWidth.of(entry.name, size: size) + value
            if x > 0, x + whole > width { x = 0; y += Self.line }
            let base = y + 13
            draw(entry.key, x: x, y: y + 8.5, in: &drawing, identifier: identifier)
            var lines = TextWidth.lines(entry.name, width: width - Self.keyWidth, size: size)
            if lines.isEmpty { lines = [""] }
            for (index, line) in lines.enumerated() {
                drawing.text(line, x: x + Self.keyWidth, y: base + Double(index) * Self.line, size: size, class: "chart-text")
            }
            var end = x + Self.keyWidth + TextWidth.of(lines[lines.count - 1], size: size)
            y += Double(lines.count - 1) * Self.line
            if !entry.value.isEmpty {
                if end + value > width { end = x + Self.keyWidth - 6; y += Self.line }
                drawing.text(entry.value, x: end + 6, y: y + 13, size: size, isBold: true, class: "chart-text")
                end += value
            }
            x = lines.count > 1 ? width : end + Self.between
        }
        return entries.isEmpty ? top : y + Self.line + 6
    }

    private func draw(_ key: Key, x: Double, y: Double, in drawing: inout SVGDrawing, identifier: String) {
        switch key {
        case .line(let mark):
            drawing.line(x1: x, y1: y, x2: x + 20, y2: y, class: "chart-line \(mark.className)")
            mark.draw(x: x + 10, y: y, in: &drawing)
        case .reference: drawing.line(x1: x, y1: y, x2: x + 20, y2: y, class: "chart-reference")
        case .area(let name, let texture):
            drawing.rectangle(x: x + 2, y: y - 7, width: 16, height: 14, class: "chart-area \(name)")
            drawing.texture(texture, identifier: identifier, x: x + 2, y: y - 7, width: 16, height: 14)
        }
    }
}

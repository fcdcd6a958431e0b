import Charts

/// The small drawings of column statistics.
enum ColumnDrawings {
    /// A bar from 0 to 1 that repeats a percentage written beside it.
    static func fillBar(_ ratio: Double) -> Markup {
        var drawing = SVGDrawing(width: 160, height: 8)
        drawing.rectangle(x: 0, y: 0, width: 160, height: 8, class: "chart-track")
        // What is not empty must not look empty, and what has holes must not look full.
        let width = ratio <= 0 ? 0 : ratio >= 1 ? 160 : min(max(ratio * 160, 2), 158)
        drawing.rectangle(x: 0, y: 0, width: width, height: 8, class: "chart-bar")
        return drawing.markup(class: "chart-fill", label: "")
    }

    /// Counts over a numeric or time axis.
    ///
    /// - Parameters:
    ///   - counts: of consecutive classes of equal width.
    ///   - lower: the label of the axis' beginning.
    ///   - upper: the label of the axis' end.
    static func histogram(_ counts: [Int], lower: String, upper: String, label: String) -> Markup {
        let width = 320.0
        let plot = 72.0
        var drawing = SVGDrawing(width: width, height: plot + 18)
        let highest = Double(max(counts.max() ?? 1, 1))
        let step = width / Double(max(counts.count, 1))
        for (index, count) in counts.enumerated() where count > 0 {
            let height = max(Double(count) / highest * (plot - 4), 1.5)
            drawing.rectangle(
                x: Double(index) * step + 0.5, y: plot - height, width: max(step - 1, 0.8), height: height,
                class: "chart-bar")
        }
        drawing.line(x1: 0, y1: plot, x2: width, y2: plot, class: "chart-axis")
        drawing.text(lower, x: 0, y: plot + 14, size: 11, class: "chart-label")
        drawing.text(upper, x: width, y: plot + 14, anchor: .end, size: 11, class: "chart-label")
        return drawing.markup(class: "chart", label: label)
    }

    /// The most frequent values, longest bar first.
    ///
    /// - Parameter bars: label, count, and the count as written.
    static func bars(_ bars: [(label: String, count: Int, text: String)], label: String) -> Markup {
        let width = 320.0
        let row = 30.0
        var drawing = SVGDrawing(width: width, height: row * Double(bars.count))
        let highest = Double(max(bars.map(\.count).max() ?? 1, 1))
        for (index, bar) in bars.enumerated() {
            let top = row * Double(index)
            drawing.text(bar.label.shortened(to: 34), x: 0, y: top + 13, size: 12, class: "chart-name")
            drawing.text(bar.text, x: width, y: top + 13, anchor: .end, size: 11, class: "chart-label")
            drawing.rectangle(x: 0, y: top + 18, width: width, height: 6, class: "chart-track")
            drawing.rectangle(
                x: 0, y: top + 18, width: max(Double(bar.count) / highest * width, 1.5), height: 6, class: "chart-bar")
        }
        return drawing.markup(class: "chart", label: label)
    }
}

extension SVGDrawing {
    /// The drawing as markup; hidden from assistive technology where the label is empty.
    func markup(class name: String, label: String) -> Markup { Markup(trusted: element(class: name, label: label)) }
}

extension String {
    /// At most so many letters, the last an ellipsis where some are left out.
    func shortened(to length: Int) -> String { count <= length ? self : prefix(length - 1) + "…" }
}

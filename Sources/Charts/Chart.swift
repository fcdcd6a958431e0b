package import Localization

/// A drawing of figures made on the server, with what those who do not see it need in its place.
///
/// Colours, dashes and fonts come from the style sheet through classes, so that a chart follows the theme, the dark
/// scheme, print and the reader's own colours; a strict content security policy forbids anything else.
package protocol Chart: Sendable {
    /// What the chart shows, in which unit, from where.
    var heading: ChartHeading { get }
    /// The drawing for one width of reading.
    func drawing(_ size: ChartSize, _ localizer: Localizer) -> SVGDrawing
    /// The essential in words: range, trend, last value.
    func summary(_ localizer: Localizer) -> String
    /// The same figures as typed rows.
    func table(_ localizer: Localizer) -> ChartTable
}

/// What stands around a chart, and how its numbers are written.
package struct ChartHeading: Sendable, Hashable {
    package var title: String
    /// After each number: `%`, `habitants`; empty for none.
    package var unit: MeasureUnit
    /// Decimals shown at most.
    package var digits: Int
    /// Where the figures come from and of when, in one line; empty for none.
    package var source: String
    /// Tells the ids of this chart from those of others on the page: letters, digits and dashes.
    package var identifier: String

    package init(_ title: String, unit: MeasureUnit = "", digits: Int = 1, source: String = "", identifier: String = "graphique") {
        self.title = title
        self.unit = unit
        self.digits = digits
        self.source = source
        self.identifier = identifier
    }

    /// A number with its unit, as short as a drawing needs it: from a million on, three figures and a word. A unit of
    /// several words is told once, beside the chart.
    package func shortly(_ value: Double, _ localizer: Localizer) -> String {
        let unit: MeasureUnit = unit.other.count > 9 ? "" : unit
        guard abs(value) >= 1e6 else { return localizer.quantity(value, unit: unit, maxDigits: digits) }
        let (scale, word) = abs(value) >= 999.5e6 ? (1e9, "charts.billion") : (1e6, "charts.million")
        let scaled = value / scale
        let number = localizer.decimal(scaled, maxDigits: abs(scaled) < 9.995 ? 2 : abs(scaled) < 99.95 ? 1 : 0)
        return localizer.text(word, ["value": .text(number)]) + (unit.isEmpty ? "" : "\u{A0}" + unit.other)
    }

    /// A number with its unit.
    package func written(_ value: Double, _ localizer: Localizer) -> String {
        localizer.quantity(value, unit: unit, maxDigits: digits)
    }
}

/// The two layouts of a chart. The page shows the one that fits, so that text is never scaled out of reading.
package enum ChartSize: String, Sendable, CaseIterable {
    /// For a phone, or a column of a page.
    case narrow
    /// For a page, and for paper.
    case wide

    /// Units across, which are pixels when the drawing is shown at its own size.
    package var width: Double { self == .narrow ? 320 : 640 }
}

extension Chart {
    /// The drawing as one `svg` element: an image with a title and a description.
    package func svg(_ size: ChartSize, _ localizer: Localizer) -> String {
        drawing(size, localizer).element(
            class: "chart chart--\(size.rawValue)", identifier: heading.identifier + "-" + size.rawValue,
            title: heading.title, description: summary(localizer))
    }
}

package import Localization

/// A map on which colours stand for classes of values, drawn as SVG on the server.
///
/// It reads without colour vision, in print and with a screen reader: each territory has its value in its title, and
/// in a link where there are not too many; territories without a value are hatched. Styles are attributes, not
/// rules, so that a strict content security policy lets them be; the classes `carte-…` let a page add its own.
package struct ChoroplethMap: Sendable {
    package let gazetteer: Gazetteer
    /// The level of the territories that are drawn.
    package let level: TerritoryLevel
    /// The territory whose parts are drawn.
    package var holder: TerritoryID = .france
    /// By territory; those of other levels are not drawn.
    package let values: [TerritoryID: Double]
    /// What the map shows, in one line.
    package let title: String
    /// After each number: `%`, `habitants`; empty for none.
    package var unit: MeasureUnit = ""
    /// Decimals shown at most.
    package var digits = 1
    package var classification = Classification.quantiles(5)
    package var ramp = ColourRamp.blue
    /// Where the values come from and of when, in one line; empty for none.
    package var source = ""
    /// Tells the ids of this map from those of others on the page: letters, digits and dashes.
    package var identifier = "carte"
    /// Whether title, legend and source are drawn; a page may show them itself.
    package var showsCaption = true
    /// Where the link of a territory leads; nil for none.
    package var link: @Sendable (Territory) -> String? = { _ in nil }
    /// Whether all territories have one colour, whatever their values: a map to choose from.
    package var isPlain = false
    /// With more territories there are no links: nobody tabs through a thousand.
    package var maximumOfLinks = 150

    package init(_ gazetteer: Gazetteer, _ level: TerritoryLevel, values: [TerritoryID: Double], title: String) {
        self.gazetteer = gazetteer
        self.level = level
        self.values = values
        self.title = title
    }

    /// A line of the legend.
    package struct LegendEntry: Sendable, Hashable {
        /// Nil for territories without a value, which are hatched.
        package let colour: Colour?
        /// “de 10 à moins de 12 %”.
        package let label: String
        package let count: Int
        /// The place of its class, from 0 for the lowest; nil for territories without a value.
        package let position: Int?
    }

    /// The legend, the lowest class first, territories without a value last.
    package func legend(_ localizer: Localizer) -> [LegendEntry] { drawing(localizer).legend }

    /// The map as an SVG element, complete in itself.
    package func svg(_ localizer: Localizer) -> String { drawing(localizer).text() }

    /// The classes that a style sheet goes by to give the map other colours: `carte--blue carte--5` for five classes of blue.
    /// On the element around the legend they do the same to its swatches.
    package func palette(_ localizer: Localizer) -> String { palette(drawing(localizer).count) }

    func palette(_ count: Int) -> String { "carte--\(ramp.rawValue) carte--\(count)" }

    private func drawing(_ localizer: Localizer) -> ChoroplethDrawing { ChoroplethDrawing(self, localizer) }
}

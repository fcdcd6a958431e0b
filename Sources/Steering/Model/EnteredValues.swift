package import Indicators

/// Values of indicators that somebody entered through the steering of a service.
package struct EnteredValues: Sendable, Hashable, Codable {
    /// The release that holds them, as ``Indicators`` names it.
    package let release: String
    package let indicators: [IndicatorID]
    /// How many values it sets or erases.
    package let count: Int
    /// The release that it takes back; nil where it takes back none.
    package let undoes: String?
    /// Name of the file; nil for a form.
    package let file: String?

    package init(release: String, indicators: [IndicatorID], count: Int, undoes: String? = nil, file: String? = nil) {
        self.release = release
        self.indicators = indicators
        self.count = count
        self.undoes = undoes
        self.file = file
    }
}

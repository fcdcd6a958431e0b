package import Indicators
package import Territories

/// A form that chooses the page's territory: by name or postal code, or by level.
package struct TerritoryPickerBlock: Sendable, Hashable {
    /// The levels offered, the widest first.
    package var levels: [TerritoryLevel]
    /// Whether a map to click on stands beside, of the widest level under France.
    package var showsMap: Bool

    package init(levels: [TerritoryLevel], showsMap: Bool = false) {
        self.levels = levels
        self.showsMap = showsMap
    }
}

/// A form that sets parameters of the page.
package struct FilterBlock: Sendable, Hashable {
    /// Names of parameters, in order; `date` among them offers the days that have values.
    package var parameters: [String]

    package init(parameters: [String]) { self.parameters = parameters }
}

/// Links to the data behind the page.
package struct DownloadBlock: Sendable, Hashable {
    package var items: [Item]
    package var formats: [Format]

    package enum Item: Sendable, Hashable {
        /// The figures of a block of the page.
        case block(String)
        /// A resource of the catalogue, whole.
        case resource(String)
        /// All values of an indicator.
        case indicator(BlockArgument<IndicatorID>)
    }

    package enum Format: String, Sendable, Hashable, CaseIterable { case csv, json }

    package init(items: [Item], formats: [Format] = Format.allCases) {
        self.items = items
        self.formats = formats
    }
}

/// Prose that is shown under the block's condition (CommonMark).
package struct TextBlock: Sendable, Hashable {
    package var body: Template

    package init(body: Template) { self.body = body }
}

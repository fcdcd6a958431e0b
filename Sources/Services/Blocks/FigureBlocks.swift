package import Indicators
package import Territories

/// Indicators as cards: name, value, date, trend, and a link to how each figure was made.
package struct IndicatorBlock: Sendable, Hashable {
    package var indicators: [BlockArgument<IndicatorID>]
    package var slice: SliceChoice?
    /// What is shown of each, in order.
    package var facets: [IndicatorFacet]
    /// The same figure in these, beside it.
    package var comparands: [Comparand]

    package init(indicators: [BlockArgument<IndicatorID>], slice: SliceChoice? = nil, facets: [IndicatorFacet] = [.value, .date, .trend], comparands: [Comparand] = []) {
        self.indicators = indicators
        self.slice = slice
        self.facets = facets
        self.comparands = comparands
    }
}

/// One number in large, with its name.
package struct FigureBlock: Sendable, Hashable {
    package var indicator: BlockArgument<IndicatorID>
    package var slice: SliceChoice?
    package var facet: IndicatorFacet
    /// Under the number; the indicator's name where nil.
    package var label: Template?

    package init(indicator: BlockArgument<IndicatorID>, slice: SliceChoice? = nil, facet: IndicatorFacet = .value, label: Template? = nil) {
        self.indicator = indicator
        self.slice = slice
        self.facet = facet
        self.label = label
    }
}

/// How far indicators or policies are on their way: initial value, current value, target, rate.
package struct ProgressBlock: Sendable, Hashable {
    package var scope: PursuitScope
    /// Under which headings they stand.
    package var grouping: Grouping
    /// What is shown of each indicator, in order.
    package var facets: [IndicatorFacet]
    /// The page to which each name leads, with the parameter that it sets; nil for the indicator's own page.
    package var link: PageLink?

    package enum Grouping: String, Sendable, Hashable, CaseIterable { case none, theme, policy }

    package init(scope: PursuitScope, grouping: Grouping = .none, facets: [IndicatorFacet] = [.initial, .value, .target, .progress], link: PageLink? = nil) {
        self.scope = scope
        self.grouping = grouping
        self.facets = facets
        self.link = link
    }
}

/// Which indicators or policies a block goes through.
package enum PursuitScope: Sendable, Hashable {
    case indicators([BlockArgument<IndicatorID>])
    /// These policies, each with its own rate.
    case policies([BlockArgument<String>])
    /// All policies of the service, or those of a theme; an open parameter means all.
    case allPolicies(theme: BlockArgument<String>?)
}

/// A link to another page of the service, which sets a parameter to what the link stands on.
package struct PageLink: Sendable, Hashable {
    /// Slug of the page.
    package let page: String
    /// Name of the parameter that is set to the territory, the policy or the indicator.
    package let parameter: String

    package init(page: String, parameter: String) {
        self.page = page
        self.parameter = parameter
    }
}

/// What somebody should look at: gaps, falling trends, missing values.
package struct AlertsBlock: Sendable, Hashable {
    package var scope: PursuitScope
    /// Nil for all kinds.
    package var kinds: [Alert.Kind]?
    /// The alerts of every territory of this level within the block's own, rather than of that alone.
    package var level: TerritoryLevel?
    package var limit: Int

    package init(scope: PursuitScope, kinds: [Alert.Kind]? = nil, level: TerritoryLevel? = nil, limit: Int = 20) {
        self.scope = scope
        self.kinds = kinds
        self.level = level
        self.limit = limit
    }
}

/// A territory beside others, indicator by indicator.
package struct CompareBlock: Sendable, Hashable {
    package var indicators: [BlockArgument<IndicatorID>]
    package var slice: SliceChoice?
    package var comparands: [Comparand]
    /// How many neighbours or similar territories at most.
    package var limit: Int

    package init(indicators: [BlockArgument<IndicatorID>], slice: SliceChoice? = nil, comparands: [Comparand], limit: Int = 5) {
        self.indicators = indicators
        self.slice = slice
        self.comparands = comparands
        self.limit = limit
    }
}

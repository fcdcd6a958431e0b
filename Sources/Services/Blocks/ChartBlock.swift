package import Indicators
package import Territories

/// A chart of indicators.
package struct ChartBlock: Sendable, Hashable {
    package var shape: Shape
    package var indicators: [BlockArgument<IndicatorID>]
    /// What runs along the axis of a `line`, `bar` or `stacked` chart; what each panel of `multiples` stands for. A
    /// `distribution` spreads the territories of ``level``.
    package var axis: FigureAxis
    /// What parts the lines, the bars of a group or the pieces of a pile; nil where there is but one.
    package var parts: FigureAxis?
    /// The breakdown whose categories are the ``axis`` or the ``parts``.
    package var breakdown: String?
    /// The one category that is meant, where categories are neither axis nor parts.
    package var slice: SliceChoice?
    /// The level of the territories that are the axis, the panels or the distribution.
    package var level: BlockArgument<TerritoryLevel>?
    /// The territory that holds these; the block's own territory is marked among them.
    package var within: TerritoryChoice
    /// Territories whose values stand beside the block's own.
    package var comparands: [Comparand]
    package var from: CivilDate?
    package var until: CivilDate?
    package var order: Order
    /// Bars, panels or parts shown at most.
    package var limit: Int?
    /// Whether the target is drawn.
    package var showsTarget: Bool

    package enum Shape: String, Sendable, Hashable, CaseIterable {
        case line, bar, stacked, distribution
        case multiples = "small-multiples"
    }

    /// In which order bars and panels stand.
    package enum Order: String, Sendable, Hashable, CaseIterable {
        /// As the source, the official code or the declaration has them.
        case given
        case highest, lowest, name
    }

    package init(
        shape: Shape, indicators: [BlockArgument<IndicatorID>], axis: FigureAxis, parts: FigureAxis? = nil, breakdown: String? = nil,
        slice: SliceChoice? = nil, level: BlockArgument<TerritoryLevel>? = nil, within: TerritoryChoice = .fixed(.france),
        comparands: [Comparand] = [], from: CivilDate? = nil, until: CivilDate? = nil, order: Order = .given, limit: Int? = nil,
        showsTarget: Bool = false
    ) {
        self.shape = shape
        self.indicators = indicators
        self.axis = axis
        self.parts = parts
        self.breakdown = breakdown
        self.slice = slice
        self.level = level
        self.within = within
        self.comparands = comparands
        self.from = from
        self.until = until
        self.order = order
        self.limit = limit
        self.showsTarget = showsTarget
    }
}

/// A map on which colours stand for classes of an indicator's values.
package struct MapBlock: Sendable, Hashable {
    package var indicator: BlockArgument<IndicatorID>
    package var slice: SliceChoice?
    /// ``IndicatorFacet/value``, ``IndicatorFacet/progress`` or ``IndicatorFacet/change``.
    package var facet: IndicatorFacet
    package var level: BlockArgument<TerritoryLevel>
    /// The territory whose parts are shown.
    package var within: TerritoryChoice
    package var classification: Classification
    package var ramp: ColourRamp
    /// Where a territory leads; the page of the map with the territory chosen where nil.
    package var link: PageLink?

    package init(
        indicator: BlockArgument<IndicatorID>, slice: SliceChoice? = nil, facet: IndicatorFacet = .value,
        level: BlockArgument<TerritoryLevel>, within: TerritoryChoice = .fixed(.france), classification: Classification = .quantiles(5),
        ramp: ColourRamp = .blue, link: PageLink? = nil
    ) {
        self.indicator = indicator
        self.slice = slice
        self.facet = facet
        self.level = level
        self.within = within
        self.classification = classification
        self.ramp = ramp
        self.link = link
    }
}

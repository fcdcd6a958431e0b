package import Indicators
package import Territories

/// Rows of a dataset, or figures of indicators, as a table.
package enum TableBlock: Sendable, Hashable {
    case rows(RowsTable)
    case figures(FiguresTable)
}

/// The rows of a resource of the catalogue that are about the block's territory.
package struct RowsTable: Sendable, Hashable {
    /// Slug of the resource.
    package var resource: String
    /// Columns shown, in order, and how they are called; all where empty.
    package var columns: [Column]
    /// Which column holds the code of the territory of each level. A territory of another level finds no row; France finds
    /// all, and so does any where this is empty.
    package var territoryColumns: [TerritoryLevel: String]
    /// The same where the code is made of a column rather than stands in one.
    package var territoryExpressions: [TerritoryLevel: RowExpression] = [:]
    /// Columns that must hold a value; an open parameter filters nothing.
    package var filters: [RowFilter]
    package var sort: [RowSort]
    /// Rows on a page of the table.
    package var limit: Int

    package struct Column: Sendable, Hashable {
        package let name: String
        /// Nil for the column's own name.
        package let label: String?

        package init(name: String, label: String? = nil) {
            self.name = name
            self.label = label
        }
    }

    package struct RowFilter: Sendable, Hashable {
        package let column: String
        package let value: BlockArgument<String>

        package init(column: String, value: BlockArgument<String>) {
            self.column = column
            self.value = value
        }
    }

    package struct RowSort: Sendable, Hashable {
        package let column: String
        package let isDescending: Bool

        package init(column: String, isDescending: Bool) {
            self.column = column
            self.isDescending = isDescending
        }
    }

    package init(
        resource: String, columns: [Column] = [], territoryColumns: [TerritoryLevel: String] = [:], filters: [RowFilter] = [],
        sort: [RowSort] = [], limit: Int = 20
    ) {
        self.resource = resource
        self.columns = columns
        self.territoryColumns = territoryColumns
        self.filters = filters
        self.sort = sort
        self.limit = limit
    }
}

/// Indicators by territory, date or category.
package struct FiguresTable: Sendable, Hashable {
    package var indicators: [BlockArgument<IndicatorID>]
    /// What each row stands for. Where it is ``FigureAxis/indicators``, the columns are the ``facets``; else there is a column
    /// for each facet of each indicator.
    package var axis: FigureAxis
    package var breakdown: String?
    package var slice: SliceChoice?
    package var level: BlockArgument<TerritoryLevel>?
    package var within: TerritoryChoice
    package var facets: [IndicatorFacet]
    package var comparands: [Comparand]
    package var order: ChartBlock.Order
    /// Rows on a page of the table.
    package var limit: Int

    package init(
        indicators: [BlockArgument<IndicatorID>], axis: FigureAxis, breakdown: String? = nil, slice: SliceChoice? = nil,
        level: BlockArgument<TerritoryLevel>? = nil, within: TerritoryChoice = .chosen, facets: [IndicatorFacet] = [.value],
        comparands: [Comparand] = [], order: ChartBlock.Order = .given, limit: Int = 20
    ) {
        self.indicators = indicators
        self.axis = axis
        self.breakdown = breakdown
        self.slice = slice
        self.level = level
        self.within = within
        self.facets = facets
        self.comparands = comparands
        self.order = order
        self.limit = limit
    }
}

package import Territories

/// A value that a block is given: written in the page, or taken from the address by `$name`.
package enum BlockArgument<Value: Sendable & Hashable>: Sendable, Hashable {
    case fixed(Value)
    /// The value of a parameter of the service.
    case parameter(String)
}

/// Which territory a block is about.
package enum TerritoryChoice: Sendable, Hashable {
    /// The page's own: `$territoire`.
    case chosen
    /// `departement:75`, `france`.
    case fixed(TerritoryID)
    /// The territory of a level that holds the page's own: `region`. Of France nothing narrower holds it: there is none.
    case holder(TerritoryLevel)
}

/// What runs along a chart or down a table.
package enum FigureAxis: String, Sendable, Hashable, CaseIterable {
    case dates, territories, categories, indicators
}

/// The part of an indicator that is meant; the whole where nil.
package struct SliceChoice: Sendable, Hashable {
    /// Slug of a breakdown of the indicator.
    package let breakdown: String
    /// One category of it. A parameter that the address leaves open means the whole.
    package let category: BlockArgument<String>

    package init(breakdown: String, category: BlockArgument<String>) {
        self.breakdown = breakdown
        self.category = category
    }
}

/// Other territories beside a block's own.
package enum Comparand: Sendable, Hashable {
    /// Those that share a border with it.
    case neighbours
    /// Those of its level with about as many inhabitants.
    case similar
    /// Those of its level within the same wider territory.
    case siblings
    /// The one of a level that holds it; France holds all.
    case holder(TerritoryLevel)
    case fixed(TerritoryID)
}

package import Declarations
package import Territories

/// Where an indicator's values come from.
package enum IndicatorSource: Sendable, Hashable {
    /// Computed from the rows of a table of the catalogue.
    case table(TableSource)
    /// Given by people: files imported, forms filled in.
    case values
    /// Computed from other indicators, territory by territory and date by date, at every level: a rate over two indicators
    /// is then a ratio of what each of them is at that level.
    case formula(IndicatorExpression)

    /// The table, where there is one.
    package var table: TableSource? {
        if case .table(let source) = self { source } else { nil }
    }
}

/// How an indicator is computed from a table.
package struct TableSource: Sendable, Hashable {
    /// Slugs of the dataset and of its resource in the catalogue, `dataset/resource`.
    package var dataset: String
    package var resource: String?
    /// The territory of a row: an expression that gives a code of ``territoryLevel``, or an identifier such as
    /// `departement:75`, `D75` where ``territoryLevel`` is nil.
    package var territory: IndicatorExpression
    /// Of which level the codes are; nil where each row says it.
    package var territoryLevel: TerritoryLevel?
    package var date: DateRule
    /// The rows that count; all where nil.
    package var filter: IndicatorExpression?
    /// The value of a territory on a date; nil for a ratio, whose parts are given instead.
    package var value: IndicatorExpression?
    package var numerator: IndicatorExpression?
    package var denominator: IndicatorExpression?
    /// Values from which an objective starts, and those to be reached, where the table has them beside.
    package var initial: IndicatorExpression?
    package var target: IndicatorExpression?
    /// The day whose communes the table uses; nil where it is today's, or where the codes are not of communes.
    package var vintage: CivilDate?

    /// How a row is dated.
    package enum DateRule: Sendable, Hashable {
        /// An expression that gives a date, or a year as a whole number, which stands for its 31 December.
        case expression(IndicatorExpression)
        /// All rows are of this day.
        case fixed(CivilDate)
        /// All rows are of the day of the table's version.
        case version
    }

    package init(dataset: String, resource: String? = nil, territory: IndicatorExpression, territoryLevel: TerritoryLevel?, date: DateRule) {
        self.dataset = dataset
        self.resource = resource
        self.territory = territory
        self.territoryLevel = territoryLevel
        self.date = date
    }
}

/// An expression as it is written, with the place where it stands, so that a mistake in it can be shown.
package struct IndicatorExpression: Sendable, Hashable {
    package let text: String
    /// Of its first character in the declaration; nil where it comes from elsewhere.
    package let place: DeclarationPlace?

    package init(_ text: String, at place: DeclarationPlace? = nil) {
        self.text = text
        self.place = place
    }
}

extension IndicatorExpression: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }
}

/// A way to part what an indicator counts: by sex, by section of activity.
package struct Breakdown: Sendable, Hashable {
    package let slug: String
    package var name: String
    /// The expression that gives a row's category.
    package var category: IndicatorExpression
    /// The expression that names a category; its code where nil.
    package var label: IndicatorExpression?
    /// Names given in the declaration, by category; they come first and in this order.
    package var labels: [(category: String, label: String)]

    package init(slug: String, name: String, category: IndicatorExpression, label: IndicatorExpression? = nil, labels: [(category: String, label: String)] = []) {
        self.slug = slug
        self.name = name
        self.category = category
        self.label = label
        self.labels = labels
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.slug == right.slug && left.name == right.name && left.category == right.category && left.label == right.label
            && left.labels.elementsEqual(right.labels, by: ==)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(slug)
        hasher.combine(category)
    }
}

package import DuckDB

/// What to read of a table.
package struct TableQuery: Sendable, Hashable {
    /// Which rows of the result to give.
    package enum Page: Sendable, Hashable {
        /// `size` rows from the `offset`-th, counted from 0.
        case offset(Int, size: Int)
        /// `size` rows after those that gave the cursor; the first ones with an empty cursor. Unlike an offset, a
        /// cursor costs the same however far it is, and stays where it is in a result.
        case after(cursor: String, size: Int)

        package var size: Int {
            switch self {
            case .offset(_, let size), .after(_, let size): size
            }
        }
    }

    /// Nil for every column of the table, without the row number.
    package var columns: [String]?
    package var filter: Filter?
    /// Words to be found in the row, all of them, in any text column, whatever their case and accents.
    package var search: String?
    /// After these, and in their absence, rows are in the file's order.
    package var sort: [SortKey]
    /// One row of result for each different combination of these columns.
    package var groupBy: [String]
    package var aggregates: [Aggregate]
    package var page: Page

    package init(
        columns: [String]? = nil, filter: Filter? = nil, search: String? = nil, sort: [SortKey] = [],
        groupBy: [String] = [], aggregates: [Aggregate] = [], page: Page = .offset(0, size: 20)
    ) {
        self.columns = columns
        self.filter = filter
        self.search = search
        self.sort = sort
        self.groupBy = groupBy
        self.aggregates = aggregates
        self.page = page
    }

    var isAggregation: Bool { !groupBy.isEmpty || !aggregates.isEmpty }
}

/// By what to sort. Missing values come last in both directions.
package struct SortKey: Sendable, Hashable {
    /// A column of the table, or of the result of an aggregation.
    package var column: String
    package var descending: Bool

    package init(column: String, descending: Bool = false) {
        self.column = column
        self.descending = descending
    }
}

/// One figure over the rows of a group; called `column__function` in the result.
package struct Aggregate: Sendable, Hashable {
    package enum Function: String, Sendable, Hashable, CaseIterable {
        /// Values present.
        case count
        case avg, min, max, sum
    }

    package var function: Function
    package var column: String

    package init(function: Function, column: String) {
        self.function = function
        self.column = column
    }

    /// The name of the figure in the result, as in data.gouv.fr's tabular API.
    package var name: String { "\(column)__\(function.rawValue)" }
}

/// Some of the rows that a query asks for.
package struct RowPage: Sendable {
    /// Names, in the order of the values of each row.
    package var columns: [String]
    /// The same columns with their types.
    package var schema: [LakeColumn]
    package var rows: [[Value]]
    /// Rows of the whole result.
    package var total: Int
    /// Gives the following page; nil on the last one, and for aggregations.
    package var nextCursor: String?
}


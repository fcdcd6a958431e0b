import Localization

/// What the rows of a table are as wholes: which repeat, what identifies them, which columns are empty together.
package struct RowProfile: Codable, Hashable, Sendable {
    /// A row whose cells are all those of an earlier one.
    package struct Repetition: Codable, Hashable, Sendable {
        /// Where it starts, counted from 1 as a text editor does.
        package var line: Int64
        /// Where the row that it repeats starts.
        package var firstLine: Int64
    }

    /// Columns that are empty in the same rows.
    package struct EmptyTogether: Codable, Hashable, Sendable {
        /// Their names, in the table's order; two or more.
        package var columns: [String]
        /// Rows in which the first of them is empty.
        package var rows: Int64
        /// The least correlation (φ) between the emptiness of two of them: 1 where they are always empty together.
        package var correlation: Double
    }

    /// Rows that repeat an earlier one, cell by cell as the file writes them; told by 64-bit hashes of the rows.
    package var repeated: Int64
    /// `false` where the table has so many rows that `repeated` was worked out on a part of them, chosen by their content.
    package var repeatedIsExact: Bool
    /// The first ten, in the file's order; none where `repeatedIsExact` is `false`.
    package var repetitions: [Repetition]
    /// Columns, or pairs of columns, never empty, whose values identify the rows; their names.
    package var keys: [[String]]
    /// `false` where the keys were checked on a part of the rows.
    package var keysAreExact: Bool
    package var emptyTogether: [EmptyTogether]
}

extension RowProfile {
    /// What a person should know of it.
    var notices: [Notice] {
        var notices: [Notice] = []
        if repeated > 0 {
            var arguments: [String: MessageArgument] = ["count": .integer(Int(repeated))]
            if let first = repetitions.first { arguments["first"] = .integer(Int(first.firstLine)) }
            notices.append(Notice(repeatedIsExact ? "rows.repeated" : "rows.repeated.about", arguments, line: repetitions.first?.line))
        }
        for group in emptyTogether {
            notices.append(
                Notice("columns.emptyTogether", ["columns": .list(group.columns.prefix(20).map { .text($0) }), "count": .integer(Int(group.rows))]))
        }
        return notices
    }
}

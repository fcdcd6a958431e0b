package import Lake
import Localization

/// The query string of the tabular API, read into a ``TableQuery``.
///
/// `column__operator=value`, where the operator is what follows the last `__`, so that names may hold `__`
/// themselves. Names of columns are not checked here: the table knows them.
package struct TabularQuery: Sendable, Hashable {
    package static let defaultPageSize = 20

    /// What each aggregate is called in the query and in the names of result columns.
    package static let aggregates = ["count", "avg", "min", "max", "sum"]
    /// What may follow `__`.
    package static let words = Operator.allCases.map(\.rawValue) + ["sort", "groupby"] + aggregates

    package var query: TableQuery
    /// From 1.
    package var page = 1
    package var pageSize = TabularQuery.defaultPageSize
    /// Whether a `cursor` was given, in which case there is no page number.
    package var usesCursor = false

    /// - Parameters:
    ///   - items: parameters that mean nothing here are refused, `lang` excepted.
    ///   - largestPageSize: the most rows that one page may have.
    /// - Throws: ``RequestError``, with what would be right.
    package init(_ items: QueryItems, largestPageSize: Int = 1000) throws {
        var draft = Draft(largestPageSize: largestPageSize)
        for item in items.items { try draft.add(item) }
        (query, page, pageSize, usesCursor) = try draft.finished()
    }

    /// `name` cut at its last `__`, the operator in lower case; nil where there is none or no column before it.
    package static func split(_ name: String) -> (column: String, word: String)? {
        guard let cut = name.lastRange(ofDoubleUnderscore: ()), cut.lowerBound > name.startIndex else { return nil }
        return (String(name[..<cut.lowerBound]), name[cut.upperBound...].lowercased())
    }

    /// A whole number within `range`.
    static func number(_ text: String, name: String, in range: ClosedRange<Int>) throws -> Int {
        guard let value = Int(text), range.contains(value) else {
            throw RequestError("request.number", [
                "parameter": .text(name), "value": .text(text),
                "lowest": .integer(range.lowerBound), "highest": .integer(range.upperBound),
            ])
        }
        return value
    }

    /// What to say of an operator that does not exist, nil where `name` has none at all.
    static func unknownOperator(_ name: String, isFilter: Bool) -> RequestError? {
        guard let (column, word) = split(name), isFilter || !words.contains(word) else { return nil }
        let known = isFilter ? Operator.allCases.map(\.rawValue) : words
        return RequestError("request.operator", [
            "operator": .text(word), "column": .text(column), "operators": .list(known.map { .text($0) }),
        ])
    }
}

/// What has been read so far.
private struct Draft {
    let largestPageSize: Int
    var columns: [String]?
    var filters: [Filter] = []
    var search: String?
    var sort: [SortKey] = []
    var groups: [String] = []
    var aggregates: [Aggregate] = []
    var page = 1
    var size = TabularQuery.defaultPageSize
    var cursor: String?

    init(largestPageSize: Int) { self.largestPageSize = largestPageSize }

    mutating func add(_ item: QueryItems.Item) throws {
        switch item.name {
        case "page": page = try TabularQuery.number(item.value ?? "", name: item.name, in: 1...Int(Int32.max))
        case "page_size": size = try TabularQuery.number(item.value ?? "", name: item.name, in: 1...largestPageSize)
        case "cursor": cursor = item.value.flatMap { $0.isEmpty ? nil : $0 }
        case "q": search = item.value.flatMap { $0.isEmpty ? nil : $0 }
        case "columns": columns = ValueList.split(item.value ?? "")
        case "or", "and": filters.append(try ConditionGroup.parse(item.value ?? "", parameter: item.name))
        case "lang", "": break
        default: try addOperation(item)
        }
    }

    private mutating func addOperation(_ item: QueryItems.Item) throws {
        guard let (column, word) = TabularQuery.split(item.name) else {
            throw RequestError("request.parameter", ["parameter": .text(item.name)])
        }
        if let comparison = Operator(rawValue: word) {
            filters.append(try filter(column, comparison, item))
            return
        }
        switch word {
        case "sort":
            let direction = item.value?.lowercased()
            guard direction == "asc" || direction == "desc" else {
                throw RequestError("request.sort", ["parameter": .text(item.name), "value": .text(item.value ?? "")])
            }
            sort.append(SortKey(column: column, descending: direction == "desc"))
        case "groupby": if isOn(item) { groups.append(column) }
        default:
            guard let function = Aggregate.Function(rawValue: word) else {
                throw TabularQuery.unknownOperator(item.name, isFilter: false)
                    ?? RequestError("request.parameter", ["parameter": .text(item.name)])
            }
            if isOn(item) { aggregates.append(Aggregate(function: function, column: column)) }
        }
    }

    private func filter(_ column: String, _ comparison: Operator, _ item: QueryItems.Item) throws -> Filter {
        switch comparison {
        case .isnull, .isnotnull:
            let effective: Operator = isOn(item) ? comparison : comparison == .isnull ? .isnotnull : .isnull
            return .comparison(column: column, effective, operands: [])
        case .in, .notin: return .comparison(column: column, comparison, operands: ValueList.split(item.value ?? ""))
        default:
            guard let value = item.value else {
                throw RequestError("request.missingValue", ["parameter": .text(item.name)])
            }
            return .comparison(column: column, comparison, operands: [value])
        }
    }

    /// Parameters that need no value may be given one, as forms and generated clients do: `false` takes them back.
    private func isOn(_ item: QueryItems.Item) -> Bool { item.value?.lowercased() != "false" }

    func finished() throws -> (TableQuery, page: Int, size: Int, usesCursor: Bool) {
        let isAggregation = !groups.isEmpty || !aggregates.isEmpty
        if isAggregation, columns != nil { throw RequestError("request.columnsWithAggregates") }
        if isAggregation, cursor != nil { throw RequestError("request.cursorWithAggregates") }
        let query = TableQuery(
            columns: columns, filter: filters.isEmpty ? nil : filters.count == 1 ? filters[0] : .and(filters),
            search: search, sort: sort, groupBy: groups, aggregates: aggregates,
            page: cursor.map { .after(cursor: $0, size: size) } ?? .offset((page - 1) * size, size: size))
        return (query, page, size, cursor != nil)
    }
}

/// Values separated by commas; one that holds a comma stands between double quotes, where `""` is one quote.
package enum ValueList {
    package static func split(_ text: String) -> [String] {
        var values: [String] = []
        var current = ""
        var isQuoted = false
        var characters = text.unicodeScalars[...]
        while let character = characters.popFirst() {
            switch character {
            case "\"" where isQuoted && characters.first == "\"":
                current.unicodeScalars.append(character)
                characters.removeFirst()
            case "\"" where isQuoted: isQuoted = false
            case "\"" where current.isEmpty: isQuoted = true
            case "," where !isQuoted:
                values.append(current)
                current = ""
            default: current.unicodeScalars.append(character)
            }
        }
        return values + [current]
    }

    /// The contrary of ``split(_:)``.
    package static func joined(_ values: [String]) -> String {
        values.map { value in
            value.contains(",") || value.hasPrefix("\"") ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
        }.joined(separator: ",")
    }
}

extension String {
    /// The last `__` of a name; of three underscores in a row, the last two.
    fileprivate func lastRange(ofDoubleUnderscore: Void) -> Range<Index>? {
        let bytes = utf8
        var end = bytes.endIndex
        while end > bytes.startIndex {
            let last = bytes.index(before: end)
            guard last > bytes.startIndex else { return nil }
            let first = bytes.index(before: last)
            if bytes[first] == UInt8(ascii: "_"), bytes[last] == UInt8(ascii: "_") { return first..<end }
            end = last
        }
        return nil
    }
}

import Declarations
import Indicators
import Localization
import Territories

extension TableBlock {
    private static let columns = Field("columns", .shown)
    private static let codes = Field("codes", .codes)
    private static let filters = Field("where", .filters)
    private static let sort = Field("sort", .oneOrMore(.sort))
    private static let rows = Field("rows", .code(FigureAxis.self))

    static let fields: [any DeclaredField] = [
        SharedFields.source, columns, codes, filters, sort,
        SharedFields.anyIndicators, rows, SharedFields.show, SharedFields.level, SharedFields.within, SharedFields.breakdown,
        SharedFields.category, SharedFields.compare, SharedFields.order, SharedFields.limit,
    ]

    /// Either the rows of a resource or figures of indicators.
    init?(_ values: FieldValues, _ reading: FieldReading) {
        let limit = values[SharedFields.limit] ?? 20
        switch (values.has(SharedFields.source), values.has(SharedFields.anyIndicators)) {
        case (true, true):
            reading.reader.report(.blockContrary, at: values.place, ["keys": "source, indicators"])
            return nil
        case (false, false):
            reading.incomplete(values, "source", for: "table")
            return nil
        case (true, false):
            guard let resource = values[SharedFields.source] else { return nil }
            let columns = values[Self.columns] ?? [], codes = values[Self.codes] ?? [:], filters = values[Self.filters] ?? [], sort = values[Self.sort] ?? []
            let named = columns.map(\.column) + codes.sorted { $0.key < $1.key }.map(\.value.column) + filters.map(\.column) + sort.map(\.column)
            reading.check(named, of: resource)
            var table = RowsTable(
                resource: resource, columns: columns.map { .init(name: $0.column.name, label: $0.label == $0.column.name ? nil : $0.label) },
                territoryColumns: codes.filter { $0.value.expression == nil }.mapValues(\.column.name), filters: filters.map { .init(column: $0.column.name, value: $0.value) },
                sort: sort.map { .init(column: $0.column.name, isDescending: $0.isDescending) }, limit: limit)
            table.territoryExpressions = codes.compactMapValues(\.expression)
            self = .rows(table)
        case (false, true):
            guard let table = Self.figures(values, limit, reading) else { return nil }
            self = .figures(table)
        }
    }

    private static func figures(_ values: FieldValues, _ limit: Int, _ reading: FieldReading) -> FiguresTable? {
        guard let indicators = values[SharedFields.anyIndicators], !indicators.isEmpty else { return nil }
        let (slice, breakdown) = reading.parts(values, of: indicators)
        let axis = values[rows] ?? (values.has(SharedFields.level) ? .territories : breakdown != nil ? .categories : .indicators)
        var level = values[SharedFields.level]
        if axis == .territories, level == nil { level = reading.finestLevel(of: indicators).map { .fixed($0) } }
        if axis == .categories, breakdown == nil { reading.incomplete(values, "breakdown", for: "categories") }
        return FiguresTable(
            indicators: indicators, axis: axis, breakdown: breakdown, slice: slice, level: level,
            within: values[SharedFields.within] ?? .chosen, facets: values[SharedFields.show] ?? (axis == .indicators ? [.value, .date] : [.value]),
            comparands: values[SharedFields.compare] ?? [], order: values[SharedFields.order] ?? .given, limit: limit)
    }
}

/// A column that a table names, and where.
private struct NamedColumn: Sendable {
    let name: String
    let place: DeclarationPlace
}

/// Where the code of a row's territory comes from.
private struct CodeSource: Sendable {
    let column: NamedColumn
    /// Nil where the column holds the code itself.
    let expression: RowExpression?
}

private struct ShownColumn: Sendable {
    let column: NamedColumn
    let label: String
}

private struct ColumnFilter: Sendable {
    let column: NamedColumn
    let value: BlockArgument<String>
}

private struct ColumnSort: Sendable {
    let column: NamedColumn
    let isDescending: Bool
}

extension FieldReading {
    /// Reports the columns that the resource does not have, where its columns are known.
    fileprivate func check(_ columns: [NamedColumn], of resource: String) {
        guard !columns.isEmpty, let known = vocabulary.columns?(resource) else { return }
        for column in columns where !known.contains(column.name) {
            let words = reader.proposal(for: column.name, among: known, as: "name")
            reader.report(.columnUnknown, at: column.place, words.merging(["source": .text(resource)]) { $1 })
        }
    }
}

extension Notation<[ShownColumn]> {
    /// Columns with their labels, in order; or a list of columns alone.
    fileprivate static let shown = Notation(.either([.list(.text), .mapping(.text)])) { node, key, reading in
        if case .list(let items) = node.content {
            return items.compactMap { item in
                reading.reader.text(item, named: key).map { .init(column: NamedColumn(name: $0, place: item.place), label: $0) }
            }
        }
        return reading.reader.entries(node, named: key)?.compactMap { entry in
            reading.reader.text(entry.value, named: entry.key).map { .init(column: NamedColumn(name: entry.key, place: entry.place), label: $0) }
        }
    }
}

extension Notation<[TerritoryLevel: CodeSource]> {
    /// Levels with the column that holds their codes, or an expression over one: what has parentheses, or begins with a
    /// bracket.
    fileprivate static let codes = Notation(.mapping(.text)) { node, key, reading in
        var columns: [TerritoryLevel: CodeSource] = [:]
        for entry in reading.reader.entries(node, named: key) ?? [] {
            let word = DeclarationNode(.text(entry.key), at: entry.place)
            guard let level = Notation<TerritoryLevel>.level.read(word, key, reading) else { continue }
            columns[level] = reading.reader.text(entry.value, named: entry.key).flatMap { source($0, at: entry.value.place, reading) }
        }
        return columns
    }

    private static func source(_ text: String, at place: DeclarationPlace, _ reading: FieldReading) -> CodeSource? {
        guard text.contains("(") || text.hasPrefix("[") else {
            return CodeSource(column: NamedColumn(name: text, place: place), expression: nil)
        }
        do {
            let expression = try RowExpression(IndicatorExpression(text, at: place))
            return CodeSource(column: NamedColumn(name: expression.column, place: place), expression: expression)
        } catch let mistake as ExpressionMistake {
            reading.reader.report(.init(mistake.code), at: mistake.place, mistake.arguments)
        } catch {}
        return nil
    }
}

extension Notation<[ColumnFilter]> {
    /// Columns with the value that they must hold, or `$parameter`.
    fileprivate static let filters = Notation(.mapping(.text)) { node, key, reading in
        reading.reader.entries(node, named: key)?.compactMap { entry in
            guard let text = reading.reader.text(entry.value, named: entry.key) else { return nil }
            let column = NamedColumn(name: entry.key, place: entry.place)
            if let name = reading.parameter(text, at: entry.value.place, { _ in true }) {
                return name.map { .init(column: column, value: .parameter($0)) }
            }
            return .init(column: column, value: .fixed(text))
        }
    }
}

extension Notation<ColumnSort> {
    /// A column; with a dash before it, the highest first.
    fileprivate static let sort = Notation(.text) { node, key, reading in
        reading.reader.text(node, named: key).map { text in
            let isDescending = text.hasPrefix("-")
            return .init(column: NamedColumn(name: isDescending ? String(text.dropFirst()) : text, place: node.place), isDescending: isDescending)
        }
    }
}

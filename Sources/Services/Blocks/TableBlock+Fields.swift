import Declarations
import Indicators
import Localization
import Territories

extension TableBlock {
    private static let columns = Field("columns", .labels)
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
            self = .rows(RowsTable(
                resource: resource, columns: (values[Self.columns] ?? []).map { .init(name: $0.key, label: $0.key == $0.value ? nil : $0.value) },
                territoryColumns: values[Self.codes] ?? [:], filters: values[Self.filters] ?? [], sort: values[Self.sort] ?? [],
                limit: limit))
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

extension Notation<[TerritoryLevel: String]> {
    /// Levels with the column that holds their codes.
    fileprivate static let codes = Notation(.mapping(.text)) { node, key, reading in
        var columns: [TerritoryLevel: String] = [:]
        for entry in reading.reader.entries(node, named: key) ?? [] {
            let word = DeclarationNode(.text(entry.key), at: entry.place)
            guard let level = Notation<TerritoryLevel>.level.read(word, key, reading) else { continue }
            columns[level] = reading.reader.text(entry.value, named: entry.key)
        }
        return columns
    }
}

extension Notation<[RowsTable.RowFilter]> {
    /// Columns with the value that they must hold, or `$parameter`.
    fileprivate static let filters = Notation(.mapping(.text)) { node, key, reading in
        reading.reader.entries(node, named: key)?.compactMap { entry in
            guard let text = reading.reader.text(entry.value, named: entry.key) else { return nil }
            if let name = reading.parameter(text, at: entry.value.place, { _ in true }) {
                return name.map { .init(column: entry.key, value: .parameter($0)) }
            }
            return .init(column: entry.key, value: .fixed(text))
        }
    }
}

extension Notation<RowsTable.RowSort> {
    /// A column; with a dash before it, the highest first.
    fileprivate static let sort = Notation(.text) { node, key, reading in
        reading.reader.text(node, named: key).map { text in
            text.hasPrefix("-") ? .init(column: String(text.dropFirst()), isDescending: true) : .init(column: text, isDescending: false)
        }
    }
}

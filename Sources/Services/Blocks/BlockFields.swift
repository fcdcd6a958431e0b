import Declarations
import Indicators
import Localization
import Territories

/// What every block may say.
enum CommonFields {
    static let title = Field("title", .template)
    static let note = Field("note", .template)
    static let when = Field("when", .condition)
    static let width = Field("width", .code(Block.Width.self))
    static let territory = Field("territory", .territory)
    static let date = Field("date", .date)

    static let all: [any DeclaredField] = [title, note, when, width, territory, date]
}

/// Fields that several blocks have.
enum SharedFields {
    static let indicator = Field("indicator", .indicator, required: true)
    static let indicators = Field("indicators", .oneOrMore(.indicator), required: true, alias: "indicator")
    static let anyIndicators = Field("indicators", .oneOrMore(.indicator), alias: "indicator")
    static let breakdown = Field("breakdown", .slug)
    static let category = Field("category", .category)
    static let show = Field("show", .oneOrMore(.code(IndicatorFacet.self)))
    static let level = Field("level", .levelArgument)
    static let within = Field("within", .territory)
    static let compare = Field("compare", .oneOrMore(.comparand))
    static let order = Field("order", .code(ChartBlock.Order.self))
    static let limit = Field("limit", .count)
    static let policies = Field("policies", .oneOrMore(.policy), alias: "policy")
    static let theme = Field("theme", .themeArgument)
    static let source = Field("source", .resource)
    static let link = Field("link", PageLink.notation)
}

extension BlockKind {
    /// The block's own fields, then those of every block.
    package var fields: FieldTable {
        FieldTable(rawValue, main: main, own + CommonFields.all)
    }

    private var own: [any DeclaredField] {
        switch self {
        case .indicator: IndicatorBlock.fields
        case .chart: ChartBlock.fields
        case .map: MapBlock.fields
        case .table: TableBlock.fields
        case .figure: FigureBlock.fields
        case .progress: ProgressBlock.fields
        case .compare: CompareBlock.fields
        case .filter: FilterBlock.fields
        case .download: DownloadBlock.fields
        case .alerts: AlertsBlock.fields
        case .territoryPicker: TerritoryPickerBlock.fields
        case .text: []
        }
    }

    /// The field that a value alone stands for.
    private var main: String? {
        switch self {
        case .indicator, .chart, .progress, .compare, .alerts: "indicators"
        case .map, .figure: "indicator"
        case .table: "source"
        case .territoryPicker: "levels"
        case .filter: "parameters"
        case .download: "blocks"
        case .text: nil
        }
    }

    /// The block of these values; nil, and the mistakes reported, where they do not make one.
    func content(_ values: FieldValues, _ reading: FieldReading) -> Block.Content? {
        switch self {
        case .indicator: IndicatorBlock(values, reading).map { .indicator($0) }
        case .chart: ChartBlock(values, reading).map { .chart($0) }
        case .map: MapBlock(values, reading).map { .map($0) }
        case .table: TableBlock(values, reading).map { .table($0) }
        case .figure: FigureBlock(values, reading).map { .figure($0) }
        case .progress: ProgressBlock(values, reading).map { .progress($0) }
        case .compare: CompareBlock(values, reading).map { .compare($0) }
        case .filter: FilterBlock(values, reading).map { .filter($0) }
        case .download: .download(DownloadBlock(values))
        case .alerts: AlertsBlock(values, reading).map { .alerts($0) }
        case .territoryPicker: .territoryPicker(TerritoryPickerBlock(values))
        case .text: nil
        }
    }
}

extension FieldReading {
    /// A block that lacks something which its other fields call for.
    func incomplete(_ values: FieldValues, _ key: String, for reason: String) {
        reader.report(.blockIncomplete, at: values.place, ["key": .text(key), "reason": .text(reason)])
    }

    /// What `breakdown` and `category` mean together, checked against the indicators they are of: one category, or else the
    /// breakdown whose categories part something.
    func parts(_ values: FieldValues, of indicators: [BlockArgument<IndicatorID>]) -> (slice: SliceChoice?, breakdown: String?) {
        guard let word = values[SharedFields.breakdown] else {
            if values.has(SharedFields.category), !values.has(SharedFields.breakdown) { incomplete(values, "breakdown", for: "category") }
            return (nil, nil)
        }
        for case .fixed(let id) in indicators {
            guard let definition = vocabulary.indicators[id] ?? nil else { continue }
            let known = definition.breakdowns.map(\.slug)
            guard !known.contains(word) else { continue }
            let details: [String: MessageArgument] = ["indicator": .text(id.slug)]
            reader.report(
                known.isEmpty ? .breakdownNone : .breakdownUnknown, at: values.place(of: SharedFields.breakdown),
                reader.proposal(for: word, among: known, as: "name").merging(details) { $1 })
            return (nil, nil)
        }
        return values[SharedFields.category].map { (SliceChoice(breakdown: word, category: $0), nil) } ?? (nil, word)
    }

    /// The finest level of the indicators, for blocks that name none.
    func finestLevel(of indicators: [BlockArgument<IndicatorID>]) -> TerritoryLevel? {
        indicators.compactMap { indicator in
            if case .fixed(let id) = indicator { (vocabulary.indicators[id] ?? nil)?.level } else { nil }
        }.max()
    }
}

extension PageLink {
    private static let page = Field("page", .page, required: true)
    private static let parameter = Field("parameter", .parameter)

    /// `page`, or `{page: …, parameter: …}`; the parameter is `territoire` where none is named.
    static let notation = Notation<PageLink>.table(FieldTable("link", main: "page", [page, parameter])) { values, _ in
        values[page].map { PageLink(page: $0, parameter: values[parameter] ?? ServiceParameter.territory) }
    }
}

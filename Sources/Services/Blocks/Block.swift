package import Territories

/// A figure, a chart, a map or a tool on a page: a fenced block of its Markdown.
package struct Block: Sendable, Hashable, Identifiable {
    /// Unique on its page: given after the block's kind (```` ```chart evolution````), else the kind and a number. It names
    /// the anchor of the block, and its data: `/services/<service>/<page>/blocs/<id>.csv`.
    package let id: String
    /// Above the block; where nil the block finds one itself.
    package var title: Template?
    /// Under the block (CommonMark).
    package var note: Template?
    /// When it is shown; always where nil.
    package var condition: Condition?
    package var width: Width
    package var territory: TerritoryChoice
    /// The day of the figures, or the last before it; the page's own where it is a parameter, the last of all where that
    /// is open.
    package var date: BlockArgument<CivilDate>
    package var content: Content
    /// The line of its page on which it begins.
    package var line: Int

    /// How much of a wide page it takes; on a phone, all of it.
    package enum Width: String, Sendable, Hashable, CaseIterable { case full, half, third }

    /// What it is.
    package enum Content: Sendable, Hashable {
        case indicator(IndicatorBlock)
        case chart(ChartBlock)
        case map(MapBlock)
        case table(TableBlock)
        case figure(FigureBlock)
        case progress(ProgressBlock)
        case territoryPicker(TerritoryPickerBlock)
        case compare(CompareBlock)
        case filter(FilterBlock)
        case download(DownloadBlock)
        case text(TextBlock)
        case alerts(AlertsBlock)

        package var kind: BlockKind {
            switch self {
            case .indicator: .indicator
            case .chart: .chart
            case .map: .map
            case .table: .table
            case .figure: .figure
            case .progress: .progress
            case .territoryPicker: .territoryPicker
            case .compare: .compare
            case .filter: .filter
            case .download: .download
            case .text: .text
            case .alerts: .alerts
            }
        }
    }

    package init(
        id: String, title: Template? = nil, note: Template? = nil, condition: Condition? = nil, width: Width = .full,
        territory: TerritoryChoice = .chosen, date: BlockArgument<CivilDate> = .parameter(ServiceParameter.date),
        content: Content, line: Int = 1
    ) {
        self.id = id
        self.title = title
        self.note = note
        self.condition = condition
        self.width = width
        self.territory = territory
        self.date = date
        self.content = content
        self.line = line
    }
}

/// The blocks there are, by the word that begins their fence.
package enum BlockKind: String, Sendable, Hashable, CaseIterable {
    case indicator, chart, map, table, figure, progress, compare, filter, download, text, alerts
    case territoryPicker = "territory-picker"
}

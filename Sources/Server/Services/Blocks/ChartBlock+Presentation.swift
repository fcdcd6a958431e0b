import Charts
import Indicators
import Localization
import Services
import Territories

extension BlockPresentation {
    func chart(_ content: ChartBlock) -> PresentedBlock {
        let definitions = reading.indicators(content.indicators)
        guard let first = definitions.first else { return nothing(nil, reading.text("service.indicatorOpen")) }
        guard let territory = reading.territory(of: block) else { return nothing(first.name, reading.text("service.noTerritory")) }
        let slice = slice(content.slice)
        let title = block.title.map { reading.plain($0).typeset } ?? title(definitions, isAcrossTerritories(content) ? nil : territory, slice: slice)
        let drawing = FigureChart(
            presentation: self, content: content, definitions: definitions, territory: territory, slice: slice,
            heading: reading.heading(first, title: title, identifier: element))
        guard let chart = drawing.chart else { return nothing(title, reading.text("service.noLevel")) }
        var view = view(title: title)
        let table = chart.table(reading.localizer)
        view.chart = ServiceChartView(
            svg: Self.markup(chart, reading.localizer), unit: unit(chart.heading),
            source: chart.heading.source.isEmpty ? nil : chart.heading.source,
            table: ServiceTableView(table, caption: title, localizer: reading.localizer), workings: workings(definitions, territory))
        return PresentedBlock(view: view, table: table)
    }

    private func isAcrossTerritories(_ content: ChartBlock) -> Bool {
        content.shape == .distribution || content.axis == .territories && content.level != nil
    }

    /// Both drawings of a chart: the style sheet shows the one that fits.
    static func markup(_ chart: some Chart, _ localizer: Localizer) -> Markup {
        Markup(trusted: ChartSize.allCases.map { chart.svg($0, localizer) }.joined())
    }

    static func markup(_ chart: any Chart, _ localizer: Localizer) -> Markup {
        Markup(trusted: ChartSize.allCases.map { chart.svg($0, localizer) }.joined())
    }
}

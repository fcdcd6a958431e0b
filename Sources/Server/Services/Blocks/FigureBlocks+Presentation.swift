import Charts
import Indicators
import Localization
import Services
import Territories

extension BlockPresentation {
    func figure(_ content: FigureBlock) -> PresentedBlock {
        guard let definition = reading.indicators([content.indicator]).first, let territory = reading.territory(of: block) else {
            return nothing(nil, reading.text("service.indicatorOpen"))
        }
        let slice = slice(content.slice)
        let figure = reading.figure(definition, territory, slice: slice, on: reading.day(of: block))
        let value = figure.value(content.facet)
        let label = content.label.map { reading.plain($0).typeset } ?? title([definition], nil, slice: slice)
        var view = view()
        view.figure = FigureBlockView(
            value: value.parts(reading.localizer).number, unit: value.parts(reading.localizer).unit, isMissing: value.isMissing, label: label,
            detail: content.facet == .date ? nil : when(figure), href: figure.address, hidden: reading.text("service.workingOf", ["name": .text(label)]))
        return PresentedBlock(view: view, table: ChartTable(
            columns: [.init(reading.text("service.indicator")), .init(reading.text("service.territoryHeader")), .init(reading.text("charts.date")), .init(reading.text(content.facet.nameKey), isNumber: value.isNumber)],
            rows: [[.text(label), .text(reading.name(territory)), figure.value(.date).cell, value.cell]]))
    }

    /// “en 2024”, “au 31 mars 2026”.
    private func when(_ figure: FigureReading) -> String? {
        figure.last.map { reading.text("service.asOf", ["date": .text(reading.cadence(figure.definition).name(day: $0.date.dayNumber, reading.localizer))]) }
    }

    func indicators(_ content: IndicatorBlock) -> PresentedBlock {
        let definitions = reading.indicators(content.indicators)
        guard let territory = reading.territory(of: block), !definitions.isEmpty else { return nothing(nil, reading.text("service.indicatorOpen")) }
        let slice = slice(content.slice), day = reading.day(of: block)
        let others = reading.comparands(content.comparands, of: territory)
        var view = view()
        view.cards = definitions.map { definition in
            let figure = reading.figure(definition, territory, slice: slice, on: day)
            let value = content.facets.contains(.value) ? figure.value(.value) : nil
            let facts = content.facets.filter { ![.value, .date, .trend].contains($0) }
            return IndicatorCard(
                name: title([definition], nil, slice: slice), href: figure.address, value: value?.parts(reading.localizer).number, unit: value?.parts(reading.localizer).unit,
                isMissing: value?.isMissing ?? false,
                detail: content.facets.contains(.date) ? when(figure) : nil,
                trend: content.facets.contains(.trend) ? figure.sparkline(identifier: element) : nil, facts: facts.filter { $0 != .rank || !figure.value($0).isMissing }.map { fact($0, figure) },
                comparands: others.map { other in
                    let figure = reading.figure(definition, other, slice: slice, on: day)
                    return Fact(label: reading.name(other), value: figure.value(.value).written(reading.localizer), href: figure.address)
                })
        }
        let territories = [territory] + others
        let rows = definitions.flatMap { definition in
            territories.map { id -> [ChartTable.Cell] in
                let figure = reading.figure(definition, id, slice: slice, on: day)
                return [.text(definition.name), .text(reading.name(id)), .text(id.description), figure.value(.date).cell]
                    + content.facets.filter { ![.date, .trend].contains($0) }.map { figure.value($0).cell }
            }
        }
        let heads = ["service.indicator", "service.territoryHeader", "service.code", "charts.date"].map { ChartTable.Column(reading.text($0)) }
            + content.facets.filter { ![.date, .trend].contains($0) }.map { .init(reading.text($0.nameKey), isNumber: true) }
        return PresentedBlock(view: view, table: ChartTable(columns: heads, rows: rows))
    }

    func fact(_ facet: IndicatorFacet, _ figure: FigureReading) -> Fact {
        var value = figure.value(facet).written(reading.localizer)
        if let dated = facet == .initial ? figure.progress?.initial : facet == .target ? figure.progress?.target : nil {
            value += reading.text("service.inDate", ["date": .text(reading.cadence(figure.definition).name(day: dated.date.dayNumber, reading.localizer))])
        }
        return Fact(label: reading.text(facet.nameKey), value: value)
    }

    // MARK: Comparison

    func compare(_ content: CompareBlock) -> PresentedBlock {
        let definitions = reading.indicators(content.indicators)
        guard let territory = reading.territory(of: block), !definitions.isEmpty else { return nothing(nil, reading.text("service.indicatorOpen")) }
        let territories = [territory] + reading.comparands(content.comparands, of: territory, limit: content.limit)
        let slice = slice(content.slice), day = reading.day(of: block)
        let title = block.title.map { reading.plain($0).typeset } ?? reading.text("service.compared", ["name": .text(reading.name(territory))])
        var rows: [ServiceTableView.Row] = [], data: [[ChartTable.Cell]] = []
        for definition in definitions {
            let figures = territories.map { reading.figure(definition, $0, slice: slice, on: day) }
            let values = figures.map { $0.value(.value) }
            rows.append(.init(
                head: .init(text: self.title([definition], nil, slice: slice), href: ServiceAddress.indicator(definition.id)),
                cells: zip(figures, values).map { cell($1, $0) }))
            data.append([.text(definition.name)] + values.map(\.cell))
        }
        var view = view(title: isUnderHeading && block.title == nil ? nil : title)
        view.table = ServiceTableView(
            caption: title, headers: [.init(name: reading.text("service.indicator"))] + territories.map { .init(name: reading.name($0), isNumber: true) }, rows: rows)
        return PresentedBlock(view: view, table: ChartTable(
            columns: [.init(reading.text("service.indicator"))] + territories.map { .init(reading.name($0), isNumber: true) }, rows: data))
    }

    /// A figure in a table, which leads to its working.
    func cell(_ value: FacetValue, _ figure: FigureReading) -> ServiceTableView.Cell {
        if case .trend = value { return .init(text: "", drawing: figure.sparkline(identifier: element)) }
        return .init(text: value.written(reading.localizer), href: value.isMissing ? nil : figure.address, isNumber: value.isNumber || value.isMissing, isMissing: value.isMissing)
    }
}

import Charts
import Indicators
import Localization
import Services
import Territories

extension BlockPresentation {
    /// With more territories a map would weigh more than it shows; the next wider level is drawn in its place.
    private static let mostTerritories = 1_500

    func map(_ content: MapBlock) -> PresentedBlock {
        guard let definition = reading.indicators([content.indicator]).first else { return nothing(nil, reading.text("service.indicatorOpen")) }
        guard let holder = reading.territory(content.within), let asked = content.level.value(in: reading.arguments), holder.level < asked else {
            return nothing(definition.name, reading.text("service.noLevel"))
        }
        let level = drawn(asked, in: holder)
        let slice = slice(content.slice), day = reading.day(of: block)
        let (last, values) = values(content, definition, level, holder, slice)
        let facetName = content.facet == .value ? "" : " – " + reading.text(content.facet.nameKey)
        let name = title([definition], holder, slice: slice) + facetName
        let title = block.title.map { reading.plain($0).typeset } ?? name
        guard !values.isEmpty else { return nothing(title, reading.text("charts.summary.none")) }

        var map = ChoroplethMap(reading.gazetteer, level, values: values.mapValues(\.value), title: title)
        map.holder = holder
        map.unit = unit(content.facet, definition)
        map.digits = content.facet == .progress ? 1 : definition.digits
        map.classification = content.classification
        map.ramp = content.ramp
        map.identifier = element
        map.showsCaption = false
        let page = reading, link = content.link
        map.link = { territory in page.address(of: link?.page, [link?.parameter ?? ServiceParameter.territory: territory.id.description]) }
        let source = [reading.source(definition), last.map { reading.text("service.asOf", ["date": .text(reading.cadence(definition).name(day: $0.dayNumber, reading.localizer))]) } ?? ""]
        var view = view(title: title)
        let table = table(map, values, level, holder)
        view.map = ServiceMapView(
            svg: Markup(trusted: map.svg(reading.localizer)), unit: map.unit.isEmpty ? nil : reading.text("service.unit", ["unit": .text(map.unit.other)]),
            legend: map.entries(reading.localizer), palette: map.palette(reading.localizer), source: source.filter { !$0.isEmpty }.joined(separator: ". "),
            note: level == asked ? nil : reading.text("service.widerLevel", ["level": .message(level.pluralKey)]),
            table: linked(table, values: values, day: day, definition: definition, slice: slice, title: title),
            workings: workings([definition], holder))
        return PresentedBlock(view: view, table: table.data)
    }

    private func unit(_ facet: IndicatorFacet, _ definition: IndicatorDefinition) -> MeasureUnit {
        switch facet {
        case .progress, .yearProgress: "%"
        case .change where definition.shownUnit == "%": MeasureUnit(other: reading.text("service.points"))
        default: definition.measure
        }
    }

    private func drawn(_ level: TerritoryLevel, in holder: TerritoryID) -> TerritoryLevel {
        let wider: [TerritoryLevel] = [.commune, .epci, .departement]
        var level = level
        while reading.territories(level, in: holder).count > Self.mostTerritories, let next = wider.first(where: { $0 < level && holder.level < $0 }) {
            level = next
        }
        return level
    }

    private func values(
        _ content: MapBlock, _ definition: IndicatorDefinition, _ level: TerritoryLevel, _ holder: TerritoryID, _ slice: Slice?
    ) -> (day: CivilDate?, values: [TerritoryID: (value: Double, note: String?)]) {
        let day = reading.day(of: block)
        let (last, points) = reading.values(definition, level, in: holder, slice: slice, on: day)
        if content.facet == .value { return (last, points.compactMapValues { point in point.value.map { ($0, nil) } }) }
        var values: [TerritoryID: (value: Double, note: String?)] = [:]
        for id in reading.territories(level, in: holder) {
            switch reading.figure(definition, id, slice: slice, on: day).value(content.facet) {
            case .number(let value, _, _), .change(let value, _, _): values[id] = (value, nil)
            default: continue
            }
        }
        return (last, values)
    }

    /// The rows of the map's territories, by name.
    private func table(
        _ map: ChoroplethMap, _ values: [TerritoryID: (value: Double, note: String?)], _ level: TerritoryLevel, _ holder: TerritoryID
    ) -> (data: ChartTable, order: [TerritoryID]) {
        let order = reading.territories(level, in: holder).map { ($0, reading.name($0)) }.sorted(byName: \.1)
        let columns = [
            ChartTable.Column(reading.text(level.nameKey)), .init(reading.text("service.code")),
            .init(map.unit.isEmpty ? reading.text("charts.value") : reading.text("charts.valueIn", ["unit": .text(map.unit.other)]), isNumber: true),
        ]
        let rows: [[ChartTable.Cell]] = order.map { id, name in
            [.text(name), .text(id.code), values[id].map { .number($0.value, unit: map.unit, digits: map.digits) } ?? .missing(reading.text("charts.unknown"))]
        }
        return (ChartTable(columns: columns, rows: rows), order.map(\.0))
    }

    /// Each value leads to its working.
    private func linked(
        _ table: (data: ChartTable, order: [TerritoryID]), values: [TerritoryID: (value: Double, note: String?)], day: CivilDate?,
        definition: IndicatorDefinition, slice: Slice?, title: String
    ) -> ServiceTableView {
        var view = ServiceTableView(table.data, caption: title, localizer: reading.localizer)
        // Long lists are for programs: links would weigh more than the map.
        guard table.order.count <= 150 else {
            view.rows = Array(view.rows.prefix(150))
            view.note = reading.text("service.firstRows", ["shown": .integer(150), "count": .integer(table.order.count)])
            return view
        }
        for (index, id) in table.order.enumerated() where values[id] != nil {
            view.rows[index].cells[1].href = reading.workingAddress(definition.id, id, slice: slice, on: day)
        }
        return view
    }
}

extension ChoroplethMap {
    /// Its legend, for a list beside it.
    func entries(_ localizer: Localizer) -> [ServiceMapView.Entry] {
        legend(localizer).map { entry in
            var swatch = SVGDrawing(width: 28, height: 18)
            swatch.swatch(x: 0.5, y: 0.5, width: 27, height: 17, fill: entry.colour?.hexadecimal ?? "url(#\(identifier)-hachures)",
                class: entry.position.map { "map-swatch carte-\($0)" } ?? "map-swatch")
            return .init(
                swatch: Markup(trusted: swatch.element(class: "map-legend__swatch", label: "")), label: entry.label,
                count: localizer.text("territories.count.\(level.slug)", ["count": .integer(entry.count)]))
        }
    }
}

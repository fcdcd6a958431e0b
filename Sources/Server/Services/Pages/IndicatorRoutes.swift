import Charts
import Foundation
import Hummingbird
import Indicators
import Lake
import Localization
import Services
import Territories

extension ServicePageRoutes {
    /// `/services/{service}/indicateurs/{indicator}`, and `.json`, `.csv`: all values of the territory.
    func indicatorPage(_ visit: Visit) async throws -> Response {
        let service = try await service(try part("service", visit))
        guard let definition = service.definition else { return try faulty(service, visit) }
        let (slug, form) = ServiceForm.of(try part("page", visit))
        let id = IndicatorID(service: definition.slug, slug: slug)
        guard let indicator = try await indicators.current().definition(id) else {
            throw RequestError("request.service.indicator", ["indicator": .text(slug), "service": .text(definition.title)])
        }
        // An indicator has an address of its own among the pages of its service.
        let page = Page(slug: "indicateurs/" + slug, title: Template(indicator.name), content: [], file: "")
        let reading = try await reading(definition, page, visit)
        let items = try visit.request.queryItems
        let slice = Self.slice(items[IndicatorPage.slice], of: indicator, reading)
        let territory = reading.arguments.territory
        if form != .html, let figures = try levelFigures(items, indicator, slice, reading) { return answer(figures, form, visit) }
        let day = reading.figure(indicator, territory, slice: slice, on: reading.arguments.date).last?.date
        let working = if let day { try await indicators.working(id, territory, on: day, slice: slice) } else { nil as Working? }
        let indicatorPage = IndicatorPage(reading: reading, definition: indicator, slice: slice, working: working)
        switch form {
        case .csv: return answer(FigureCSV.bytes(Self.series(indicatorPage)), type: "text/csv; charset=utf-8", name: "\(definition.slug)-\(slug).csv", visit)
        case .json: return answer(Self.document(indicatorPage, visit).json, type: "application/json", visit)
        case .html: break
        }
        let action = ServiceAddress.indicator(id)
        let levels = reading.figures.levels(id)
        let picker = TerritoryPicker(reading: reading, levels: levels.isEmpty ? [.france] : levels, id: "territoire", action: action)
        let search = items[TerritoryPicker.field].flatMap { $0.isEmpty ? nil : $0 }
        if let search, case .found(let found) = picker.search(search) { return .redirecting(to: picker.address(found)) }
        let view = view(indicatorPage, service, picker.view(search: search), action)
        let trail = [listLink(visit), Link(label: definition.title.typeset, href: ServiceAddress.service(definition.slug))]
        var frame = site.frame(
            visit, title: indicator.name.typeset, trail: trail, summary: CommonMark.plain(indicator.description).summary(200),
            isIndexed: territory == definition.territory)
        frame.canonical = visit.context.origin + action
        frame.alternates = zip(["text/csv", "application/json"], view.downloads.first?.formats ?? []).map { Alternate(type: $0, href: $1.href) }
        return try answer("service-indicator", view, frame: frame, visit)
    }

    private static func slice(_ word: String?, of indicator: IndicatorDefinition, _ reading: PageReading) -> Slice? {
        guard let word, let colon = word.firstIndex(of: ":") else { return nil }
        let slice = Slice(breakdown: String(word[..<colon]), category: String(word[word.index(after: colon)...]))
        let isKnown = reading.figures.categories(indicator.id, slice.breakdown).contains { $0.code == slice.category }
        return isKnown ? slice : nil
    }

    private func view(_ page: IndicatorPage, _ service: Service, _ picker: TerritoryPickerView, _ action: String) -> IndicatorPageView {
        let reading = page.reading, definition = page.definition
        let value = page.figure.value(.value)
        let levels = page.levels.view
        return IndicatorPageView(
            title: definition.name.typeset, service: reading.service.title.typeset, serviceHref: ServiceAddress.service(reading.service.slug),
            menu: menu(reading.service, current: nil, reading), notices: notices(service, nil, reading) + page.damage,
            description: definition.description.isEmpty ? nil : CommonMark.html(definition.description, headingLevel: 3, tableLabel: page.text("site.table.label")),
            territory: reading.longName(reading.arguments.territory), picker: picker, slices: slices(page, action),
            value: value.parts(reading.localizer).number, valueUnit: value.parts(reading.localizer).unit, isMissing: value.isMissing,
            valueDate: page.figure.last.map { page.text("service.asOf", ["date": .text(reading.cadence(definition).name(day: $0.date.dayNumber, reading.localizer))]) },
            facts: [.change, .rank].map { ($0, page.figure.value($0)) }.filter { !$0.1.isMissing }.map { Fact(label: page.text($0.0.nameKey), value: $0.1.written(reading.localizer)) },
            arithmetic: page.arithmetic, workingFacts: page.sourceFacts, revisions: page.revisions, chart: chart(page),
            levels: levels.rows.count > 1 ? levels : nil, progress: progress(page),
            method: definition.method.map { CommonMark.html($0, headingLevel: 3, tableLabel: page.text("site.table.label")) }, definition: page.facts,
            downloads: downloads(page, action))
    }

    /// The values of the territory shown, of each level, of all.
    private func downloads(_ page: IndicatorPage, _ action: String) -> [DownloadLine] {
        let reading = page.reading
        func line(_ name: String, _ items: [QueryItems.Item]) -> DownloadLine {
            let query = items.isEmpty ? "" : "?" + QueryItems(items).encoded
            return DownloadLine(name: name, formats: ["csv", "json"].map { Link(label: $0.uppercased(), href: action + "." + $0 + query) })
        }
        var own = reading.parameters().map { QueryItems.Item(name: $0.name, value: $0.value) }
        var part: [QueryItems.Item] = []
        if let slice = page.slice { part = [.init(name: IndicatorPage.slice, value: slice.breakdown + ":" + slice.category)] }
        own += part
        let levels = reading.figures.levels(page.definition.id)
        var lines = [line(reading.longName(reading.arguments.territory), own)]
        for level in levels where level != .france {
            lines.append(line(
                reading.text("service.download.level", ["level": .text(reading.text(level.pluralKey))]),
                [.init(name: LevelFigures.parameter, value: level.slug)] + part))
        }
        if levels.count > 1 { lines.append(line(reading.text("service.download.all"), [.init(name: LevelFigures.parameter, value: LevelFigures.all)] + part)) }
        return lines
    }

    private func levelFigures(_ items: QueryItems, _ definition: IndicatorDefinition, _ slice: Slice?, _ reading: PageReading) throws -> LevelFigures? {
        // The territory that the service shows without being asked is no wish for its parts alone.
        let holder = items[ServiceParameter.territory] == nil ? TerritoryID.france : reading.arguments.territory
        return try LevelFigures(items[LevelFigures.parameter], in: holder, definition, slice: slice, reading)
    }

    private func answer(_ figures: LevelFigures, _ form: ServiceForm, _ visit: Visit) -> Response {
        let definition = figures.definition
        let isCSV = form == .csv
        let head = Document(members: [
            ("id", .string(definition.id.description)), ("name", .string(definition.name)), ("unit", .string(definition.shownUnit)),
            ("part", figures.slice.map { .string($0.breakdown + ":" + $0.category) } ?? .null),
        ])
        return answer(
            isCSV ? figures.csv : figures.json(head), state: form.rawValue + figures.state, type: isCSV ? "text/csv; charset=utf-8" : "application/json",
            name: isCSV ? "\(definition.id.service)-\(definition.id.slug)-\(figures.levels.count == 1 ? figures.levels[0].slug : LevelFigures.all).csv" : nil, visit)
    }

    private func chart(_ page: IndicatorPage) -> ServiceChartView? {
        page.chart.map { chart in
            let localizer = page.reading.localizer
            return ServiceChartView(
                svg: BlockPresentation.markup(chart, localizer),
                unit: chart.heading.unit.isEmpty ? nil : page.text("service.unit", ["unit": .text(chart.heading.unit.other)]),
                source: chart.heading.source.isEmpty ? nil : chart.heading.source,
                table: ServiceTableView(chart.table(localizer), caption: chart.heading.title, localizer: localizer), workings: [])
        }
    }

    private func progress(_ page: IndicatorPage) -> Markup? {
        guard let progress = page.figure.progress, progress.target != nil else { return nil }
        let heading = page.reading.heading(page.definition, title: page.text("charts.progress.rate"), identifier: "avancement")
        return BlockPresentation.bar(progress, heading, page.reading.cadence(page.definition), page.reading)
    }

    /// A list for each breakdown; nil where there is none.
    private func slices(_ page: IndicatorPage, _ action: String) -> ParameterFormView? {
        let reading = page.reading
        let choices = page.definition.breakdowns.flatMap { breakdown in
            reading.figures.categories(page.definition.id, breakdown.slug).map { code, label in
                Choice(
                    value: breakdown.slug + ":" + code, label: breakdown.name + " – " + label,
                    isSelected: page.slice == Slice(breakdown: breakdown.slug, category: code))
            }
        }
        guard !choices.isEmpty else { return nil }
        let whole = Choice(value: "", label: page.text("service.whole"), isSelected: page.slice == nil)
        return ParameterFormView(
            id: "part", action: action, carried: reading.parameters().map { Choice(value: $0.value, label: $0.name) },
            fields: [.init(id: "part-liste", name: IndicatorPage.slice, label: page.text("service.category"), choices: [whole] + choices)])
    }

    // MARK: For programs

    private static func series(_ page: IndicatorPage) -> ChartTable {
        let columns = ["service.territoryHeader", "service.code", "charts.date"].map { ChartTable.Column(page.text($0)) } + [.init(page.text("charts.value"), isNumber: true)]
        let territory = page.reading.arguments.territory
        return ChartTable(columns: columns, rows: page.figure.points.map { point in
            [
                .text(page.reading.name(territory)), .text(territory.description), .period(day: point.date.dayNumber, .day),
                point.value.map { .number($0, unit: "", digits: 9) } ?? .missing(nil),
            ]
        })
    }

    private static func document(_ page: IndicatorPage, _ visit: Visit) -> Document {
        let definition = page.definition, territory = page.reading.arguments.territory
        var members: [(String, Document)] = [
            ("id", .string(definition.id.description)), ("name", .string(definition.name)), ("unit", .string(definition.shownUnit)),
            ("territory", .string(territory.description)), ("territory_name", .string(page.reading.name(territory))),
            ("part", page.slice.map { .string($0.breakdown + ":" + $0.category) } ?? .null),
            ("values", .array(page.figure.points.map { point in
                [
                    "date": .string(point.date.description), "value": point.value.map { .number($0) } ?? .null,
                    "numerator": point.numerator.map { .number($0) } ?? .null, "denominator": point.denominator.map { .number($0) } ?? .null,
                    "coverage": .number(point.coverage), "absence": point.absence.map { .string("\($0)") } ?? .null,
                ]
            })),
        ]
        if let progress = page.figure.progress {
            func dated(_ value: DatedValue?) -> Document { value.map { ["date": .string($0.date.description), "value": .number($0.value)] } ?? .null }
            members.append(("progress", [
                "initial": dated(progress.initial), "current": dated(progress.current), "target": dated(progress.target),
                "rate": progress.rate.map { .number($0) } ?? .null, "absence": progress.absence.map { .string($0.rawValue) } ?? .null,
            ]))
        }
        if let failure = page.failure { members.append(("failure", .string(failure.code))) }
        if let working = page.working {
            members.append(("working", [
                "date": .string(working.point.date.description), "arithmetic": page.arithmetic.map { .string($0) } ?? .null,
                "release": working.release.map(release) ?? .null,
                "revisions": .array(working.revisions.map { ["value": $0.value.map { .number($0) } ?? .null, "release": release($0.release)] }),
            ]))
        }
        return Document(members: members)
    }

    private static func release(_ release: Release) -> Document {
        [
            "id": .string(release.id), "kind": .string(release.kind.rawValue), "created": .string(release.created.ISO8601Format()),
            "author": .string(release.author), "source": release.source.map { .string($0.title) } ?? .null,
            "version": release.source?.version.map { .string($0) } ?? .null, "sha256": release.source?.hash.map { .string($0.hex) } ?? .null,
        ]
    }
}

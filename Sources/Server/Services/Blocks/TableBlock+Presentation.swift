import Catalog
import Charts
import DuckDB
import Indicators
import Lake
import Localization
import Services
import Territories

extension BlockPresentation {
    // MARK: Figures

    func table(_ content: FiguresTable) -> PresentedBlock {
        let definitions = reading.indicators(content.indicators)
        guard let first = definitions.first else { return nothing(nil, reading.text("service.indicatorOpen")) }
        guard let territory = reading.territory(of: block) else { return nothing(first.name, reading.text("service.noTerritory")) }
        let slice = slice(content.slice), day = reading.day(of: block)
        let title = block.title.map { reading.plain($0).typeset } ?? title(definitions, content.axis == .territories ? nil : territory, slice: slice)
        var rows = rows(content, definitions, territory, slice, day)
        if content.axis != .dates { rows = sorted(rows, content.order) }
        let columns: [ServiceTableView.Header] = content.axis == .indicators
            ? content.facets.map { .init(name: reading.text($0.nameKey), isNumber: true) }
            : definitions.flatMap { definition in
                content.facets.map { facet in
                    let name = content.facets.count == 1 ? definition.name : definitions.count == 1
                        ? reading.text(facet.nameKey) : definition.name + " – " + reading.text(facet.nameKey)
                    return .init(name: name, isNumber: facet != .trend)
                }
            }
        let head: String = switch content.axis {
        case .dates: reading.text("charts.date")
        case .territories: reading.text("service.territoryHeader")
        case .categories: first.breakdowns.first { $0.slug == content.breakdown }?.name ?? reading.text("service.category")
        case .indicators: reading.text("service.indicator")
        }
        var view = view(title: title)
        var shown = Array(rows.prefix(content.limit))
        if rows.count > shown.count, !shown.contains(where: \.isChosen) { shown += rows.filter(\.isChosen) }
        view.table = ServiceTableView(
            caption: title, headers: [.init(name: head)] + columns,
            rows: shown.map { row in
                .init(head: .init(text: row.name, href: row.href), cells: row.figures.map { cell($0.value, $0.figure) }, isChosen: row.isChosen)
            },
            note: count(content, rows.count) > shown.count
                ? reading.text("service.firstRows", ["shown": .integer(shown.count), "count": .integer(count(content, rows.count))]) : nil)
        let data = ChartTable(
            columns: [ChartTable.Column(head), .init(reading.text("service.code"))] + columns.map { .init($0.name, isNumber: $0.isNumber) },
            rows: rows.map { row in [.text(row.name), .text(row.code)] + row.figures.map(\.value.cell) })
        return PresentedBlock(view: view, table: data)
    }

    /// How many rows there are in all, those included that a page leaves out.
    private func count(_ content: FiguresTable, _ shown: Int) -> Int {
        guard content.axis == .territories, let level = content.level?.value(in: reading.arguments) else { return shown }
        let all = reading.territories(level, in: reading.territory(content.within) ?? .france).count
        return all > 200 ? all : shown
    }

    private struct FigureRow {
        let name: String
        let code: String
        var href: String?
        var isChosen = false
        let figures: [(value: FacetValue, figure: FigureReading)]
    }

    private func rows(
        _ content: FiguresTable, _ definitions: [IndicatorDefinition], _ territory: TerritoryID, _ slice: Slice?, _ day: CivilDate?
    ) -> [FigureRow] {
        func figures(_ id: TerritoryID, _ slice: Slice?, _ day: CivilDate?) -> [(value: FacetValue, figure: FigureReading)] {
            definitions.flatMap { definition in
                let figure = reading.figure(definition, id, slice: slice, on: day)
                return content.facets.map { (figure.value($0), figure) }
            }
        }
        switch content.axis {
        case .indicators:
            return definitions.map { definition in
                let figure = reading.figure(definition, territory, slice: slice, on: day)
                return FigureRow(
                    name: self.title([definition], nil, slice: slice), code: definition.id.description, href: ServiceAddress.indicator(definition.id),
                    figures: content.facets.map { (figure.value($0), figure) })
            }
        case .territories:
            let level = content.level?.value(in: reading.arguments)
            let holder = reading.territory(content.within) ?? .france
            var within = level.map { reading.territories($0, in: holder) } ?? [territory]
            if let level, !isForPrograms, within.count > 200 { within = foremost(within, level, holder, content, definitions[0], slice, day) }
            var all = (within + reading.comparands(content.comparands, of: territory)).map { id in
                FigureRow(
                    name: reading.name(id), code: id.code, href: reading.address([ServiceParameter.territory: id.description]), isChosen: id == territory,
                    figures: figures(id, slice, day))
            }
            // Territories of which nothing is known say nothing in a long list.
            if all.count > 30 { all.removeAll { row in row.figures.allSatisfy(\.value.isMissing) } }
            return all
        case .categories:
            guard let breakdown = content.breakdown ?? definitions.first?.breakdowns.first?.slug, let first = definitions.first else { return [] }
            let all = reading.figures.categories(first.id, breakdown).map { code, label in
                FigureRow(name: label, code: code, figures: figures(territory, Slice(breakdown: breakdown, category: code), day))
            }
            // Files keep every category, pages those of which something is said.
            let known = all.filter { row in row.figures.contains { !$0.figure.points.isEmpty } }
            return isForPrograms || known.isEmpty ? all : known
        case .dates:
            let days = Set(definitions.flatMap { reading.figure($0, territory, slice: slice, on: day).points.map(\.date) }).sorted(by: >)
            let cadence = definitions.first.map(reading.cadence) ?? .day
            return days.map { date in
                FigureRow(
                    name: cadence.name(day: date.dayNumber, reading.localizer), code: date.description,
                    figures: definitions.flatMap { definition in
                        let figure = reading.figure(definition, territory, slice: slice, on: date)
                        let isThere = figure.last?.date == date
                        return content.facets.map { (isThere ? figure.value($0) : .missing(reading.text("charts.missing")), figure) }
                    })
            }
        }
    }

    /// Of thousands of territories, those that a page will show: one look at the figure by which they are sorted.
    private func foremost(
        _ all: [TerritoryID], _ level: TerritoryLevel, _ holder: TerritoryID, _ content: FiguresTable, _ definition: IndicatorDefinition, _ slice: Slice?,
        _ day: CivilDate?
    ) -> [TerritoryID] {
        let points = reading.values(definition, level, in: holder, slice: slice, on: day).points
        let known = all.compactMap { id in points[id]?.value.map { (id: id, value: $0) } }
        let sorted: [TerritoryID] = switch content.order {
        case .given: known.map(\.id)
        case .name: known.map { ($0.id, reading.name($0.id)) }.sorted(byName: \.1).map(\.0)
        case .highest: known.sorted { (-$0.value, $0.id) < (-$1.value, $1.id) }.map(\.id)
        case .lowest: known.sorted { ($0.value, $0.id) < ($1.value, $1.id) }.map(\.id)
        }
        return Array(sorted.prefix(content.limit)) + (sorted.dropFirst(content.limit).contains(reading.arguments.territory) ? [reading.arguments.territory] : [])
    }

    private func sorted(_ rows: [FigureRow], _ order: ChartBlock.Order) -> [FigureRow] {
        func amount(_ row: FigureRow) -> Double? { if case .number(let value)? = row.figures.first?.value.operand { value } else { nil } }
        switch order {
        case .given: return rows
        case .name: return rows.sorted(byName: \.name)
        case .highest, .lowest:
            return rows.enumerated().sorted { left, right in
                guard let a = amount(left.element), let b = amount(right.element) else {
                    return amount(left.element) == nil && amount(right.element) == nil ? left.offset < right.offset : amount(left.element) != nil
                }
                return a == b ? left.offset < right.offset : order == .highest ? a > b : a < b
            }.map(\.element)
        }
    }

    // MARK: Rows of a dataset

    func rows(_ content: RowsTable) async throws -> PresentedBlock {
        let title = block.title.map { reading.plain($0).typeset }
        guard let detail = try await catalog.resource(content.resource), let table = try? detail.table else {
            return nothing(title, reading.text("service.noResource", ["resource": .text(content.resource)]))
        }
        guard let territory = reading.territory(of: block) else { return nothing(title, reading.text("service.noTerritory")) }
        var conditions: [(column: String, values: [String])] = content.filters.compactMap { filter in
            filter.value.value(in: reading.arguments).map { (filter.column, [$0]) }
        }
        if !content.territoryColumns.isEmpty || !content.territoryExpressions.isEmpty, territory != .france {
            do {
                guard let condition = try await condition(of: territory, content, table) else {
                    return nothing(title ?? detail.resource.title, reading.text("service.noRowsOfLevel", ["level": .message(territory.level.pluralKey)]))
                }
                guard !condition.values.isEmpty else {
                    return nothing(title ?? detail.resource.title, reading.text("service.noRows", ["name": .text(reading.name(territory))]))
                }
                conditions.append(condition)
            } catch let mistake as ExpressionMistake {
                return nothing(title ?? detail.resource.title, reading.localizer.message(for: mistake).text)
            }
        }
        let names = content.columns.isEmpty ? nil : content.columns.map(\.name)
        let wanted = TableQuery(
            columns: names, filter: conditions.isEmpty ? nil : .and(conditions.map { .comparison(column: $0.column, $0.values.count == 1 ? .exact : .in, operands: $0.values) }),
            sort: content.sort.map { SortKey(column: $0.column, descending: $0.isDescending) },
            page: .offset(0, size: prefix == nil ? content.limit : min(content.limit, 10)))
        var page: RowPage
        do {
            page = try await catalog.lake.rows(table, wanted)
            if isForPrograms { try await complete(&page, of: table, wanted) }
        } catch let failure as LakeError where failure.isPermanent {
            // A column that the table no longer has, say: the rest of the page is shown.
            return nothing(title ?? detail.resource.title, reading.localizer.message(for: failure).text)
        }
        let caption = title ?? detail.resource.title
        let writings = page.schema.map { CellWriting(localizer: reading.localizer, type: $0.type, meaning: $0.meaning) }
        let labels = page.columns.map { name in content.columns.first { $0.name == name }?.label ?? name }
        let query = conditions.map { QueryItems.Item(name: $0.column + ($0.values.count == 1 ? "__exact" : "__in"), value: $0.values.joined(separator: ",")) } + content.sort.map { QueryItems.Item(name: $0.column + "__sort", value: $0.isDescending ? "desc" : "asc") }
        var view = view(title: caption)
        view.table = ServiceTableView(
            caption: caption, headers: zip(labels, writings).map { .init(name: $0, isNumber: $1.isNumber) },
            rows: page.rows.map { values in
                let cells = zip(values, writings).map { value, writing -> ServiceTableView.Cell in
                    let cell = writing.cell(value)
                    return .init(text: cell.isMissing ? reading.text("charts.missing") : cell.text, href: cell.href, isNumber: cell.isNumber, isMissing: cell.isMissing)
                }
                return .init(head: cells.first ?? .init(text: ""), cells: Array(cells.dropFirst()))
            },
            note: page.total > page.rows.count ? reading.text("service.firstRows", ["shown": .integer(page.rows.count), "count": .integer(page.total)]) : nil,
            // Some hundred values are more than an address may hold.
            more: conditions.contains { $0.values.count > 100 } ? nil
                : Link(label: reading.text("service.allRows"), href: SiteAddress.resource(detail.resource.slug) + (query.isEmpty ? "" : "?" + QueryItems(query).encoded)))
        if page.rows.isEmpty { view.table = nil; view.empty = reading.text("service.noRows", ["name": .text(reading.name(territory))]) }
        let data = ChartTable(
            columns: zip(labels, writings).map { .init($0, isNumber: $1.isNumber) },
            rows: page.rows.map { values in zip(values, writings).map { Self.cell($0, $1) } })
        return PresentedBlock(view: view, table: data)
    }

    /// What the rows of a territory have in common; nil where the table says nothing of its level.
    private func condition(
        of territory: TerritoryID, _ content: RowsTable, _ table: StoredTable
    ) async throws -> (column: String, values: [String])? {
        let codes = reading.codes(of: territory)
        if let expression = content.territoryExpressions[territory.level] {
            return (expression.column, try await expression.values(making: codes, in: table, of: catalog.lake))
        }
        return content.territoryColumns[territory.level].map { ($0, codes) }
    }

    /// So many rows a file of a block has at most; the address of all rows sends any number.
    private static let mostRows = 100_000

    /// Adds the rows that a page leaves out: a file has them all.
    private func complete(_ page: inout RowPage, of table: StoredTable, _ wanted: TableQuery) async throws {
        var wanted = wanted
        while page.rows.count < min(page.total, Self.mostRows) {
            wanted.page = .offset(page.rows.count, size: 1_000)
            let more = try await catalog.lake.rows(table, wanted)
            if more.rows.isEmpty { return }
            page.rows += more.rows
        }
    }

    private static func cell(_ value: Value, _ writing: CellWriting) -> ChartTable.Cell {
        switch value {
        case .null: .missing(nil)
        case .int(let number) where writing.isNumber: .number(Double(number), unit: "", digits: 0)
        case .double(let number) where writing.isNumber: .number(number, unit: "", digits: 6)
        case .date(let days): .period(day: Int(days), .day)
        default: .text(CellWriting.standard(value))
        }
    }
}

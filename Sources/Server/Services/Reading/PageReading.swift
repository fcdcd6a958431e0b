import Charts
import Indicators
import Localization
import Services
import Steering
import Territories

/// A page of a service as one reader sees it: what the address chose, and the figures of one moment.
struct PageReading: Sendable {
    let service: ServiceDefinition
    let page: Page
    let arguments: PageArguments
    let figures: Observations
    let gazetteer: Gazetteer
    let localizer: Localizer
    /// Titles of the tables from which indicators are computed, by the slug of their dataset.
    let sources: [String: String]
    let ranks: RankedValues
    /// The present day, for targets of the year.
    let today: CivilDate
    /// The weathers of policies that the reader may see.
    var weathers = IndicatorWeathers.none

    func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String { localizer.text(key, arguments) }

    // MARK: What the address says

    func territory(_ choice: TerritoryChoice) -> TerritoryID? { choice.territory(in: arguments, gazetteer) }

    func territory(of block: Block) -> TerritoryID? { territory(block.territory) }

    func day(of block: Block) -> CivilDate? { block.date.value(in: arguments) }

    func indicators(_ words: [BlockArgument<IndicatorID>]) -> [IndicatorDefinition] {
        words.compactMap { $0.value(in: arguments, of: service) }.compactMap(figures.definition)
    }

    /// The address of a page of the service with these parameters changed; the others stay as they are.
    ///
    /// - Parameter changes: an empty value takes the parameter away.
    func address(of slug: String? = nil, _ changes: [String: String] = [:], anchor: String = "") -> String {
        let path = ServiceAddress.page(service.slug, slug ?? page.slug)
        let query = query(changes)
        return path + (query.isEmpty ? "" : "?" + query) + (anchor.isEmpty ? "" : "#" + anchor)
    }

    /// The parameters of this view, as a query without its question mark.
    func query(_ changes: [String: String] = [:]) -> String {
        QueryItems(parameters(changes).map { .init(name: $0.name, value: $0.value) }).encoded
    }

    /// The parameters that the view depends on, in the order of the service's declaration.
    func parameters(_ changes: [String: String] = [:]) -> [(name: String, value: String)] {
        var known: [(name: String, value: String)] = []
        if arguments.territory != service.territory { known.append((ServiceParameter.territory, arguments.territory.description)) }
        if let date = arguments.date { known.append((ServiceParameter.date, date.description)) }
        for parameter in service.parameters {
            if let value = arguments.values[parameter.name], value != parameter.fallback { known.append((parameter.name, value)) }
        }
        let names = [ServiceParameter.territory, ServiceParameter.date] + service.parameters.map(\.name)
        return names.compactMap { name in
            let value = changes[name] ?? known.first { $0.name == name }?.value ?? ""
            return value.isEmpty ? nil : (name, value)
        }
    }

    // MARK: Territories

    func name(_ id: TerritoryID) -> String {
        gazetteer.name(of: id)?.full ?? (id == .france ? text("service.france") : id.code)
    }

    /// “de la Gironde”.
    func nameAfterOf(_ id: TerritoryID) -> String {
        if id != .france, let name = gazetteer.name(of: id) { return name.afterOf }
        return id == .france ? text("service.ofFrance") : text("service.of", ["name": .text(name(id))])
    }

    /// Name and level: “Gironde (département)”.
    func longName(_ id: TerritoryID) -> String {
        id == .france ? name(id) : text("service.territory", ["name": .text(name(id)), "level": .message(id.level.nameKey)])
    }

    /// The territories of a level within another, in the order of the official code.
    func territories(_ level: TerritoryLevel, in holder: TerritoryID) -> [TerritoryID] {
        if holder.level == level { return [holder] }
        return gazetteer.ids(level, in: holder)
    }

    /// The codes under which rows speak of a territory: its own and, of a commune, those of its municipal arrondissements and
    /// of the communes that became parts of it, as indicators count them.
    func codes(of territory: TerritoryID) -> [String] {
        guard territory.level == .commune else { return [territory.code] }
        let levels: [TerritoryLevel] = [.municipalArrondissement, .delegatedCommune, .associatedCommune]
        let parts = levels.flatMap { gazetteer.ids($0, in: territory) }.map(\.code)
        return [territory.code] + Set(parts).subtracting([territory.code]).sorted()
    }

    // MARK: Figures

    func figure(_ definition: IndicatorDefinition, _ territory: TerritoryID, slice: Slice? = nil, on day: CivilDate?) -> FigureReading {
        FigureReading(page: self, definition: definition, territory: territory, slice: slice, day: day)
    }

    /// The values of the territories of a level, on the last day up to `day` that has any.
    func values(
        _ definition: IndicatorDefinition, _ level: TerritoryLevel, in holder: TerritoryID, slice: Slice?, on day: CivilDate?
    ) -> (day: CivilDate?, points: [TerritoryID: Point]) {
        let days = figures.dates(definition.id, level, slice: slice)
        guard let last = days.last(where: { day == nil || $0 <= day! }) else { return (nil, [:]) }
        return (last, figures.values(definition.id, level, in: holder == .france ? nil : holder, on: last, slice: slice))
    }

    /// How a date of an indicator is written.
    func cadence(_ definition: IndicatorDefinition) -> Cadence {
        switch definition.frequency {
        case .annual, .biennial: .year
        case .quarterly: .quarter
        case .monthly, .semiannual: .month
        case .daily, .weekly, .irregular: .day
        }
    }

    func heading(_ definition: IndicatorDefinition, title: String, identifier: String, unit: MeasureUnit? = nil, digits: Int? = nil) -> ChartHeading {
        ChartHeading(
            title, unit: unit ?? definition.measure, digits: digits ?? definition.digits, source: source(definition), identifier: identifier)
    }

    /// Where the figures of an indicator come from, in one line.
    func source(_ definition: IndicatorDefinition) -> String {
        let titles = [definition.source.table.map { sources[$0.dataset] ?? $0.dataset }, definition.owner].compactMap { $0 }
        return titles.isEmpty ? "" : text("service.source", ["source": .text(titles.joined(separator: ", "))])
    }
}

extension IndicatorDefinition {
    /// The unit without the space that a declaration may put before it.
    var shownUnit: String { unit.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// The same with its singular.
    var measure: MeasureUnit { MeasureUnit(one: singularUnit, other: shownUnit) }
}

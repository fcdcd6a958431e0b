import Charts
import Indicators
import Localization
import Services
import Steering
import Territories

/// An indicator in a territory, up to a day: everything that a block may say of it.
struct FigureReading: Sendable {
    let page: PageReading
    let definition: IndicatorDefinition
    let territory: TerritoryID
    let slice: Slice?
    /// Nil for the last day.
    let day: CivilDate?

    /// The values up to the day, in order.
    var points: [Point] {
        page.figures.series(definition.id, territory, slice: slice).filter { point in day.map { point.date <= $0 } ?? true }
    }

    var last: Point? { points.last }

    /// The points as charts take them.
    var chartPoints: [ChartPoint] { points.map(page.chartPoint) }

    /// The page on which the figure's working is shown.
    var address: String { page.workingAddress(definition.id, territory, slice: slice, on: day) }

    func value(_ facet: IndicatorFacet) -> FacetValue {
        switch facet {
        case .value: return amount(last)
        case .date: return last.map { .day($0.date, page.cadence(definition)) } ?? unknown
        case .initial: return dated(progress?.initial)
        case .target: return dated(progress?.target)
        case .targetDate: return progress?.target.map { .day($0.date, .day) } ?? .missing(page.text("service.noTarget"))
        case .progress: return rate(progress)
        case .yearProgress: return rate(page.figures.progress(definition.id, territory, term: .annual((day ?? page.today).year), on: day))
        case .change: return change
        case .trend: return .trend(chartPoints)
        case .rank: return rank
        case .weather: return weather
        }
    }

    var progress: Progress? { slice == nil ? page.figures.progress(definition.id, territory, on: day) : nil }

    private var unknown: FacetValue { .missing(page.text(page.figures.failures[definition.id] == nil ? "charts.unknown" : "service.unreadable")) }

    private func amount(_ point: Point?) -> FacetValue {
        guard let point else { return unknown }
        guard let value = point.value else { return .missing(page.text(point.absence?.nameKey ?? "charts.unknown")) }
        return .number(value, unit: definition.measure, digits: definition.digits)
    }

    private func dated(_ value: DatedValue?) -> FacetValue {
        value.map { .number($0.value, unit: definition.measure, digits: definition.digits) } ?? unknown
    }

    private func rate(_ progress: Progress?) -> FacetValue {
        guard let progress else { return unknown }
        return progress.rate.map { .number($0, unit: "%", digits: 2) } ?? .missing(page.text(progress.absence?.nameKey ?? "charts.progress.none"))
    }

    /// The values in small, beside a figure; nil where there is but one.
    ///
    /// - Parameter identifier: begins the ids of the drawing.
    func sparkline(identifier: String) -> Markup? {
        let points = chartPoints
        guard points.count(where: { $0.value != nil }) > 1 else { return nil }
        let heading = page.heading(definition, title: definition.name, identifier: identifier)
        return Markup(trusted: Sparkline(points).svg(heading, page.localizer))
    }

    private var change: FacetValue {
        let known = points.filter { $0.value != nil }
        guard known.count > 1, let now = known.last?.value, let before = known[known.count - 2].value else { return unknown }
        // The difference of two percentages is told in points.
        let unit = definition.shownUnit == "%" ? MeasureUnit(other: page.text("service.points")) : definition.measure
        return .change(now - before, unit: unit, digits: definition.digits)
    }

    private var weather: FacetValue {
        switch page.weathers.weather(definition.id, territory) {
        case .given(let weather): .code(weather.slug, label: page.text(weather.nameKey))
        case .hidden: .missing(page.text("service.weather.hidden"))
        case .notAsked: .missing(page.text("service.weather.notAsked"))
        }
    }

    /// Among the territories of the level, the best first; of indicators without direction, the highest.
    private var rank: FacetValue {
        guard let last, let own = last.value else { return unknown }
        let place = page.ranks.place(of: own, definition.id, territory.level, on: last.date, slice: slice, in: page.figures)
        guard place.count > 1 else { return unknown }
        return .rank((definition.direction == .down ? place.lower : place.higher) + 1, of: place.count)
    }
}

extension PageReading {
    func chartPoint(_ point: Point) -> ChartPoint {
        ChartPoint(day: point.date.dayNumber, value: point.value, note: point.value == nil ? point.absence.map { text($0.nameKey) } : nil)
    }

    /// Where the working of a figure is shown.
    func workingAddress(_ id: IndicatorID, _ territory: TerritoryID, slice: Slice? = nil, on day: CivilDate? = nil) -> String {
        var items = [QueryItems.Item(name: ServiceParameter.territory, value: territory.description)]
        if let day { items.append(.init(name: ServiceParameter.date, value: day.description)) }
        if let slice { items.append(.init(name: IndicatorPage.slice, value: slice.breakdown + ":" + slice.category)) }
        return ServiceAddress.indicator(id) + "?" + QueryItems(items).encoded
    }
}

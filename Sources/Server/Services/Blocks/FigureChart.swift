import Charts
import Foundation
import Indicators
import Localization
import Services
import Territories

/// Draws the figures that a chart block asks for.
struct FigureChart {
    let presentation: BlockPresentation
    let content: ChartBlock
    /// At least one.
    let definitions: [IndicatorDefinition]
    let territory: TerritoryID
    let slice: Slice?
    let heading: ChartHeading

    private var reading: PageReading { presentation.reading }
    private var first: IndicatorDefinition { definitions[0] }
    private var day: CivilDate? { reading.day(of: presentation.block) }
    private var holder: TerritoryID { reading.territory(content.within) ?? .france }

    /// So many lines, bars or panels at most where the block does not say.
    private static let most = 40

    /// Nil where the block needs a level of territories and there is none.
    var chart: (any Chart)? {
        switch content.shape {
        case .line: return LineChart(heading, series: series, cadence: reading.cadence(first))
        case .bar: return content.axis == .dates ? columns : bars
        case .stacked: return stacked
        case .distribution: return distribution
        case .multiples: return multiples
        }
    }

    // MARK: What is shown

    /// One thing that has values: a territory, a category or an indicator.
    private struct Member {
        let name: String
        let definition: IndicatorDefinition
        let territory: TerritoryID
        let slice: Slice?
        var isContext = false
    }

    private func members(_ axis: FigureAxis) -> [Member] {
        switch axis {
        case .dates: return []
        case .indicators: return definitions.map { Member(name: $0.name, definition: $0, territory: territory, slice: slice) }
        case .categories:
            guard let breakdown = content.breakdown ?? first.breakdowns.first?.slug else { return [] }
            let all = reading.figures.categories(first.id, breakdown).map {
                Member(name: $0.label, definition: first, territory: territory, slice: Slice(breakdown: breakdown, category: $0.code))
            }
            // A category of which nothing is said here takes room and tells nothing; what is withheld is said to be.
            let known = all.filter { !points($0).isEmpty }
            return known.isEmpty || content.axis == .territories || content.parts == .territories ? all : known
        case .territories:
            guard let level = content.level?.value(in: reading.arguments) else { return own + compared }
            return reading.territories(level, in: holder).map { Member(name: reading.name($0), definition: first, territory: $0, slice: slice) } + compared
        }
    }

    private var own: [Member] { [Member(name: reading.name(territory), definition: first, territory: territory, slice: slice)] }

    private var compared: [Member] {
        reading.comparands(content.comparands, of: territory).map {
            Member(name: reading.name($0), definition: first, territory: $0, slice: slice, isContext: true)
        }
    }

    private func points(_ member: Member) -> [Point] {
        reading.figure(member.definition, member.territory, slice: member.slice, on: day).points.filter { point in
            (content.from.map { point.date >= $0 } ?? true) && (content.until.map { point.date <= $0 } ?? true)
        }
    }

    private func value(_ member: Member) -> (value: Double?, note: String?) {
        let last = points(member).last
        return (last?.value, last?.value == nil ? last?.absence.map { reading.text($0.nameKey) } : nil)
    }

    // MARK: Shapes

    private var series: [ChartSeries] {
        let parts = content.parts.map(members) ?? own + compared
        var series = parts.map { member in
            ChartSeries(member.name, points(member).map(reading.chartPoint), role: member.isContext ? .context : .subject)
        }
        if content.showsTarget, content.parts == nil || content.parts == .territories {
            let target = reading.figures.series(first.id, territory, kind: .target, slice: slice).map(reading.chartPoint)
            if !target.isEmpty { series.append(ChartSeries(reading.text("charts.progress.target"), target, role: .target)) }
        }
        return Array(series.filter { !$0.points.isEmpty }.prefix(Self.most))
    }

    private var bars: BarChart {
        var bars: [BarChart.Bar] = []
        if let level = content.level?.value(in: reading.arguments), content.axis == .territories, content.parts == nil {
            // One look for all territories of the level, of which there may be thousands.
            let points = reading.values(first, level, in: holder, slice: slice, on: day).points
            bars = reading.territories(level, in: holder).compactMap { id in
                points[id].flatMap { point in
                    let note = point.value == nil ? point.absence.map { reading.text($0.nameKey) } : nil
                    // What a source does not speak of is left out of long lists.
                    return point.value == nil && note == nil ? nil : .init(reading.name(id), point.value, isHighlighted: id == territory, note: note)
                }
            }
            return finished(bars)
        }
        for member in members(content.axis).filter({ !$0.isContext || content.level == nil }) {
            for (name, part) in parted(member) {
                let (value, note) = value(part)
                bars.append(.init(name, value, isHighlighted: content.axis == .territories && part.territory == territory, note: note))
            }
        }
        return finished(bars)
    }

    private func finished(_ bars: [BarChart.Bar]) -> BarChart {
        var bars = bars
        let order: BarChart.Order = switch content.order {
        case .given, .name: .given
        case .highest: .descending
        case .lowest: .ascending
        }
        if content.order == .name { bars = bars.sorted(byName: \.name) }
        var chart = BarChart(heading, category: category(content.axis), bars: bars, order: order, reference: reference)
        chart.bars = cut(chart)
        return chart
    }

    /// The bars of a group are named by both of what they stand for.
    private func parted(_ member: Member) -> [(String, Member)] {
        guard let parts = content.parts, parts != content.axis else { return [(member.name, member)] }
        return members(parts).map { part in
            let both = Member(
                name: part.name, definition: parts == .indicators ? part.definition : member.definition,
                territory: parts == .territories ? part.territory : member.territory, slice: parts == .categories ? part.slice : member.slice)
            return (member.name + " – " + part.name, both)
        }
    }

    /// Of too many bars, the first in their order, and the reader's own.
    private func cut(_ chart: BarChart) -> [BarChart.Bar] {
        let limit = content.limit ?? Self.most
        guard chart.bars.count > limit else { return chart.bars }
        let rows = BarChart(chart.heading, category: "", bars: chart.bars, order: chart.order).sortedBars
        let kept = rows.prefix(limit)
        return kept + (kept.contains(where: \.isHighlighted) ? [] : rows.filter(\.isHighlighted))
    }

    /// France, or the first territory to compare with, as a line across bars of territories.
    private var reference: ReferenceLine? {
        guard content.axis == .territories, content.level != nil, content.parts == nil, let compared = compared.first else { return nil }
        return value(compared).value.map { ReferenceLine(compared.name, $0) }
    }

    private var columns: BarChart {
        let cadence = reading.cadence(first)
        let points = points(own[0])
        return BarChart(
            heading, category: reading.text("charts.date"),
            bars: points.map { point in
                let shown = reading.chartPoint(point)
                return .init(cadence.name(day: shown.day, reading.localizer), shown.value, note: shown.note)
            }, direction: .vertical, isSequence: true)
    }

    private var stacked: StackedChart {
        let parts = members(content.parts ?? .categories)
        if content.axis == .dates {
            let values = parts.map { part in Dictionary(points(part).map { ($0.date, $0.value) }, uniquingKeysWith: { $1 }) }
            let days = Set(values.flatMap(\.keys)).sorted()
            let cadence = reading.cadence(first)
            return StackedChart(
                heading, category: reading.text("charts.date"), parts: parts.map(\.name),
                wholes: days.map { day in
                    .init(cadence.name(day: day.dayNumber, reading.localizer), values.map { $0[day] ?? nil }, day: day.dayNumber)
                }, form: days.count > 6 ? .areas : .bars, cadence: cadence)
        }
        var wholes = members(content.axis).map { whole in
            StackedChart.Whole(whole.name, parts.map { part in
                value(Member(
                    name: part.name, definition: content.parts == .indicators ? part.definition : whole.definition,
                    territory: whole.territory, slice: content.parts == .indicators ? whole.slice : part.slice)).value
            })
        }
        if wholes.count > 1 { wholes.removeAll { whole in whole.values.allSatisfy { $0 == nil } } }
        if content.order == .highest || content.order == .lowest {
            func total(_ whole: StackedChart.Whole) -> Double { whole.values.reduce(0) { $0 + ($1 ?? 0) } }
            wholes.sort { content.order == .highest ? total($0) > total($1) : total($0) < total($1) }
        }
        return StackedChart(heading, category: category(content.axis), parts: parts.map(\.name), wholes: Array(wholes.prefix(content.limit ?? Self.most)))
    }

    private var distribution: DistributionChart? {
        let level = content.level?.value(in: reading.arguments) ?? territory.level
        guard level != .france else { return nil }
        let values = reading.values(first, level, in: holder, slice: slice, on: day).points
        let items = values.compactMap { id, point in
            point.value.map { DistributionChart.Item(reading.name(id), $0, isHighlighted: id == territory) }
        }.sorted(byName: \.name)
        let references = compared.compactMap { member in value(member).value.map { ReferenceLine(member.name, $0) } }
        return DistributionChart(heading, category: reading.text(level.pluralKey), items: items, references: references)
    }

    private var multiples: SmallMultiples {
        var panels = members(content.axis).filter { !$0.isContext }.map { member in
            SmallMultiples.Panel(member.name, points(member).map(reading.chartPoint), isHighlighted: content.axis == .territories && member.territory == territory)
        }.filter { !$0.points.isEmpty }
        func last(_ panel: SmallMultiples.Panel) -> Double { panel.points.last { $0.value != nil }?.value ?? -.infinity }
        switch content.order {
        case .given: break
        case .name: panels = panels.sorted(byName: \.name)
        case .highest: panels.sort { last($0) > last($1) }
        case .lowest: panels.sort { last($0) < last($1) }
        }
        let context = compared.first.map { ChartSeries($0.name, points($0).map(reading.chartPoint), role: .context) }
        return SmallMultiples(heading, panels: Array(panels.prefix(content.limit ?? 24)), context: context, cadence: reading.cadence(first))
    }

    private func category(_ axis: FigureAxis) -> String {
        switch axis {
        case .dates: reading.text("charts.date")
        case .territories: reading.text("service.territoryHeader")
        case .categories: first.breakdowns.first { $0.slug == content.breakdown }?.name ?? reading.text("service.category")
        case .indicators: reading.text("service.indicator")
        }
    }
}

extension Sequence {
    /// In the order in which one looks for names: accents, case and signs apart.
    func sorted(byName name: (Element) -> String) -> [Element] {
        map { element in (key: FoldedName.text(name(element)), name: name(element), element: element) }
            .sorted { ($0.key, $0.name) < ($1.key, $1.name) }.map(\.element)
    }
}

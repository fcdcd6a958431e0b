import Charts
import Foundation
import Hummingbird
import Indicators
import Lake
import Localization
import Services
import Territories

/// An indicator: what it is, its figure in a territory, and how that figure comes about.
struct IndicatorPage {
    /// The parameter that names a category, `ventilation:code`.
    static let slice = "part"

    let reading: PageReading
    let definition: IndicatorDefinition
    let slice: Slice?
    /// Nil where the territory has no figure.
    let working: Working?

    var figure: FigureReading { reading.figure(definition, reading.arguments.territory, slice: slice, on: reading.arguments.date) }

    func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String { reading.text(key, arguments) }

    private func number(_ value: Double, unit: MeasureUnit = "", digits: Int = 6) -> MessageArgument {
        .text(reading.localizer.quantity(value, unit: unit, maxDigits: digits))
    }

    private func own(_ value: Double) -> MessageArgument { number(value, unit: definition.measure, digits: definition.digits) }

    /// Why there are no figures, where their file is damaged or gone.
    var failure: IndicatorsError? { reading.figures.failures[definition.id] }

    /// The same, for readers.
    var damage: [Alert] {
        guard let failure else { return [] }
        let told = reading.localizer.message(for: failure)
        return [Alert(.error, title: text("service.unreadable.title"), text: [told.text, told.hint].compactMap(\.self).joined(separator: " "))]
    }

    /// The arithmetic of the figure in a sentence, with its numbers.
    var arithmetic: String? {
        guard let working else { return nil }
        guard let value = working.point.value else { return working.point.absence.map { text($0.nameKey) } }
        switch working.arithmetic {
        case .observed: return text("service.arithmetic.observed", ["value": own(value)])
        case .sum(let level, let known, let all):
            return text("service.arithmetic.sum", ["value": own(value), "parts": parts(level, known, all)])
        case .ratio(let numerator, let denominator, let scale, let level, let known, let all):
            return text(level == nil ? "service.arithmetic.ratio" : "service.arithmetic.ratioOf", [
                "numerator": number(numerator), "denominator": number(denominator), "scale": number(scale), "value": own(value),
                "parts": level.map { parts($0, known, all) } ?? .text(""),
            ])
        case .formula(let formula, let inputs):
            let told = inputs.map { input -> MessageArgument in
                let other = reading.figures.definition(input.indicator)
                let value = input.value.map { reading.localizer.quantity($0, unit: other?.measure ?? "", maxDigits: 6) } ?? text("charts.unknown")
                return .text(input.name + " = " + value)
            }
            return text("service.arithmetic.formula", ["formula": .text(formula), "inputs": .list(told), "value": own(value)])
        case .mean(let weighted, let weights, let level, let known, let all):
            return text(level == nil ? "service.arithmetic.mean" : "service.arithmetic.meanOf", [
                "weighted": number(weighted), "weights": number(weights), "value": own(value), "parts": level.map { parts($0, known, all) } ?? .text(""),
            ])
        }
    }

    /// “34 954 communes sur 34 955”.
    private func parts(_ level: TerritoryLevel, _ known: Int, _ all: Int) -> MessageArgument {
        .text(text("service.arithmetic.parts", [
            "known": .text(text("territories.count.\(level.slug)", ["count": .integer(known)])), "all": .integer(all),
        ]))
    }

    /// Where the figure comes from: file, version, date, author.
    var sourceFacts: [Fact] {
        guard let release = working?.release else { return [] }
        var facts: [Fact] = []
        if let source = release.source {
            facts.append(Fact(
                label: text("service.working.source"), value: source.title,
                href: source.dataset.map { SiteAddress.dataset($0) } ?? source.address.flatMap { $0.contains("://") ? $0 : nil }))
            // A file is known by its day and by the beginning of its hash, which the document for programs has in full.
            if let date = source.date { facts.append(day("service.working.sourceDate", date)) }
            if let hash = source.hash { facts.append(Fact(label: text("service.working.hash"), value: String(hash.hex.prefix(12)))) }
            if let reading = source.reading {
                facts.append(Fact(
                    label: text("service.working.rows"),
                    value: reading.sentence(self.reading.localizer) ?? text("service.working.rowsAll", ["rows": .integer(reading.rows)])))
            }
            if let geography = source.geography { facts.append(day("service.working.geography", geography)) }
        }
        facts.append(Fact(
            label: text("service.working.made"), value: reading.localizer.dateTime(release.created), datetime: release.created.ISO8601Format()))
        facts.append(Fact(label: text("service.working.author"), value: release.author))
        facts.append(Fact(label: text("service.working.kind"), value: text(release.kind.nameKey)))
        if let point = working?.point, point.coverage < 1 {
            facts.append(Fact(label: text("service.working.coverage"), value: reading.localizer.percent(point.coverage)))
        }
        return facts
    }

    private func day(_ key: String, _ date: CivilDate) -> Fact {
        Fact(label: text(key), value: reading.localizer.date(daysSince1970: date.dayNumber), datetime: date.description)
    }

    /// What every release said of the figure, the latest first.
    var revisions: [IndicatorPageView.Revision] {
        guard let working else { return [] }
        return working.revisions.map { revision in
            .init(
                value: revision.value.map { reading.localizer.quantity($0, unit: definition.measure, maxDigits: definition.digits) }
                    ?? text(revision.isUnreadable ? "service.working.unreadable" : "service.working.erased"),
                kind: text(revision.release.kind.nameKey), date: reading.localizer.dateTime(revision.release.created),
                datetime: revision.release.created.ISO8601Format(), author: revision.release.author, source: revision.release.source?.title,
                note: revision.release.undoneBy == nil ? revision.release.note : text("service.working.undone"), isCurrent: revision.release.id == working.release?.id)
        }
    }

    /// What the indicator is, line by line.
    var facts: [Fact] {
        var facts = [
            Fact(label: text("service.definition.unit"), value: definition.shownUnit.isEmpty ? text("service.definition.number") : definition.shownUnit),
            Fact(label: text("service.definition.direction"), value: text(definition.direction.nameKey)),
            Fact(label: text("service.definition.frequency"), value: text(definition.frequency.nameKey)),
            Fact(label: text("service.definition.nature"), value: text(definition.nature.nameKey)),
            Fact(label: text("service.definition.levels"), value: reading.localizer.list(reading.figures.levels(definition.id).map { text($0.pluralKey) })),
        ]
        if let owner = definition.owner { facts.append(Fact(label: text("service.definition.owner"), value: owner)) }
        if let licence = definition.licence { facts.append(Fact(label: text("service.definition.licence"), value: licence)) }
        if let table = definition.source.table {
            facts.append(Fact(label: text("service.definition.source"), value: reading.sources[table.dataset] ?? table.dataset, href: SiteAddress.dataset(table.dataset)))
            let expressions: [(String, IndicatorExpression?)] = [
                ("service.definition.value", table.value), ("service.definition.numerator", table.numerator),
                ("service.definition.denominator", table.denominator), ("service.definition.filter", table.filter),
            ]
            facts += expressions.compactMap { key, expression in expression.map { Fact(label: text(key), value: $0.text) } }
        }
        if let secrecy = definition.secrecy {
            facts.append(Fact(label: text("service.definition.secrecy"), value: text("service.definition.threshold", ["count": number(secrecy.threshold)])))
        }
        facts.append(Fact(label: text("service.definition.identifier"), value: definition.id.description))
        return facts
    }

    /// Values of the territory and of those that hold it.
    var levels: (view: ServiceTableView, table: ChartTable) {
        let territory = reading.arguments.territory
        let holders = [territory] + (reading.gazetteer.territory(territory)?.parents.reversed() ?? []) + (territory == .france ? [] : [.france])
        let known = Set(reading.figures.levels(definition.id))
        let figures = holders.filter { known.contains($0.level) || $0 == territory }.map { reading.figure(definition, $0, slice: slice, on: reading.arguments.date) }
        let caption = text("service.levels")
        let columns = [ChartTable.Column(text("service.territoryHeader")), .init(text("charts.date")), .init(text("charts.value"), isNumber: true)]
        let table = ChartTable(columns: columns, rows: figures.map { [.text(reading.longName($0.territory)), $0.value(.date).cell, $0.value(.value).cell] })
        var view = ServiceTableView(table, caption: caption, localizer: reading.localizer)
        for (index, figure) in figures.enumerated() { view.rows[index].head.href = figure.address; view.rows[index].isChosen = figure.territory == territory }
        return (view, table)
    }

    /// The figures over time, with what is to be reached.
    var chart: LineChart? {
        let points = figure.points
        guard points.contains(where: { $0.value != nil }) else { return nil }
        let name = reading.name(reading.arguments.territory)
        var series = [ChartSeries(name, points.map(reading.chartPoint))]
        if slice == nil {
            let targets = reading.figures.series(definition.id, reading.arguments.territory, kind: .target).map(reading.chartPoint)
            if !targets.isEmpty { series.append(ChartSeries(text("charts.progress.target"), targets, role: .target)) }
        }
        if reading.arguments.territory != .france {
            let country = reading.figure(definition, .france, slice: slice, on: reading.arguments.date).points.map(reading.chartPoint)
            if country.contains(where: { $0.value != nil }), definition.nature != .sum { series.append(ChartSeries(reading.name(.france), country, role: .context)) }
        }
        return LineChart(
            reading.heading(definition, title: definition.name + ", " + name, identifier: "evolution"), series: series, cadence: reading.cadence(definition))
    }
}

import Charts
import Indicators
import Localization
import Services
import Steering
import Territories

extension BlockPresentation {
    func progress(_ content: ProgressBlock) -> PresentedBlock {
        guard let territory = reading.territory(of: block) else { return nothing(nil, reading.text("service.noTerritory")) }
        var view = view(), rows: [[ChartTable.Cell]] = []
        switch content.scope {
        case .indicators(let words):
            let definitions = reading.indicators(words)
            view.progress = groups(definitions, by: content.grouping).map { name, members in
                ProgressGroupView(name: name, items: members.map { item($0, territory, content) })
            }
            rows = definitions.map { row($0, territory, policy: nil) }
        case .policies(let words):
            let policies = words.compactMap { $0.value(in: reading.arguments).flatMap(reading.service.policy) }
            (view.progress, rows) = pursue(policies, territory, content)
        case .allPolicies(let theme):
            let chosen = theme?.value(in: reading.arguments)
            (view.progress, rows) = pursue(reading.service.policies.filter { chosen == nil || $0.theme == chosen }, territory, content)
        }
        if view.progress.allSatisfy({ $0.items.isEmpty }) { return nothing(nil, reading.text("charts.summary.none")) }
        let heads = ["service.policy", "service.indicator", "service.territoryHeader", "service.code"].map { ChartTable.Column(reading.text($0)) }
            + ["service.facet.initial", "service.facet.value", "service.facet.target", "service.facet.progress"].map { .init(reading.text($0), isNumber: true) }
        return PresentedBlock(view: view, table: ChartTable(columns: heads, rows: rows))
    }

    private func groups(_ definitions: [IndicatorDefinition], by grouping: ProgressBlock.Grouping) -> [(String?, [IndicatorDefinition])] {
        func name(_ definition: IndicatorDefinition) -> String? {
            switch grouping {
            case .none: nil
            case .theme: definition.theme.map { reading.service.theme($0)?.name ?? $0 }
            case .policy: reading.service.policies(of: definition.id).first?.name
            }
        }
        var order: [String?] = [], members: [String?: [IndicatorDefinition]] = [:]
        for definition in definitions {
            let name = name(definition)
            if members[name] == nil { order.append(name) }
            members[name, default: []].append(definition)
        }
        return order.map { ($0, members[$0] ?? []) }
    }

    /// Policies by theme, or each with its indicators under it.
    private func pursue(_ policies: [Policy], _ territory: TerritoryID, _ content: ProgressBlock) -> ([ProgressGroupView], [[ChartTable.Cell]]) {
        let rows = policies.flatMap { policy in
            policy.indicators.compactMap(reading.figures.definition).map { row($0, territory, policy: policy) }
        }
        if content.grouping == .policy {
            return (policies.map { policy in
                let rate = rate(policy, territory)
                return ProgressGroupView(
                    name: policy.name, rate: rate.rate.map { reading.localizer.quantity($0, unit: "%", maxDigits: 2) } ?? reading.text("service.rateMissing"),
                    items: policy.indicators.compactMap(reading.figures.definition).map { item($0, territory, content) })
            }, rows)
        }
        var order: [String?] = [], members: [String?: [Policy]] = [:]
        for policy in policies {
            let name = content.grouping == .theme ? policy.theme.map { reading.service.theme($0)?.name ?? $0 } : nil
            if members[name] == nil { order.append(name) }
            members[name, default: []].append(policy)
        }
        return (order.map { name in
            ProgressGroupView(name: name, items: (members[name] ?? []).map { item($0, territory, content) })
        }, rows)
    }

    private func rate(_ policy: Policy, _ territory: TerritoryID) -> PolicyRate {
        reading.figures.policyRate(policy.indicators, territory, on: reading.day(of: block))
    }

    /// A policy: its rate, and its indicators.
    private func item(_ policy: Policy, _ territory: TerritoryID, _ content: ProgressBlock) -> ProgressGroupView.Item {
        let rate = rate(policy, territory)
        let missing = rate.missing.compactMap { reading.figures.definition($0)?.name }
        let reason = rate.rate != nil ? nil : missing.isEmpty
            ? reading.text("service.rateMissing") : reading.text("service.rateWithheld", ["indicators": .list(missing.prefix(4).map { .text($0) })])
        let link = content.link
        return ProgressGroupView.Item(
            name: policy.name, href: reading.address(of: link?.page, link.map { [$0.parameter: policy.slug] } ?? [:]),
            svg: rate.rate.map { gauge($0, policy.name) }, rate: rate.rate.map { reading.localizer.quantity($0, unit: "%", maxDigits: 2) } ?? reading.text("charts.progress.none"),
            isMissing: rate.rate == nil, reason: reason, facts: [],
            parts: policy.indicators.compactMap(reading.figures.definition).map { definition in
                let figure = reading.figure(definition, territory, on: reading.day(of: block))
                return Link(label: definition.name, href: figure.address, detail: figure.value(.progress).isMissing ? nil : figure.value(.progress).written(reading.localizer))
            })
    }

    /// A bar that repeats the rate beside it.
    private func gauge(_ rate: Double, _ name: String) -> Markup { ColumnDrawings.fillBar(rate / 100) }

    private func item(_ definition: IndicatorDefinition, _ territory: TerritoryID, _ content: ProgressBlock) -> ProgressGroupView.Item {
        let figure = reading.figure(definition, territory, on: reading.day(of: block))
        let progress = figure.progress
        let rate = figure.value(.progress)
        let isWhole = [.initial, .value, .target].allSatisfy(content.facets.contains)
        var href = figure.address
        if let link = content.link { href = reading.address(of: link.page, [link.parameter: reading.value(of: definition.id)]) }
        let others = content.facets.filter { ![.progress].contains($0) && !(isWhole && [.initial, .value, .target].contains($0)) }
        return ProgressGroupView.Item(
            name: definition.name, href: href, svg: isWhole ? progress.map { bar($0, definition) } : progress?.rate.map { gauge($0, definition.name) },
            rate: isWhole ? "" : rate.written(reading.localizer), isMissing: rate.isMissing,
            reason: isWhole ? progress?.absence.map { reading.text($0.nameKey) } : nil, facts: others.map { fact($0, figure) }, parts: [])
    }

    func bar(_ progress: Progress, _ definition: IndicatorDefinition) -> Markup {
        let name = element + "-" + definition.id.slug
        return Self.bar(progress, reading.heading(definition, title: definition.name, identifier: name), reading.cadence(definition), reading)
    }

    /// Initial value, current value and target of an indicator on one bar.
    static func bar(_ progress: Progress, _ heading: ChartHeading, _ cadence: Cadence, _ reading: PageReading) -> Markup {
        func stage(_ value: DatedValue?) -> ProgressBar.Stage { .init(value?.value, day: value?.date.dayNumber) }
        return markup(
            ProgressBar(
                heading, initial: stage(progress.initial), current: stage(progress.current), target: stage(progress.target), rate: progress.rate,
                reason: progress.absence.map { reading.text($0.nameKey) }, cadence: cadence == .day ? .day : .month), reading.localizer)
    }

    private func row(_ definition: IndicatorDefinition, _ territory: TerritoryID, policy: Policy?) -> [ChartTable.Cell] {
        let figure = reading.figure(definition, territory, on: reading.day(of: block))
        return [.text(policy?.name ?? ""), .text(definition.name), .text(reading.name(territory)), .text(territory.description)]
            + [IndicatorFacet.initial, .value, .target, .progress].map { figure.value($0).cell }
    }

    // MARK: Alerts

    func alerts(_ content: AlertsBlock) -> PresentedBlock {
        guard let own = reading.territory(of: block) else { return nothing(nil, reading.text("service.noTerritory")) }
        let territories = content.level.map { reading.territories($0, in: own) } ?? [own]
        let ids: [IndicatorID] = switch content.scope {
        case .indicators(let words): reading.indicators(words).map(\.id)
        case .policies(let words): words.compactMap { $0.value(in: reading.arguments).flatMap(reading.service.policy) }.flatMap(\.indicators)
        case .allPolicies(let theme):
            reading.service.policies.filter { policy in theme?.value(in: reading.arguments).map { policy.theme == $0 } ?? true }.flatMap(\.indicators)
        }
        var lines: [AlertLine] = [], rows: [[ChartTable.Cell]] = []
        for territory in territories {
            for id in ids {
                guard let definition = reading.figures.definition(id) else { continue }
                let weather = reading.weathers.stated(id, territory)
                for alert in reading.figures.alerts(id, territory, on: reading.today, weather: weather) where content.kinds?.contains(alert.kind) ?? true {
                    let kind = reading.text(alert.kind.nameKey), words = alert.words(in: reading.localizer)
                    rows.append([.text(kind), .text(definition.name), .text(reading.name(territory)), .text(territory.description), .text(words)])
                    guard lines.count < content.limit else { continue }
                    lines.append(AlertLine(
                        kind: kind, territory: territories.count > 1 ? reading.name(territory) : nil, indicator: definition.name, text: words,
                        href: reading.workingAddress(id, territory, on: reading.day(of: block))))
                }
            }
        }
        var view = view()
        view.alerts = lines
        if lines.isEmpty { view.empty = reading.text("service.noAlert") }
        if rows.count > lines.count { view.note = Markup(escaping: reading.text("service.firstRows", ["shown": .integer(lines.count), "count": .integer(rows.count)])) }
        return PresentedBlock(view: view, table: ChartTable(
            columns: ["service.alert", "service.indicator", "service.territoryHeader", "service.code", "service.explanation"].map { .init(reading.text($0)) }, rows: rows))
    }
}

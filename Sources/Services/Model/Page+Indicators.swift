package import Indicators

extension Page {
    /// The indicators whose figures the page shows, with these arguments. An alert is no figure.
    package func indicators(of service: ServiceDefinition, _ arguments: PageArguments) -> Set<IndicatorID> {
        var found: Set<IndicatorID> = []
        for block in blocks {
            if case .alerts = block.content { continue }
            found.formUnion(block.content.indicators.compactMap { $0.value(in: arguments, of: service) })
            switch block.content.policies {
            case .policies(let words): found.formUnion(words.compactMap { $0.value(in: arguments).flatMap(service.policy) }.flatMap(\.indicators))
            case .allPolicies(let theme):
                let chosen = theme?.value(in: arguments)
                found.formUnion(service.policies.filter { chosen == nil || $0.theme == chosen }.flatMap(\.indicators))
            case .indicators, nil: break
            }
        }
        return found
    }
}

extension Block.Content {
    /// Whether it has figures or rows that can be taken away.
    package var hasFigures: Bool {
        switch self {
        case .indicator, .chart, .map, .table, .figure, .compare, .progress: true
        case .alerts, .download, .filter, .territoryPicker, .text: false
        }
    }

    /// The indicators that it names.
    package var indicators: [BlockArgument<IndicatorID>] {
        switch self {
        case .indicator(let block): block.indicators
        case .chart(let block): block.indicators
        case .map(let block): [block.indicator]
        case .table(.figures(let table)): table.indicators
        case .figure(let block): [block.indicator]
        case .compare(let block): block.indicators
        case .progress(let block): block.scope.indicators
        case .alerts(let block): block.scope.indicators
        case .table(.rows), .download, .filter, .territoryPicker, .text: []
        }
    }

    /// The policies that it goes through; nil where it goes through none.
    var policies: PursuitScope? {
        switch self {
        case .progress(let block): block.scope.policies
        case .alerts(let block): block.scope.policies
        default: nil
        }
    }
}

extension PursuitScope {
    fileprivate var indicators: [BlockArgument<IndicatorID>] {
        if case .indicators(let indicators) = self { indicators } else { [] }
    }

    fileprivate var policies: PursuitScope? {
        if case .indicators = self { nil } else { self }
    }
}

import Indicators

extension Page {
    /// Whether something on it depends on the weathers that are given to policies, which are read for such pages alone.
    package var asksWeather: Bool {
        ([title] + [description].compactMap(\.self)).contains(where: \.asksWeather)
            || content.contains { content in
                switch content {
                case .prose(let prose): prose.asksWeather
                case .block(let block): block.asksWeather
                }
            }
    }
}

extension Block {
    fileprivate var asksWeather: Bool {
        if [title, note].contains(where: { $0?.asksWeather == true }) || condition?.operands.contains(where: \.isWeather) == true { return true }
        return switch content {
        case .indicator(let block): block.facets.contains(.weather)
        case .figure(let block): block.facet == .weather || block.label?.asksWeather == true
        case .progress(let block): block.facets.contains(.weather)
        case .table(.figures(let table)): table.facets.contains(.weather)
        case .text(let text): text.body.asksWeather
        case .alerts(let alerts): alerts.kinds?.contains(.weatherMissing) ?? true
        case .chart, .map, .table(.rows), .compare, .filter, .download, .territoryPicker: false
        }
    }
}

extension Template {
    fileprivate var asksWeather: Bool { operands.contains(where: \.isWeather) }
}

extension Operand {
    fileprivate var isWeather: Bool { if case .figure(_, .weather, _) = self { true } else { false } }
}

import Charts
import Indicators
import Localization
import Services
import Territories

extension PageReading {
    /// The words of a template as plain text.
    func plain(_ template: Template) -> String { template.filled { words($0)?.text ?? text("charts.unknown") } }

    /// The same as CommonMark, where each figure leads to its working.
    func marked(_ template: Template) -> String {
        template.filled { operand in
            guard let words = words(operand) else { return text("charts.unknown") }
            let safe = Self.escaped(words.text)
            return words.address.map { "[\(safe)](\($0))" } ?? safe
        }
    }

    /// Prose of the author.
    ///
    /// - Parameter level: of a heading of the first level.
    func html(_ template: Template, headingLevel level: Int) -> Markup {
        CommonMark.html(marked(template), headingLevel: level, tableLabel: text("site.table.label"), address: address(ofPage:))
    }

    /// Where a link to a page of the service by its name leads, with or without `.md`, with the reader's territory and choices.
    private func address(ofPage written: String) -> String? {
        let parts = written.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0].hasSuffix(".md") ? String(parts[0].dropLast(3)) : parts[0]
        guard service.pages.contains(where: { $0.slug == name }) else { return nil }
        return address(of: name, anchor: parts.count > 1 ? parts[1] : "")
    }

    /// Whether a condition holds; what has none is always shown.
    func holds(_ condition: Condition?) -> Bool {
        guard let condition else { return true }
        return condition.holds { operand in
            switch operand {
            case .figure(let word, let facet, let choice): figure(word, facet, choice)?.value.operand
            case .name(let choice, let form):
                territory(choice).map { .word(form == .code ? $0.code : form == .plain ? name($0) : $0.description) }
            case .level: .word(arguments.territory.level.slug)
            case .date: arguments.date.map { .word($0.description) }
            case .parameter(let name): arguments.values[name].map { .word($0) }
            case .number(let number): .number(number)
            case .word(let word): .word(word)
            }
        }
    }

    private func figure(
        _ word: BlockArgument<IndicatorID>, _ facet: IndicatorFacet, _ choice: TerritoryChoice
    ) -> (value: FacetValue, address: String)? {
        guard let definition = indicators([word]).first, let territory = territory(choice) else { return nil }
        let figure = figure(definition, territory, on: arguments.date)
        return (figure.value(facet), figure.address)
    }

    private func words(_ operand: Operand) -> (text: String, address: String?)? {
        switch operand {
        case .figure(let word, let facet, let choice):
            figure(word, facet, choice).map { ($0.value.written(localizer), $0.value.isMissing ? nil : $0.address) }
        case .name(let choice, let form):
            territory(choice).map { id in
                switch form {
                case .plain: (name(id), nil)
                case .of: (nameAfterOf(id), nil)
                case .code: (id.code, nil)
                case .identifier: (id.description, nil)
                }
            }
        case .level: (text(arguments.territory.level.nameKey), nil)
        case .date: day.map { ($0.cadence.name(day: $0.date.dayNumber, localizer), nil) }
        case .parameter(let name): (label(ofParameter: name) ?? text("service.all"), nil)
        case .number(let number): (localizer.decimal(number), nil)
        case .word(let word): (word, nil)
        }
    }

    /// The day of the page's figures: the one asked for, else the last of which the page's indicators have a value here.
    private var day: (date: CivilDate, cadence: Cadence)? {
        let shown = page.indicators(of: service, arguments).sorted().compactMap(figures.definition)
        let last = shown.compactMap { definition in
            figure(definition, arguments.territory, on: arguments.date).last.map { (date: $0.date, cadence: cadence(definition)) }
        }.max { $0.date < $1.date }
        return arguments.date.map { ($0, last?.cadence ?? .day) } ?? last
    }

    /// What the value of a parameter is called; nil where it is open.
    func label(ofParameter name: String) -> String? {
        guard let value = arguments.values[name], let parameter = service.parameter(name) else { return nil }
        return choices(parameter).first { $0.value == value }?.label ?? value
    }

    /// The signs to which CommonMark gives a meaning, made plain.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "\\`*_{}[]()<>#!|~".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}

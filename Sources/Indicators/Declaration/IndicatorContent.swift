internal import Declarations
internal import Foundation
internal import Localization
internal import Territories

/// The content of one declaration, key by key.
struct IndicatorContent {
    let reader: DeclarationReader
    let service: String
    let slug: String

    /// Every key of a declaration, in the order of the documentation.
    static let keys = [
        "slug", "name", "description", "unit", "digits", "theme", "level", "direction", "frequency", "delay", "source", "formula", "nature",
        "scale", "accumulation", "breakdowns", "targets", "initial", "from", "until", "weight", "bounds", "secrecy", "coverage", "absent",
        "alerts", "owner", "method", "licence",
    ]
    static let sourceKeys = [
        "dataset", "resource", "territory", "level", "date", "where", "value", "numerator", "denominator", "weight", "initial", "target", "vintage",
    ]

    private enum NatureWord: String, CaseIterable { case sum, mean, ratio, published }
    private enum AbsentWord: String, CaseIterable { case zero, missing }

    mutating func read(_ root: DeclarationNode) -> IndicatorDefinition? {
        guard let mapping = reader.mapping(root, named: reader.file, keys: Self.keys) else { return nil }
        let own = mapping.node("slug") == nil ? slug : mapping.slug() ?? slug
        if mapping.node("slug") == nil, !Slug.isValid(slug) {
            reader.report(.slugInvalid, at: mapping.place, ["slug": .text(slug), "nearest": .text(Slug.make(from: slug))])
        }
        let name = mapping.required("name") ?? own
        let level = self.level(mapping, "level") ?? .commune
        let (source, weight) = self.source(mapping, level)
        var definition = IndicatorDefinition(
            id: IndicatorID(service: service, slug: own), name: name, source: source ?? .values, nature: nature(mapping, source, weight), level: level)
        definition.file = reader.file
        definition.description = mapping.text("description") ?? ""
        // A space that does not break goes before the unit, a narrow one before %.
        let unit = self.unit(mapping)
        definition.unit = unit.map { ($0.other.hasPrefix("%") ? "\u{202F}" : "\u{A0}") + $0.other } ?? ""
        definition.singularUnit = unit?.one
        definition.digits = number(mapping, "digits", 0...9).map { Int($0) } ?? 0
        definition.theme = mapping.text("theme")
        definition.direction = mapping.code("direction", as: IndicatorDirection.self) ?? .up
        definition.frequency = mapping.code("frequency", as: ObservationFrequency.self) ?? .annual
        definition.delay = number(mapping, "delay", 0...3650).map { Int($0) } ?? definition.frequency.days.map { $0 / 2 } ?? 183
        definition.accumulation = mapping.code("accumulation", as: Accumulation.self) ?? .none
        definition.breakdowns = mapping.list("breakdowns").compactMap(breakdown)
        definition.targets = IndicatorTargets(mapping.list("targets").compactMap(target))
        definition.initial = initial(mapping)
        definition.from = mapping.day("from").flatMap { CivilDate($0) }
        definition.until = mapping.day("until").flatMap { CivilDate($0) }
        definition.weight = number(mapping, "weight", 0...1_000_000) ?? 1
        definition.bounds = bounds(mapping)
        definition.secrecy = secrecy(mapping)
        definition.minimumCoverage = number(mapping, "coverage", 0...1) ?? 0.8
        definition.absentIsZero = mapping.code("absent", as: AbsentWord.self) == .zero
        definition.alerts = alerts(mapping)
        definition.owner = mapping.text("owner")
        definition.method = mapping.text("method")
        definition.licence = mapping.text("licence")
        return definition
    }

    /// A word, or `{one: cantine, other: cantines}`.
    private func unit(_ mapping: DeclarationMapping) -> MeasureUnit? {
        guard let node = mapping.node("unit") else { return nil }
        guard case .mapping = node.content else { return mapping.text("unit").map { MeasureUnit(other: $0) } }
        guard let entries = reader.mapping(node, named: "unit", keys: ["one", "other"]), let other = entries.required("other") else { return nil }
        return MeasureUnit(one: entries.text("one"), other: other)
    }

    private func expression(_ mapping: DeclarationMapping, _ key: String) -> IndicatorExpression? {
        mapping.text(key).map { IndicatorExpression($0, at: mapping.place(of: key)) }
    }

    private func level(_ mapping: DeclarationMapping, _ key: String) -> TerritoryLevel? {
        mapping.node(key).flatMap { reader.word($0, named: key, among: TerritoryLevel.allCases.map(\.slug)) }.flatMap { TerritoryLevel(slug: $0) }
    }

    private func number(_ mapping: DeclarationMapping, _ key: String, _ range: ClosedRange<Double>) -> Double? {
        guard let number = mapping.number(key) else { return nil }
        if range.contains(number) { return number }
        reader.report(.outOfRange, at: mapping.place(of: key), [
            "key": .text(key), "value": .decimal(number), "lowest": .decimal(range.lowerBound), "highest": .decimal(range.upperBound),
        ])
        return nil
    }

    private func source(_ mapping: DeclarationMapping, _ level: TerritoryLevel) -> (IndicatorSource?, IndicatorExpression?) {
        if let formula = expression(mapping, "formula") {
            if mapping.node("source") != nil { reader.report(.sourceMissing, at: mapping.place(of: "source")) }
            return (.formula(formula), nil)
        }
        guard let node = mapping.node("source") else {
            reader.report(.sourceMissing, at: mapping.place)
            return (nil, nil)
        }
        if node.text != nil {
            _ = reader.word(node, named: "source", among: ["values"])
            return (.values, nil)
        }
        guard let entries = reader.mapping(node, named: "source", keys: Self.sourceKeys) else { return (nil, nil) }
        let dataset = entries.required("dataset") ?? ""
        let rowLevel = entries.text("level") == "any" ? nil : self.level(entries, "level") ?? level
        let territory = entries.requiredNode("territory") == nil ? nil : expression(entries, "territory")
        var table = TableSource(
            dataset: dataset, resource: entries.text("resource"), territory: territory ?? "''", territoryLevel: rowLevel, date: date(entries))
        table.filter = expression(entries, "where")
        table.value = expression(entries, "value")
        table.numerator = expression(entries, "numerator")
        table.denominator = expression(entries, "denominator")
        table.initial = expression(entries, "initial")
        table.target = expression(entries, "target")
        table.vintage = vintage(entries)
        return (.table(table), expression(entries, "weight"))
    }

    /// A day, `version`, or an expression.
    private func date(_ entries: DeclarationMapping) -> TableSource.DateRule {
        guard let text = entries.text("date"), text != "version" else { return .version }
        if let day = CivilDate(text), text.count == 10 { return .fixed(day) }
        return .expression(IndicatorExpression(text, at: entries.place(of: "date")))
    }

    private func vintage(_ entries: DeclarationMapping) -> CivilDate? {
        guard let text = entries.text("vintage") else { return nil }
        if let date = CivilDate(text) { return date }
        reader.report(.dateInvalid, at: entries.place(of: "vintage"), ["key": "vintage", "value": .text(text)])
        return nil
    }

    private func nature(_ mapping: DeclarationMapping, _ source: IndicatorSource?, _ weight: IndicatorExpression?) -> IndicatorNature {
        let place = mapping.node("nature") == nil ? mapping.place(of: "source") : mapping.place(of: "nature")
        if case .formula = source {
            if mapping.node("nature") != nil { reader.report(.natureUnused, at: place, ["key": "nature", "nature": "formula"]) }
            return .published
        }
        let table = source?.table
        let word = mapping.code("nature", as: NatureWord.self) ?? (table?.numerator != nil ? .ratio : mapping.node("nature") == nil ? .published : .sum)
        func keyOfSource(_ key: String) -> MessageArgument { .text(["source", key].joined(separator: ".")) }
        func needs(_ key: String, _ isThere: Bool) {
            if table != nil, !isThere { reader.report(.natureIncomplete, at: place, ["key": keyOfSource(key), "nature": .text(word.rawValue)]) }
        }
        func unused(_ key: String, _ expression: IndicatorExpression?) {
            if let expression { reader.report(.natureUnused, at: expression.place, ["key": keyOfSource(key), "nature": .text(word.rawValue)]) }
        }
        if word == .ratio {
            needs("numerator", table?.numerator != nil)
            needs("denominator", table?.denominator != nil)
            unused("value", table?.value)
        } else {
            needs("value", table?.value != nil)
            unused("numerator", table?.numerator)
            unused("denominator", table?.denominator)
        }
        if word != .mean { unused("weight", weight) } else { needs("weight", weight != nil) }
        if word != .ratio, mapping.node("scale") != nil { reader.report(.natureUnused, at: mapping.place(of: "scale"), ["key": "scale", "nature": .text(word.rawValue)]) }
        switch word {
        case .sum: return .sum
        case .mean: return .mean(weight: weight ?? "1")
        case .ratio: return .ratio(scale: mapping.number("scale") ?? (mapping.node("unit")?.text?.hasPrefix("%") == true ? 100 : 1))
        case .published: return .published
        }
    }

    private func breakdown(_ node: DeclarationNode) -> Breakdown? {
        guard let entries = reader.mapping(node, named: "breakdowns", keys: ["slug", "name", "category", "label", "labels"]), let slug = entries.slug(),
            entries.requiredNode("category") != nil, let category = expression(entries, "category")
        else { return nil }
        let labels = entries.node("labels").flatMap { reader.entries($0, named: "labels") } ?? []
        return Breakdown(
            slug: slug, name: entries.text("name") ?? slug, category: category, label: expression(entries, "label"),
            labels: labels.compactMap { entry in reader.text(entry.value, named: entry.key).map { (category: entry.key, label: $0) } })
    }

    private func target(_ node: DeclarationNode) -> IndicatorTargets.Target? {
        guard let entries = reader.mapping(node, named: "targets", keys: ["territory", "level", "date", "value"]) else { return nil }
        let date = entries.requiredNode("date") == nil ? nil : entries.day("date").flatMap { CivilDate($0) }
        let value = entries.requiredNode("value") == nil ? nil : entries.number("value")
        guard entries.node("territory") == nil || entries.node("level") == nil else {
            reader.report(.targetScope, at: entries.place)
            return nil
        }
        let scope: IndicatorTargets.Target.Scope
        if let text = entries.text("territory") {
            guard let id = TerritoryID(text) else {
                reader.report(.zoneUnknown, at: entries.place(of: "territory"), ["value": .text(text)])
                return nil
            }
            scope = .territory(id)
        } else if entries.node("level") == nil {
            scope = .everywhere
        } else {
            guard let level = level(entries, "level") else { return nil }
            scope = .level(level)
        }
        guard let date, let value else { return nil }
        return IndicatorTargets.Target(scope: scope, date: date, value: value)
    }

    private func initial(_ mapping: DeclarationMapping) -> InitialRule {
        guard let node = mapping.node("initial"), let text = mapping.text("initial") else { return .first }
        if let day = CivilDate(text), text.count == 10 { return .on(day) }
        switch reader.word(node, named: "initial", among: ["first", "zero", "given"]) {
        case "zero": return .zero
        case "given": return .given
        default: return .first
        }
    }

    private func bounds(_ mapping: DeclarationMapping) -> ClosedRange<Double>? {
        guard let node = mapping.node("bounds"), let entries = reader.mapping(node, named: "bounds", keys: ["minimum", "maximum"]) else { return nil }
        let lowest = entries.number("minimum") ?? -.infinity, highest = entries.number("maximum") ?? .infinity
        guard lowest <= highest else {
            reader.report(.outOfRange, at: entries.place, [
                "key": "maximum", "value": .decimal(highest), "lowest": .decimal(lowest), "highest": .decimal(.infinity),
            ])
            return nil
        }
        return lowest...highest
    }

    private func secrecy(_ mapping: DeclarationMapping) -> Secrecy? {
        guard let node = mapping.node("secrecy") else { return nil }
        guard let entries = reader.mapping(node, named: "secrecy", keys: ["threshold", "units"]), entries.requiredNode("threshold") != nil,
            let threshold = number(entries, "threshold", 1...1_000_000)
        else { return nil }
        return Secrecy(threshold: threshold, units: expression(entries, "units"))
    }

    private func alerts(_ mapping: DeclarationMapping) -> AlertThresholds {
        guard let node = mapping.node("alerts"), let entries = reader.mapping(node, named: "alerts", keys: ["gap", "fall", "jump"]) else { return AlertThresholds() }
        return AlertThresholds(
            gap: number(entries, "gap", 0...100) ?? 10, fall: number(entries, "fall", 1...100).map { Int($0) } ?? 3, jump: number(entries, "jump", 1...1_000_000) ?? 8)
    }
}

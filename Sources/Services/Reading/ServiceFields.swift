import Declarations
import Indicators
import Localization
import Territories

/// The keys of `service.yaml`.
package enum ServiceFields {
    static let title = Field("title", .words, required: true)
    static let description = Field("description", .text)
    static let organization = Field("organization", .slug)
    static let owner = Field("owner", .words)
    static let contact = Field("contact", .words)
    static let theme = Field("theme", .text)
    static let levels = Field("levels", .oneOrMore(.level))
    static let start = Field("start", .territoryID)
    static let territory = Field("territory", .page)
    static let menu = Field("menu", .list(.page))
    static let resources = Field("resources", .list(.slug))
    static let services = Field("services", .list(.slug))
    static let themes = Field("themes", .labels)
    static let parameters = Field("parameters", .parameters)
    static let steering = Field("steering", .node)
    static let policies = Field("policies", .list(.table(PolicyFields.table) { values, reading in Policy(values, reading) }))

    package static let table = FieldTable("service", [
        title, description, organization, owner, contact, theme, levels, start, territory, menu, resources, services, themes,
        parameters, policies, steering,
    ])
}

/// The keys of one of the `policies`.
enum PolicyFields {
    static let slug = Field("slug", .slug, required: true)
    static let name = Field("name", .words, required: true)
    static let description = Field("description", .text)
    static let theme = Field("theme", .theme)
    static let owner = Field("owner", .words)
    static let indicators = Field("indicators", .oneOrMore(.indicatorID), required: true)

    static let table = FieldTable("policy", [slug, name, description, theme, owner, indicators])
}

extension Policy {
    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let slug = values[PolicyFields.slug], let name = values[PolicyFields.name], let indicators = values[PolicyFields.indicators]
        else { return nil }
        self.init(
            slug: slug, name: name, description: values[PolicyFields.description] ?? "", theme: values[PolicyFields.theme],
            owner: values[PolicyFields.owner], indicators: indicators)
    }
}

/// The keys of one of the `parameters`.
enum ParameterFields {
    static let label = Field("label", .words, required: true)
    static let type = Field("type", .code(Kind.self))
    static let values = Field("values", .labels)
    static let indicator = Field("indicator", .indicatorID)
    static let breakdown = Field("breakdown", .slug)
    static let levels = Field("levels", .oneOrMore(.level))
    static let fallback = Field("default", .text)

    static let table = FieldTable("parameter", [label, type, values, indicator, breakdown, levels, fallback])

    /// The sorts of parameter that `type` names; `choice` where `values` are given, `category` where a `breakdown` is.
    enum Kind: String, CaseIterable { case choice, category, territory, date, level, indicator, policy, theme }
}

extension Notation<[ServiceParameter]> {
    /// Names of the writer's own, each with its fields.
    fileprivate static let parameters = Notation(.mapping(.table(ParameterFields.table))) { node, key, reading in
        reading.reader.entries(node, named: key)?.compactMap { entry in
            if entry.key == ServiceParameter.territory || entry.key == ServiceParameter.date {
                reading.reader.report(.parameterReserved, at: entry.place, ["name": .text(entry.key)])
                return nil
            }
            guard Slug.isValid(entry.key) else {
                reading.reader.report(.slugInvalid, at: entry.place, ["slug": .text(entry.key), "nearest": .text(Slug.make(from: entry.key))])
                return nil
            }
            return ParameterFields.table.read(entry.value, reading).flatMap { ServiceParameter(entry.key, $0, reading) }
        }
    }
}

extension ServiceParameter {
    fileprivate init?(_ name: String, _ values: FieldValues, _ reading: FieldReading) {
        typealias Fields = ParameterFields
        guard let label = values[Fields.label] else { return nil }
        let guessed: Fields.Kind = values.has(Fields.values) ? .choice : .category
        let kind: Kind
        switch values[Fields.type] ?? guessed {
        case .choice:
            guard let choices = values[Fields.values], !choices.isEmpty else {
                reading.incomplete(values, "values", for: name)
                return nil
            }
            kind = .choice(choices.map { Choice(value: $0.key, label: $0.value) })
        case .category:
            guard let indicator = values[Fields.indicator] else {
                if !values.has(Fields.indicator) { reading.incomplete(values, values.has(Fields.breakdown) ? "indicator" : "values", for: name) }
                return nil
            }
            guard let breakdown = values[Fields.breakdown] else {
                reading.incomplete(values, "breakdown", for: name)
                return nil
            }
            if let known = (reading.vocabulary.indicators[indicator] ?? nil)?.breakdowns.map(\.slug), !known.contains(breakdown) {
                reading.reader.report(
                    known.isEmpty ? .breakdownNone : .breakdownUnknown, at: values.place(of: Fields.breakdown),
                    reading.reader.proposal(for: breakdown, among: known, as: "name").merging(["indicator": .text(indicator.slug)]) { $1 })
                return nil
            }
            kind = .category(indicator: indicator, breakdown: breakdown)
        case .territory: kind = .territory(values[Fields.levels] ?? TerritoryLevel.allCases)
        case .level: kind = .level(values[Fields.levels] ?? [.region, .departement])
        case .date: kind = .date
        case .indicator: kind = .indicator
        case .policy: kind = .policy
        case .theme: kind = .theme
        }
        self.init(name: name, label: label, kind: kind, fallback: values[Fields.fallback])
        if case .choice(let choices) = kind, let fallback, !choices.contains(where: { $0.value == fallback }) {
            let words = choices.map(\.value)
            reading.reader.report(
                .valueUnknown, at: values.place(of: Fields.fallback),
                reading.reader.proposal(for: fallback, among: words, as: "value").merging(["key": "default"]) { $1 })
        }
    }
}

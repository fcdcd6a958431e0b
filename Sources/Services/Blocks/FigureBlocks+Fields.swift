import Declarations
import Indicators
import Localization
import Territories

extension IndicatorBlock {
    static let fields: [any DeclaredField] = [
        SharedFields.indicators, SharedFields.breakdown, SharedFields.category, SharedFields.show, SharedFields.compare,
    ]

    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let indicators = values[SharedFields.indicators], !indicators.isEmpty else { return nil }
        self.init(indicators: indicators, slice: reading.parts(values, of: indicators).slice)
        if let show = values[SharedFields.show] { facets = show }
        if let compare = values[SharedFields.compare] { comparands = compare }
    }
}

extension FigureBlock {
    private static let show = Field("show", .code(IndicatorFacet.self))
    private static let label = Field("label", .template)
    static let fields: [any DeclaredField] = [SharedFields.indicator, SharedFields.breakdown, SharedFields.category, show, label]

    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let indicator = values[SharedFields.indicator] else { return nil }
        self.init(
            indicator: indicator, slice: reading.parts(values, of: [indicator]).slice, facet: values[Self.show] ?? .value,
            label: values[Self.label])
    }
}

extension PursuitScope {
    static let fields: [any DeclaredField] = [SharedFields.anyIndicators, SharedFields.policies, SharedFields.theme]

    /// Indicators, or policies, or those of a theme; all policies of the service where nothing is said.
    init?(_ values: FieldValues, _ reading: FieldReading) {
        let given = [values.has(SharedFields.anyIndicators), values.has(SharedFields.policies), values.has(SharedFields.theme)]
        if given.count(where: \.self) > 1 {
            reading.reader.report(.blockContrary, at: values.place, ["keys": "indicators, policies, theme"])
            return nil
        }
        if let indicators = values[SharedFields.anyIndicators] {
            self = .indicators(indicators)
        } else if let policies = values[SharedFields.policies] {
            self = .policies(policies)
        } else if given[0] || given[1] {
            return nil
        } else if reading.vocabulary.policies.isEmpty {
            if reading.vocabulary.unread.contains(.policies) { return nil }
            reading.incomplete(values, "indicators", for: "policies")
            return nil
        } else {
            self = .allPolicies(theme: values[SharedFields.theme])
        }
    }
}

extension ProgressBlock {
    private static let group = Field("group", .code(Grouping.self))
    static let fields: [any DeclaredField] = PursuitScope.fields + [group, SharedFields.show, SharedFields.link]

    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let scope = PursuitScope(values, reading) else { return nil }
        self.init(scope: scope, grouping: values[Self.group] ?? .none, link: values[SharedFields.link])
        if let show = values[SharedFields.show] { facets = show }
    }
}

extension AlertsBlock {
    private static let kinds = Field("kinds", .oneOrMore(.code(Alert.Kind.self)))
    private static let level = Field("level", .level)
    static let fields: [any DeclaredField] = PursuitScope.fields + [kinds, level, SharedFields.limit]

    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let scope = PursuitScope(values, reading) else { return nil }
        self.init(scope: scope, kinds: values[Self.kinds], level: values[Self.level], limit: values[SharedFields.limit] ?? 20)
    }
}

extension CompareBlock {
    private static let with = Field("with", .oneOrMore(.comparand))
    static let fields: [any DeclaredField] = [
        SharedFields.indicators, SharedFields.breakdown, SharedFields.category, with, SharedFields.limit,
    ]

    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let indicators = values[SharedFields.indicators], !indicators.isEmpty else { return nil }
        self.init(
            indicators: indicators, slice: reading.parts(values, of: indicators).slice,
            comparands: values[Self.with] ?? [.neighbours, .holder(.departement), .fixed(.france)],
            limit: values[SharedFields.limit] ?? 5)
    }
}

extension TerritoryPickerBlock {
    private static let levels = Field("levels", .oneOrMore(.level))
    private static let map = Field("map", .flag)
    static let fields: [any DeclaredField] = [levels, map]

    /// No level at all stands for those of the service.
    init(_ values: FieldValues) {
        self.init(levels: (values[Self.levels] ?? []).sorted(), showsMap: values[Self.map] ?? false)
    }
}

extension FilterBlock {
    private static let parameters = Field("parameters", .oneOrMore(.parameter), required: true)
    static let fields: [any DeclaredField] = [parameters]

    init?(_ values: FieldValues, _ reading: FieldReading) {
        guard let parameters = values[Self.parameters], !parameters.isEmpty else { return nil }
        self.init(parameters: parameters)
    }
}

extension DownloadBlock {
    static let blocks = Field("blocks", .oneOrMore(.slug))
    private static let sources = Field("sources", .oneOrMore(.resource))
    private static let formats = Field("formats", .oneOrMore(.code(Format.self)))
    static let fields: [any DeclaredField] = [blocks, sources, SharedFields.anyIndicators, formats]

    /// No item at all stands for every block of the page that has figures.
    init(_ values: FieldValues) {
        let blocks = (values[Self.blocks] ?? []).map(Item.block)
        let sources = (values[Self.sources] ?? []).map(Item.resource)
        let indicators = (values[SharedFields.anyIndicators] ?? []).map(Item.indicator)
        self.init(items: blocks + sources + indicators, formats: values[Self.formats] ?? Format.allCases)
    }
}

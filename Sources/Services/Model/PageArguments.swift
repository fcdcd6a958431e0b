package import Indicators
package import Territories

/// What the address of a page says, once it is checked against the service's parameters.
package struct PageArguments: Sendable, Hashable {
    /// The page's territory.
    package var territory: TerritoryID
    /// The page's day; nil for the last that has values.
    package var date: CivilDate?
    /// Values of the other parameters, by name; one that is open is not there.
    package var values: [String: String]
    /// Names and values of the address that are none of the service's: what a page says it did not understand.
    package var refused: [Refusal]

    package struct Refusal: Sendable, Hashable {
        package let parameter: String
        package let value: String
    }

    /// The arguments of an address that says nothing.
    package init(of service: ServiceDefinition) {
        territory = service.territory
        values = [:]
        refused = []
        for parameter in service.parameters { values[parameter.name] = parameter.fallback }
    }

    /// Reads the query of an address. A value that cannot be is refused and its parameter keeps its default; names that are
    /// no parameter of the service are left to others.
    ///
    /// - Parameters:
    ///   - knows: whether there is such a territory.
    ///   - categories: the codes of a breakdown, for parameters that are one of them.
    package init(
        _ query: [(name: String, value: String)], of service: ServiceDefinition, knows: (TerritoryID) -> Bool,
        categories: (IndicatorID, String) -> [String]
    ) {
        self.init(of: service)
        for (name, value) in query where !value.isEmpty {
            if !read(name, value, of: service, knows, categories) { refused.append(Refusal(parameter: name, value: value)) }
        }
    }

    private mutating func read(
        _ name: String, _ value: String, of service: ServiceDefinition, _ knows: (TerritoryID) -> Bool,
        _ categories: (IndicatorID, String) -> [String]
    ) -> Bool {
        switch name {
        case ServiceParameter.territory:
            guard let id = TerritoryID(value), knows(id) else { return false }
            territory = id
            return true
        case ServiceParameter.date:
            guard let day = CivilDate(value) else { return false }
            date = day
            return true
        default:
            guard let parameter = service.parameter(name) else { return true }
            guard parameter.accepts(value, of: service, knows, categories) else { return false }
            values[name] = value
            return true
        }
    }
}

extension ServiceParameter {
    /// Whether a value may be the parameter's.
    func accepts(
        _ value: String, of service: ServiceDefinition, _ knows: (TerritoryID) -> Bool, _ categories: (IndicatorID, String) -> [String]
    ) -> Bool {
        switch kind {
        case .territory(let levels): TerritoryID(value).map { levels.contains($0.level) && knows($0) } ?? false
        case .date: CivilDate(value) != nil
        case .choice(let choices): choices.contains { $0.value == value }
        case .category(let indicator, let breakdown): categories(indicator, breakdown).contains(value)
        case .level(let levels): TerritoryLevel(slug: value).map(levels.contains) ?? false
        case .indicator: service.indicator(named: value) != nil
        case .policy: service.policy(value) != nil
        case .theme: service.theme(value) != nil
        }
    }
}

extension ServiceDefinition {
    /// The indicator that a word means: a slug of the service's own, or `service/slug` of one that it uses.
    package func indicator(named word: String) -> IndicatorID? {
        let id = IndicatorID(word) ?? IndicatorID(service: slug, slug: word)
        return indicators.contains(id) || policies.contains { $0.indicators.contains(id) } ? id : nil
    }
}

extension BlockArgument {
    /// What the argument stands for on a page; nil for a parameter that is open.
    ///
    /// - Parameter reading: makes a value of a parameter's word.
    package func value(in arguments: PageArguments, _ reading: (String) -> Value?) -> Value? {
        switch self {
        case .fixed(let value): value
        case .parameter(let name): arguments.values[name].flatMap(reading)
        }
    }
}

extension BlockArgument<IndicatorID> {
    package func value(in arguments: PageArguments, of service: ServiceDefinition) -> IndicatorID? {
        value(in: arguments) { service.indicator(named: $0) }
    }
}

extension BlockArgument<TerritoryLevel> {
    package func value(in arguments: PageArguments) -> TerritoryLevel? { value(in: arguments) { TerritoryLevel(slug: $0) } }
}

extension BlockArgument<String> {
    package func value(in arguments: PageArguments) -> String? { value(in: arguments) { $0 } }
}

extension BlockArgument<CivilDate> {
    package func value(in arguments: PageArguments) -> CivilDate? {
        if case .parameter(ServiceParameter.date) = self { return arguments.date }
        return value(in: arguments) { CivilDate($0) }
    }
}

extension TerritoryChoice {
    /// The territory that is meant; nil where nothing of the level holds the page's own.
    package func territory(in arguments: PageArguments, _ gazetteer: Gazetteer) -> TerritoryID? {
        switch self {
        case .chosen: arguments.territory
        case .fixed(let id): id
        case .holder(let level):
            arguments.territory.level == level ? arguments.territory : gazetteer.territory(arguments.territory)?.parent(level)
        }
    }
}

extension SliceChoice {
    /// The slice that is meant; nil for the whole.
    package func slice(in arguments: PageArguments) -> Slice? {
        category.value(in: arguments).map { Slice(breakdown: breakdown, category: $0) }
    }
}

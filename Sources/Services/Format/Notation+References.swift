import Declarations
import Indicators
import Localization
import Territories

/// Values that are the names of other things: indicators, territories, parameters.
extension Notation<BlockArgument<IndicatorID>> {
    /// `heures`, `barometre/heures`, or `$indicateur`.
    static let indicator = Notation(.text) { node, key, reading in
        guard let word = reading.reader.text(node, named: key) else { return nil }
        if let name = reading.parameter(word, at: node.place, { $0 == .indicator }) { return name.map { .parameter($0) } }
        if let id = reading.vocabulary.indicator(word) { return .fixed(id) }
        reading.reportUnknownIndicator(word, at: node.place)
        return nil
    }
}

extension Notation<IndicatorID> {
    static let indicatorID = Notation(.text) { node, key, reading in
        guard let word = reading.reader.text(node, named: key) else { return nil }
        if let id = reading.vocabulary.indicator(word) { return id }
        reading.reportUnknownIndicator(word, at: node.place)
        return nil
    }
}

extension Notation<BlockArgument<String>> {
    /// A policy of the service, or `$politique`.
    static let policy = name(.policyUnknown, .policies, { $0 == .policy }) { $0.policies }
    /// A theme of the service, or `$theme`.
    static let themeArgument = name(.themeUnknown, .themes, { $0 == .theme }) { $0.themes }

    /// A category of a breakdown, or `$secteur`. Which codes there are is only known from the data.
    static let category = Notation(.text) { node, key, reading in
        guard let word = reading.reader.text(node, named: key) else { return nil }
        if let name = reading.parameter(word, at: node.place, { $0.isFree }) { return name.map { .parameter($0) } }
        return .fixed(word)
    }

    private static func name(
        _ problem: DeclarationProblem.Kind, _ kind: Vocabulary.NameKind, _ fits: @escaping @Sendable (ServiceParameter.Kind) -> Bool,
        among words: @escaping @Sendable (Vocabulary) -> [String]
    ) -> Self {
        Notation(.text) { node, key, reading in
            guard let word = reading.reader.text(node, named: key) else { return nil }
            if let name = reading.parameter(word, at: node.place, fits) { return name.map { .parameter($0) } }
            let words = words(reading.vocabulary)
            if words.contains(word) { return .fixed(word) }
            if reading.vocabulary.unread.contains(kind) { return nil }
            reading.reader.report(problem, at: node.place, reading.reader.proposal(for: word, among: words, as: "name"))
            return nil
        }
    }
}

extension Notation<BlockArgument<CivilDate>> {
    /// A day, or `$date`.
    static let date = Notation(.text) { node, key, reading in
        guard let word = reading.reader.text(node, named: key) else { return nil }
        if let name = reading.parameter(word, at: node.place, { $0 == .date }) { return name.map { .parameter($0) } }
        return reading.reader.day(node, named: key).flatMap { CivilDate($0) }.map { .fixed($0) }
    }
}

extension Notation<TerritoryLevel> {
    static let level = Notation(.words(TerritoryLevel.slugs)) { node, key, reading in
        reading.reader.word(node, named: key, among: TerritoryLevel.slugs).flatMap { TerritoryLevel(slug: $0) }
    }
}

extension Notation<BlockArgument<TerritoryLevel>> {
    /// A level, or `$maille`.
    static let levelArgument = Notation(.either([.words(TerritoryLevel.slugs), .pattern("^[$]")])) { node, key, reading in
        guard let word = reading.reader.text(node, named: key) else { return nil }
        let isLevel: (ServiceParameter.Kind) -> Bool = { if case .level = $0 { true } else { false } }
        if let name = reading.parameter(word, at: node.place, isLevel) { return name.map { .parameter($0) } }
        return Notation<TerritoryLevel>.level.read(node, key, reading).map { .fixed($0) }
    }
}

extension Notation<TerritoryChoice> {
    /// `$territoire`, `departement:75`, `france`, or a level: the territory of that level which holds the page's own.
    static let territory = Notation(.text) { node, key, reading in
        reading.reader.text(node, named: key).flatMap { reading.territory($0, at: node.place) }
    }
}

extension Notation<TerritoryID> {
    /// `departement:75`, `D75`, `france`.
    static let territoryID = Notation(.text) { node, key, reading in
        reading.reader.text(node, named: key).flatMap { reading.territoryID($0, at: node.place) }
    }
}

extension Notation<Comparand> {
    private static let words: [(String, Comparand)] = [
        ("neighbours", .neighbours), ("similar", .similar), ("siblings", .siblings),
    ]

    /// `neighbours`, `similar`, `siblings`, a level, or a territory.
    static let comparand = Notation(.either([.words(words.map(\.0) + TerritoryLevel.slugs), .pattern(":")])) { node, key, reading in
        guard let word = reading.reader.text(node, named: key) else { return nil }
        if let comparand = words.first(where: { $0.0 == word })?.1 { return comparand }
        if let level = TerritoryLevel(slug: word) { return level == .france ? .fixed(.france) : .holder(level) }
        if word.contains(":") { return reading.territoryID(word, at: node.place).map { .fixed($0) } }
        let valid = words.map(\.0) + TerritoryLevel.slugs
        reading.reader.report(.valueUnknown, at: node.place, reading.reader.proposal(for: word, among: valid, as: "value").merging(["key": .text(key)]) { $1 })
        return nil
    }
}

extension TerritoryLevel {
    /// As declarations write them.
    static let slugs = allCases.map(\.slug)
}

extension ServiceParameter.Kind {
    /// Whether a parameter's values are words that only data or the declaration knows.
    var isFree: Bool {
        switch self {
        case .choice, .category: true
        default: false
        }
    }
}

extension FieldReading {
    /// The name in `$name`, where a text is one: nil where it is none, `.some(nil)` where it is one that cannot be, which is
    /// reported.
    func parameter(_ word: String, at place: DeclarationPlace, _ fits: (ServiceParameter.Kind) -> Bool) -> String?? {
        guard word.hasPrefix("$") else { return nil }
        let name = String(word.dropFirst())
        let kind: ServiceParameter.Kind? = name == ServiceParameter.date ? .date : vocabulary.parameters.first { $0.name == name }?.kind
        if vocabulary.faultyParameters.contains(name) { return .some(nil) }
        guard let kind else {
            if vocabulary.unread.contains(.parameters) { return .some(nil) }
            let names = vocabulary.parameterNames.map { "$" + $0 }
            reader.report(.parameterUnknown, at: place, reader.proposal(for: word, among: names, as: "name"))
            return .some(nil)
        }
        guard fits(kind) else {
            reader.report(.parameterKind, at: place, ["name": .text(word)])
            return .some(nil)
        }
        return .some(name)
    }

    func reportUnknownIndicator(_ word: String, at place: DeclarationPlace) {
        if vocabulary.mayBeIndicator(word) { return }
        reader.report(.indicatorUnknown, at: place, reader.proposal(for: word, among: vocabulary.indicatorWords, as: "name"))
    }

    func territory(_ word: String, at place: DeclarationPlace) -> TerritoryChoice? {
        if word == "$" + ServiceParameter.territory { return .chosen }
        if let level = TerritoryLevel(slug: word), level != .france { return .holder(level) }
        return territoryID(word, at: place).map { .fixed($0) }
    }

    func territoryID(_ word: String, at place: DeclarationPlace) -> TerritoryID? {
        if let id = TerritoryID(word), vocabulary.knows?(id) ?? true { return id }
        reader.report(.zoneUnknown, at: place, ["zone": .text(word)])
        return nil
    }
}

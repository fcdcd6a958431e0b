package import Declarations
package import Indicators
import Localization
package import Territories

/// The part of a service that says what it steers: what stands under `steering:` in its `service.yaml`.
///
/// `docs/pilotage.md` describes it.
package struct SteeringDeclaration: Sendable {
    package let programme: SteeringProgramme
    /// Every indicator that it names, with its place, so that who knows them all can tell those that do not exist.
    package let indicators: [(id: IndicatorID, place: DeclarationPlace)]

    private static let keys = ["title", "indicators", "levels", "ask", "readers", "weather_days", "policies"]

    /// - Parameters:
    ///   - node: what stands under `steering:`.
    ///   - service: the slug of the service that declares it.
    ///   - title: of the service, for one that does not say its own.
    ///   - levels: those that the service covers, for one that does not say its own.
    ///   - reader: told every mistake.
    /// - Returns: nil where nothing of it can be used.
    package init?(_ node: DeclarationNode, service: String, title: String, levels: [TerritoryLevel], reader: DeclarationReader) {
        guard let mapping = reader.mapping(node, named: "steering", keys: Self.keys) else { return nil }
        var content = PolicyReading(reader: reader, service: mapping.text("indicators") ?? service)
        let asks = mapping.codes("ask", as: SteeringAsk.self)
        let wanted = Self.levels(mapping)
        let policies = content.policies(mapping)
        indicators = content.named
        programme = SteeringProgramme(
            service: service, indicators: mapping.text("indicators"), title: mapping.text("title") ?? title, levels: wanted.isEmpty ? levels : wanted,
            asks: asks.isEmpty ? Set(SteeringAsk.allCases) : Set(asks),
            readers: mapping.code("readers", as: SteeringProgramme.Readers.self) ?? .members,
            weatherLife: mapping.count("weather_days") ?? SteeringProgramme.weatherLife, policies: policies.list,
            source: policies.source)
    }

    private static func levels(_ mapping: DeclarationMapping) -> [TerritoryLevel] {
        let levels = mapping.list("levels").compactMap { node in
            mapping.reader.word(node, named: "levels", among: TerritoryLevel.allCases.map(\.slug)).flatMap { TerritoryLevel(slug: $0) }
        }
        return Array(Set(levels))
    }
}

/// The policies of a declaration.
private struct PolicyReading {
    private static let keys = ["slug", "name", "description", "owner", "indicators"]

    let reader: DeclarationReader
    /// The service whose indicators are meant where a slug stands alone.
    let service: String
    private(set) var named: [(id: IndicatorID, place: DeclarationPlace)] = []
    private var slugs: Set<String> = []

    init(reader: DeclarationReader, service: String) {
        self.reader = reader
        self.service = service
    }

    /// Those that are listed, and where to look for others.
    mutating func policies(_ mapping: DeclarationMapping) -> (list: [SteeredPolicy], source: SteeringProgramme.PolicySource) {
        guard let node = mapping.node("policies"), !node.isEmpty else { return ([], .declared(by: service)) }
        if node.text != nil {
            _ = reader.word(node, named: "policies", among: ["themes"])
            return ([], .themes(of: service))
        }
        return (reader.list(node, named: "policies").compactMap { policy($0) }, .listed)
    }

    private mutating func policy(_ node: DeclarationNode) -> SteeredPolicy? {
        guard let mapping = reader.mapping(node, named: "policies", keys: Self.keys) else { return nil }
        let name = mapping.required("name")
        let slug = mapping.slug()
        if let slug, !slugs.insert(slug).inserted {
            reader.report(.slugDuplicate, at: mapping.place(of: "slug"), ["slug": .text(slug)])
        }
        let members = mapping.requiredNode("indicators").map { reader.list($0, named: "indicators") }?.compactMap { member($0) }
        guard let name, let slug, let members else { return nil }
        return SteeredPolicy(
            slug: slug, name: name, description: mapping.text("description") ?? "", owner: mapping.text("owner"), indicators: members)
    }

    /// An indicator alone, or with its weight.
    private mutating func member(_ node: DeclarationNode) -> SteeredPolicy.Member? {
        if node.text != nil { return indicator(node).map { SteeredPolicy.Member($0) } }
        guard let mapping = reader.mapping(node, named: "indicators", keys: ["indicator", "weight"]),
            let name = mapping.requiredNode("indicator"), let id = indicator(name)
        else { return nil }
        let weight = mapping.number("weight")
        if let weight, weight < 0 {
            reader.report(.numberExpected, at: mapping.place(of: "weight"), ["key": "weight", "value": .decimal(weight)])
        }
        return SteeredPolicy.Member(id, weight: weight)
    }

    private mutating func indicator(_ node: DeclarationNode) -> IndicatorID? {
        guard let text = reader.text(node, named: "indicator") else { return nil }
        guard let id = IndicatorID(text.contains("/") ? text : "\(service)/\(text)") else {
            reader.report(.slugInvalid, at: node.place, ["slug": .text(text), "nearest": .text(Slug.make(from: text))])
            return nil
        }
        named.append((id, node.place))
        return id
    }
}

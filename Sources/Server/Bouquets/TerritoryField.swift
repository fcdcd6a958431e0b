import Catalog
import Localization
import Territories

/// What somebody wrote to name a territory: nothing, a name, a code, or both, as « Rennes (commune:35238) ».
enum TerritoryField {
    case none
    case known(BouquetTerritory)
    /// Several are called so; the most likely first.
    case several([BouquetTerritory])
    case unknown(String)

    static let levels: Set<TerritoryLevel> = [.france, .region, .departement, .overseasCollectivity, .epci, .commune]
    private static let most = 8

    /// - Parameters:
    ///   - levels: those among which a name is looked for.
    ///   - isStrict: a name that only resembles one is offered, never taken.
    init(
        _ text: String, in gazetteer: Gazetteer?, levels: Set<Territories.TerritoryLevel> = Self.levels, isStrict: Bool = false
    ) {
        let text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty else { self = .none; return }
        var name = text, code = text
        if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
            name = String(text[..<open].dropLast())
            code = String(text[text.index(after: open)...].dropLast())
        }
        if let id = TerritoryID(code) {
            if let known = gazetteer?.territory(id) {
                self = .known(Self.territory(known))
            } else if name != code, !name.isEmpty {
                // An instance without the geographic code takes people's word for it.
                self = .known(BouquetTerritory(code: id.description, name: name))
            } else {
                self = .unknown(text)
            }
            return
        }
        let found = gazetteer?.search(text, levels: levels, limit: Self.most).map(\.territory) ?? []
        let exact = found.filter { Folding.words($0.name.full) == Folding.words(text) }
        switch (exact.count, found.count) {
        case (1, _): self = .known(Self.territory(exact[0]))
        case (0, 0): self = .unknown(text)
        case (0, 1) where !isStrict: self = .known(Self.territory(found[0]))
        default: self = .several((exact.isEmpty ? found : exact).map(Self.territory))
        }
    }

    private static func territory(_ territory: Territory) -> BouquetTerritory {
        BouquetTerritory(code: territory.id.description, name: territory.name.full)
    }

    /// As it is written in the field.
    static func text(_ territory: BouquetTerritory) -> String { "\(territory.name) (\(territory.code))" }

    /// The territory, where there is one and only one, or none was named.
    var territory: BouquetTerritory? { if case .known(let territory) = self { territory } else { nil } }

    /// What is wrong with the field.
    var problem: FieldProblem? {
        switch self {
        case .none, .known: nil
        case .several(let found):
            FieldProblem(.territory, CatalogError(.territorySeveral, ["count": .integer(found.count)]))
        case .unknown(let text): FieldProblem(.territory, CatalogError(.territoryUnknown, ["text": .text(text)]))
        }
    }

    /// Those to choose from.
    var choices: [String] { if case .several(let found) = self { found.map(Self.text) } else { [] } }
}

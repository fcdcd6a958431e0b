import Indicators
import Localization
import Services
import Territories

/// The form that chooses a territory: lists of the wide levels, a search by name or postal code for all.
struct TerritoryPicker: Sendable {
    /// The field in which names are written.
    static let field = "recherche"
    /// So many places are proposed.
    private static let proposed = 12

    let reading: PageReading
    let levels: [TerritoryLevel]
    let id: String
    /// The page to which the forms lead.
    let action: String

    /// What a search comes to.
    enum Outcome {
        case found(TerritoryID)
        case several([TerritoryMatch])
        case none
    }

    /// A territory that is meant without doubt, or those that may be.
    func search(_ text: String) -> Outcome {
        // “13001” is a commune's code and, for many more people, a postal code.
        let isPostal = levels.contains(.commune) && !reading.gazetteer.communes(postalCode: text).isEmpty
        if !isPostal, let id = TerritoryID(text), levels.contains(id.level), id == .france || reading.gazetteer.territory(id) != nil { return .found(id) }
        let found = reading.gazetteer.search(text, levels: Set(levels), limit: Self.proposed)
        let exact = found.filter { Self.folded($0.territory.name.full) == Self.folded(text) }
        if exact.count == 1 { return .found(exact[0].territory.id) }
        return found.isEmpty ? .none : found.count == 1 ? .found(found[0].territory.id) : .several(found)
    }

    func view(search text: String?) -> TerritoryPickerView {
        let path = action.prefix { $0 != "?" }
        var matches: [Link] = [], problem: String?
        if let text, !text.isEmpty {
            switch search(text) {
            case .several(let found): matches = found.map { link($0) }
            case .found(let id): matches = [Link(label: reading.longName(id), href: address(id))]
            case .none: problem = reading.text("service.picker.none", ["text": .text(text)])
            }
        }
        return TerritoryPickerView(
            id: id, action: String(path), current: reading.longName(reading.arguments.territory),
            levels: reading.localizer.list(levels.filter { $0 != .france }.map { reading.text($0.pluralKey) }),
            carried: reading.parameters([ServiceParameter.territory: ""]).map { Choice(value: $0.value, label: $0.name) }, lists: lists,
            fieldName: Self.field, territoryName: ServiceParameter.territory, search: text, matches: matches, problem: problem,
            resetHref: reading.arguments.territory == reading.service.territory ? nil : address(reading.service.territory))
    }

    private var lists: [ParameterFormView.Field] {
        let wide = levels.filter { $0 <= .departement }
        guard !wide.isEmpty else { return [] }
        let all = wide.flatMap { level in
            level == .france ? [TerritoryID.france] : reading.gazetteer.ids(level)
        }
        guard all.count <= 200 else { return [] }
        let current = reading.arguments.territory
        let isListed = all.contains(current)
        return [ParameterFormView.Field(
            id: id + "-liste", name: ServiceParameter.territory, label: reading.text("service.picker.list"),
            choices: (isListed ? [] : [Choice(value: current.description, label: reading.longName(current), isSelected: true)])
                + all.map { Choice(value: $0.description, label: reading.longName($0), isSelected: $0 == current) })]
    }

    private func link(_ match: TerritoryMatch) -> Link {
        let territory = match.territory
        let holder = territory.parent(.departement).map(reading.name)
        let detail = [reading.text(territory.id.level.nameKey), holder, match.postalCodes.first].compactMap { $0 }.joined(separator: ", ")
        return Link(label: territory.name.full, href: address(territory.id), detail: detail)
    }

    /// The page with another territory.
    func address(_ id: TerritoryID) -> String {
        let query = QueryItems(reading.parameters([ServiceParameter.territory: id == reading.service.territory ? "" : id.description]).map { .init(name: $0.name, value: $0.value) }).encoded
        let path = String(action.prefix { $0 != "?" })
        return query.isEmpty ? path : path + "?" + query
    }

    private static func folded(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}

import Catalog
import Localization
import Territories

/// A field that takes a territory by its name or its code, and what to do where the name is that of several, or of none.
struct TerritoryFilterView: ViewModel {
    /// As it was understood, else as it was written.
    var text: String
    /// Those that may be meant.
    var choices: [Link]
    var problem: String?

    /// - Parameter address: of the same list for a territory's identifier.
    init(_ field: TerritoryField, _ localizer: Localizer, address: (String) -> String) {
        switch field {
        case .none: text = ""
        case .known(let territory): text = TerritoryField.text(territory)
        case .several(let found): text = found.first?.name ?? ""
        case .unknown(let written): text = written
        }
        choices = []
        if case .several(let found) = field { choices = found.map { Link(label: TerritoryField.text($0), href: address($0.code)) } }
        problem = field.problem.map { problem in
            let message = localizer.message(for: problem.error)
            return [message.text, message.hint].compactMap(\.self).joined(separator: " ")
        }
    }
}

extension TerritoryField {
    /// The territory, where there is one and only one.
    var id: TerritoryID? { territory.flatMap { TerritoryID($0.code) } }
}

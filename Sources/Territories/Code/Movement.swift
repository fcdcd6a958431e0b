/// What happened to a commune, by INSEE's code `MOD`.
///
/// Source: INSEE, description of the file “Événements survenus aux communes depuis 1943”.
package enum MovementKind: UInt8, Sendable, Codable, CaseIterable {
    case nameChange = 10
    case creation = 20
    case reestablishment = 21
    case suppression = 30
    case simpleMerger = 31
    case newCommune = 32
    case mergerWithAssociation = 33
    /// A merger with association becomes a simple one: the commune associée ends.
    case associatedToSimple = 34
    case delegatedSuppression = 35
    case codeChangeByDepartement = 41
    case codeChangeBySeat = 50
    case associatedToDelegated = 70
    case delegatedReestablishment = 71
    case delegatedCreation = 72

    /// The message that says it: “fusion en commune nouvelle”.
    package var nameKey: String { "territories.movement.\(rawValue)" }
}

/// One line of the list of events: a commune, or a part of one, before and after.
///
/// An event that joins or parts communes takes several lines of the same date and kind.
package struct Movement: Sendable, Hashable {
    /// A commune, or a commune associée, commune déléguée or municipal arrondissement, on one side of an event.
    package struct Side: Sendable, Hashable {
        package let id: TerritoryID
        package let name: TerritoryName

        package init(id: TerritoryID, name: TerritoryName) {
            self.id = id
            self.name = name
        }
    }

    package let kind: MovementKind
    /// The first day of the new state.
    package let date: CivilDate
    /// Nil where what comes after was not in the code before.
    package let before: Side?
    /// Nil where what was before is not in the code any more.
    package let after: Side?

    package init(_ kind: MovementKind, on date: CivilDate, before: Side?, after: Side?) {
        self.kind = kind
        self.date = date
        self.before = before
        self.after = after
    }
}

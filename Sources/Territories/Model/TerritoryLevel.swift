/// The kinds of territories that the official geographic code knows, from the widest to the smallest.
///
/// Source: INSEE, *Code officiel géographique*, <https://www.insee.fr/fr/information/2560452>; EPCI: Code général des
/// collectivités territoriales, art. L5210-1-1 A; living areas: INSEE, *Bassins de vie 2022*.
package enum TerritoryLevel: UInt8, Sendable, Codable, CaseIterable, Comparable {
    case france
    case region
    case departement
    /// Saint-Pierre-et-Miquelon, Polynésie française…: neither a région nor a département.
    case overseasCollectivity
    case arrondissement
    case canton
    /// A group of communes with its own taxes (EPCI à fiscalité propre).
    case epci
    /// *Bassin de vie*: the smallest area in which people find everyday equipment.
    case livingArea
    case commune
    /// *Commune déléguée*: what remains, within a new commune, of one that it was made of (law of 2010-12-16).
    case delegatedCommune
    /// *Commune associée*: the same within a merger under the law of 1971-07-16.
    case associatedCommune
    /// The arrondissements of Paris, Lyon and Marseille.
    case municipalArrondissement

    /// As it is written in identifiers, addresses and files: `departement`, `bassin-de-vie`.
    package var slug: String {
        switch self {
        case .france: "france"
        case .region: "region"
        case .departement: "departement"
        case .overseasCollectivity: "collectivite-outremer"
        case .arrondissement: "arrondissement"
        case .canton: "canton"
        case .epci: "epci"
        case .livingArea: "bassin-de-vie"
        case .commune: "commune"
        case .delegatedCommune: "commune-deleguee"
        case .associatedCommune: "commune-associee"
        case .municipalArrondissement: "arrondissement-municipal"
        }
    }

    /// - Returns: nil where no level is written so.
    package init?(slug: some StringProtocol) {
        guard let level = Self.allCases.first(where: { $0.slug == slug }) else { return nil }
        self = level
    }

    /// The message that names one territory of the level, “département”.
    package var nameKey: String { "territories.level.\(slug)" }
    /// The message that names several of them, “départements”.
    package var pluralKey: String { "territories.levels.\(slug)" }

    package static func < (left: TerritoryLevel, right: TerritoryLevel) -> Bool { left.rawValue < right.rawValue }
}

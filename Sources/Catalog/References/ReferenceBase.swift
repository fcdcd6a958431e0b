import Foundation

/// The nine bases of the public service of reference data (CRPA, articles L. 321-4 and R. 321-5).
///
/// What their producers owe is in the order of 14 June 2017 (<https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000034944648>).
package enum ReferenceBase: String, LabelledCode {
    /// Businesses and their establishments (Insee).
    case sirene
    /// Associations (ministry of the interior).
    case rna
    /// Computerised land registry (DGFiP).
    case cadastre
    /// Large-scale reference maps (IGN).
    case rge
    /// National address base.
    case ban
    /// Organisation of the State (DILA).
    case administration
    /// Trades and jobs (France Travail).
    case rome
    /// Official geographic code (Insee).
    case cog
    /// Farmed land (ASP and IGN).
    case rpg

    package static let labelTopic = "reference.base"

    /// Key of the producer's name.
    package var producerKey: String { "reference.producer.\(rawValue)" }

    /// Identifier of its dataset at data.gouv.fr, the portal where the order has it published (annex, 1°).
    package var datasetID: String {
        switch self {
        case .sirene: "5b7ffc618b4c4169d30727e0"
        case .rna: "58e53811c751df03df38f42d"
        case .cadastre: "58e5924b88ee3802ca255566"
        case .rge: "58e5842688ee386c65805755"
        case .ban: "5530fbacc751df5ff937dddb"
        case .administration: "57343feb88ee3823b0d1b934"
        case .rome: "58da857388ee384902e505f5"
        case .cog: "58c984b088ee386cdb1261f3"
        case .rpg: "58d8d8a0c751df17537c66be"
        }
    }

    /// How often it must be renewed (annex, 3°): Sirene the day after each working day, the RPG after each campaign.
    package var rhythm: Frequency {
        switch self {
        case .sirene: .daily
        case .ban, .administration: .weekly
        case .rna: .monthly
        case .cadastre: .quarterly
        case .rome: .threeTimesAYear
        case .rge: .semiannual
        case .cog, .rpg: .annual
        }
    }

    /// Age in days beyond which it is late: its rhythm and a week-end for Sirene, a tenth more for the others.
    package var longestAge: Double {
        let days = rhythm.days ?? 0
        return self == .sirene ? days + 3 : (days * 1.1).rounded(.up)
    }

    /// The source that watches all nine, by their identifiers.
    package static var source: HarvestSourceDeclaration {
        HarvestSourceDeclaration(
            slug: "donnees-de-reference", name: "data.gouv.fr", backend: .udata,
            url: URL(string: "https://www.data.gouv.fr/") ?? URL(filePath: "/"), schedule: .daily,
            filters: HarvestFilters(ids: allCases.map(\.datasetID)))
    }
}

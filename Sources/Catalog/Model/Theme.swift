package import Foundation

/// The thirteen themes of European data portals.
///
/// Source: <http://publications.europa.eu/resource/authority/data-theme>, which DCAT-AP requires for `dcat:theme`.
package enum Theme: String, LabelledCode {
    case agriculture, economy, education, energy, environment, government, health, international, justice
    case regions, society, technology, transport

    package static let labelTopic = "theme"

    /// The theme's address in the European vocabulary.
    package var url: URL? {
        URL(string: "http://publications.europa.eu/resource/authority/data-theme/\(authorityCode)")
    }

    private var authorityCode: String {
        switch self {
        case .agriculture: "AGRI"
        case .economy: "ECON"
        case .education: "EDUC"
        case .energy: "ENER"
        case .environment: "ENVI"
        case .government: "GOVE"
        case .health: "HEAL"
        case .international: "INTR"
        case .justice: "JUST"
        case .regions: "REGI"
        case .society: "SOCI"
        case .technology: "TECH"
        case .transport: "TRAN"
        }
    }
}

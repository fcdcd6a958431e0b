package import Foundation

/// The licence under which a dataset may be reused, by the codes that data.gouv.fr uses, so that harvested and
/// declared datasets speak the same words.
///
/// French administrations may only choose from the list of article D. 323-2-1 of the
/// *code des relations entre le public et l'administration*; see <https://www.data.gouv.fr/licences>.
package enum Licence: String, LabelledCode {
    case lov2
    case lov1 = "fr-lo"
    case odbl = "odc-odbl"
    case odcBy = "odc-by"
    case odcPDDL = "odc-pddl"
    case ccBy = "cc-by"
    case ccBySA = "cc-by-sa"
    case ccZero = "cc-zero"
    case mit
    case apache2 = "apache-2.0"
    case eupl = "eupl-1.2"
    case gpl3 = "gpl-3.0"
    case otherOpen = "other-open"
    case otherClosed = "other-closed"
    case notSpecified = "notspecified"

    package static let labelTopic = "licence"

    /// The official text of the licence, where there is one.
    package var url: URL? {
        switch self {
        case .lov2: URL(string: "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf")
        case .lov1: URL(string: "https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf")
        case .odbl: URL(string: "https://opendatacommons.org/licenses/odbl/1-0/")
        case .odcBy: URL(string: "https://opendatacommons.org/licenses/by/1-0/")
        case .odcPDDL: URL(string: "https://opendatacommons.org/licenses/pddl/1-0/")
        case .ccBy: URL(string: "https://creativecommons.org/licenses/by/4.0/deed.fr")
        case .ccBySA: URL(string: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr")
        case .ccZero: URL(string: "https://creativecommons.org/publicdomain/zero/1.0/deed.fr")
        case .mit: URL(string: "https://spdx.org/licenses/MIT.html")
        case .apache2: URL(string: "https://www.apache.org/licenses/LICENSE-2.0")
        case .eupl: URL(string: "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12")
        case .gpl3: URL(string: "https://www.gnu.org/licenses/gpl-3.0.html")
        case .otherOpen, .otherClosed, .notSpecified: nil
        }
    }

    /// Whether anyone may reuse the data; unknown terms are not open.
    package var isOpen: Bool { self != .otherClosed && self != .notSpecified }
}

import Territories

/// Every address of the steering of a service: the one table from which the router and the check of the documentation are
/// made. Words stand before what they could be taken for.
package enum SteeringAddress: String, FormAddress {
    case overview, overviewCSV, overviewJSON
    case policy, place, propose
    case territory, report
    case proposals, proposal
    case values, file, schema
    case rights
    case journal, journalCSV

    /// As the router writes it.
    package var path: String {
        switch self {
        case .overview: "/services/{service}/pilotage"
        case .overviewCSV: "/services/{service}/pilotage.csv"
        case .overviewJSON: "/services/{service}/pilotage.json"
        case .policy: "/services/{service}/pilotage/politiques/{policy}"
        case .place: "/services/{service}/pilotage/politiques/{policy}/{territory}"
        case .propose: "/services/{service}/pilotage/politiques/{policy}/{territory}/proposer"
        case .territory: "/services/{service}/pilotage/territoires/{territory}"
        case .report: "/services/{service}/pilotage/territoires/{territory}/rapport"
        case .proposals: "/services/{service}/pilotage/propositions"
        case .proposal: "/services/{service}/pilotage/propositions/{part}"
        case .values: "/services/{service}/pilotage/valeurs"
        case .file: "/services/{service}/pilotage/fichier"
        case .schema: "/services/{service}/pilotage/fichier/schema.json"
        case .rights: "/services/{service}/pilotage/droits"
        case .journal: "/services/{service}/pilotage/journal"
        case .journalCSV: "/services/{service}/pilotage/journal.csv"
        }
    }

    package var isShown: Bool { true }

    package var takesForm: Bool {
        switch self {
        case .place, .propose, .proposal, .values, .file, .rights: true
        case .overview, .overviewCSV, .overviewJSON, .policy, .territory, .report, .proposals, .schema, .journal, .journalCSV: false
        }
    }

    /// The address in one service.
    func of(_ service: String, policy: String = "", territory: TerritoryID? = nil, part: String = "") -> String {
        // A colon needs no escape within a path (RFC 3986, section 3.3).
        path.replacing("{service}", with: RequestTarget.encode(service)).replacing("{policy}", with: RequestTarget.encode(policy))
            .replacing("{territory}", with: territory?.description ?? "").replacing("{part}", with: RequestTarget.encode(part))
    }
}

/// Every address of the site that concerns accounts: the one table from which the router and the check of the
/// documentation are made.
package enum AccountAddress: String, FormAddress {
    case login, logout
    case own, ownPassword, ownSessions
    case reset
    case accounts, account
    case journal, journalExport

    /// As the router writes it.
    package var path: String {
        switch self {
        case .login: "/connexion"
        case .logout: "/deconnexion"
        case .own: "/compte"
        case .ownPassword: "/compte/mot-de-passe"
        case .ownSessions: "/compte/sessions"
        case .reset: "/compte/reinitialisation"
        case .accounts: "/administration/comptes"
        case .account: "/administration/comptes/{id}"
        case .journal: "/administration/journal"
        case .journalExport: "/administration/journal.csv"
        }
    }

    /// Whether it shows a page.
    package var isShown: Bool { self != .ownPassword && self != .ownSessions }

    /// Whether it takes a form.
    package var takesForm: Bool { self != .own && self != .journal && self != .journalExport }
}

/// Every address of the site that concerns the catalogues that are harvested: the one table from which the router and the check
/// of the documentation are made. Words stand before what they could be taken for.
package enum HarvestAddress: String, FormAddress {
    case list, new, references, source, edit, removal, records, run, report

    /// As the router writes it.
    package var path: String {
        switch self {
        case .list: "/moissonnage"
        case .new: "/moissonnage/nouvelle"
        case .references: "/moissonnage/references"
        case .source: "/moissonnage/{id}"
        case .edit: "/moissonnage/{id}/modifier"
        case .removal: "/moissonnage/{id}/retirer"
        case .records: "/moissonnage/{id}/fiches"
        case .run: "/moissonnage/{id}/lectures/{lecture}"
        case .report: "/moissonnage/{id}/lectures/{lecture}/rapport.csv"
        }
    }

    package var isShown: Bool { true }
    package var takesForm: Bool { self == .list || self == .references || self == .source || isForWriting }

    /// Whether the page itself is for those who may change sources.
    package var isForWriting: Bool { self == .new || self == .edit || self == .removal }

    /// Short names that no source has, because its page would be another.
    static let reserved: Set<String> = ["nouvelle", "references"]

    /// The address of one source.
    func of(_ slug: String) -> String { path.replacing("{id}", with: RequestTarget.encode(slug)) }

    /// The address of one of its runs.
    func of(_ slug: String, run: String) -> String { of(slug).replacing("{lecture}", with: run) }
}

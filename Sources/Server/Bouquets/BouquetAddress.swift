/// Every address of the site that concerns bouquets and discussions: the one table from which the router and the check of
/// the documentation are made. Words stand before what they could be taken for.
package enum BouquetAddress: String, FormAddress {
    case list, new, territories, needs
    case bouquet, edit, describe, add, element, section, clone, export
    case discussions, datasetDiscussions, discussion

    /// As the router writes it.
    package var path: String {
        switch self {
        case .list: "/bouquets"
        case .new: "/bouquets/nouveau"
        case .territories: "/bouquets/territoires"
        case .needs: "/bouquets/besoins"
        case .bouquet: "/bouquets/{id}"
        case .edit: "/bouquets/{id}/modifier"
        case .describe: "/bouquets/{id}/description"
        case .add: "/bouquets/{id}/besoins"
        case .element: "/bouquets/{id}/besoins/{part}"
        case .section: "/bouquets/{id}/sections/{part}"
        case .clone: "/bouquets/{id}/cloner"
        case .export: "/bouquets/{id}/fichiers/{file}"
        case .discussions: "/bouquets/{id}/discussions"
        case .datasetDiscussions: "/datasets/{id}/discussions"
        case .discussion: "/discussions/{id}"
        }
    }

    package var isShown: Bool { true }

    package var takesForm: Bool {
        switch self {
        case .list, .territories, .needs, .bouquet, .export: false
        case .new, .edit, .describe, .add, .element, .section, .clone, .discussions, .datasetDiscussions, .discussion: true
        }
    }

    /// Whether the page is the same for everybody who may see it, so that a browser may keep it.
    var isPublic: Bool {
        switch self {
        case .list, .territories, .needs, .bouquet, .export, .discussions, .datasetDiscussions, .discussion: true
        case .new, .edit, .describe, .add, .element, .section, .clone: false
        }
    }

    /// The address of one bouquet, dataset or discussion, and of a part of it.
    func of(_ id: String, _ part: String = "") -> String {
        path.replacing("{id}", with: RequestTarget.encode(id)).replacing("{part}", with: RequestTarget.encode(part))
            .replacing("{file}", with: RequestTarget.encode(part))
    }
}

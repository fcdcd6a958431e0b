/// The home page.
struct HomeView: ViewModel {
    var figures: [Figure]
    /// Where the figures come from and as of when.
    var figuresNote: String?
    var services: [ServiceListView.Card]
    var latest: [DatasetCard]
    var topics: [Link]
    var organizations: [Link]
    var isEmpty: Bool
}

/// A dataset in a list.
struct DatasetCard: ViewModel {
    var title: String
    var href: String
    var organization: String?
    var summary: String?
    var licence: String?
    /// “Mis à jour il y a 3 jours”, with the machine-readable date.
    var updated: String?
    var datetime: String?
    var formats: [String]
    /// “508 788 lignes”.
    var size: String?
    var topics: [String]
}

/// The list of datasets, with its facets.
struct DatasetListView: ViewModel {
    var heading: String
    /// Announced when it changes: “12 jeux de données”.
    var countText: String
    /// How the words were understood, where it was not to the letter.
    var notes: [String]
    var search: String?
    var territory: TerritoryFilterView
    /// The territories that hold the one asked for, each with the datasets that cover it by no nearer one.
    var coverage: [FacetView.Option]
    /// The needs that the same words find, and that nothing answers.
    var needs: Link?
    var sorts: [Choice]
    /// The filters in force, which the search form carries along.
    var carried: [Choice]
    var facets: [FacetView]
    var active: [ActiveFilter]
    var clearHref: String
    var cards: [DatasetCard]
    var pagination: PaginationView?
    var isEmpty: Bool
    /// The feed of the same list.
    var feedHref: String
}

/// One way to narrow a list.
struct FacetView: ViewModel {
    struct Option: ViewModel {
        var label: String
        var count: String
        /// Chooses this value, or lifts it where it is chosen.
        var href: String
        var isChosen: Bool
    }

    var label: String
    var options: [Option]
}

/// A box to tick.
struct Tick: ViewModel {
    var id: String
    var value: String
    var label: String
    var count: String?
    var isChecked: Bool
}

/// A filter in force, which its link lifts.
struct ActiveFilter: ViewModel {
    var label: String
    /// Said to assistive technology: “Retirer le filtre : …”.
    var action: String
    var href: String
}

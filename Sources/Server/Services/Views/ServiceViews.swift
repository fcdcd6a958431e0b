/// A page of a service.
struct ServicePageView: ViewModel {
    struct Piece: ViewModel {
        var prose: Markup?
        var block: BlockView?
    }

    var title: String
    var service: String
    var serviceHref: String
    var menu: [Link]
    /// That the figures are not real, that an address was not understood.
    var notices: [Alert]
    var pieces: [Piece]
    var jsonHref: String
    var owner: String?
    var contact: Link?
}

/// The list of services.
struct ServiceListView: ViewModel {
    struct Card: ViewModel {
        var title: String
        var href: String
        var summary: String?
        var organization: String?
        var facts: [String]
        var isSynthetic: Bool
        var isFaulty: Bool
    }

    var lead: String
    var cards: [Card]
    var isEmpty: Bool
}

/// A service that cannot be shown.
struct FaultyServiceView: ViewModel {
    struct Problem: ViewModel {
        var place: String
        var text: String
        var hint: String?
    }

    var title: String
    var text: String
    /// Only for those who can mend it.
    var problems: [Problem]
}

/// An indicator: what it is, and how its figures come about.
struct IndicatorPageView: ViewModel {
    struct Revision: ViewModel {
        var value: String
        var kind: String
        var date: String
        var datetime: String
        var author: String
        var source: String?
        var note: String?
        var isCurrent: Bool
    }

    var title: String
    var service: String
    var serviceHref: String
    var menu: [Link]
    var notices: [Alert]
    var description: Markup?
    var territory: String
    var picker: TerritoryPickerView?
    var slices: ParameterFormView?
    var value: String
    /// Written after the value, smaller.
    var valueUnit: String?
    var isMissing: Bool
    var valueDate: String?
    var facts: [Fact]
    /// The figure's arithmetic, in words and numbers.
    var arithmetic: String?
    var workingFacts: [Fact]
    var revisions: [Revision]
    var chart: ServiceChartView?
    var levels: ServiceTableView?
    var progress: Markup?
    var method: Markup?
    var definition: [Fact]
    var downloads: [DownloadLine]
}

/// Territories to choose from.
struct TerritorySuggestionsView: ViewModel {
    var title: String
    var picker: TerritoryPickerView
}

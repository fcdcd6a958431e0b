/// A bouquet in a list.
struct BouquetCard: ViewModel {
    var title: String
    var href: String
    var isDraft: Bool
    var organization: String?
    var territory: String?
    var summary: String?
    /// “12 besoins, dont 3 sans réponse”.
    var needs: String
    var score: String?
    var updated: String
    var datetime: String
}

struct BouquetListView: ViewModel {
    var alert: Alert?
    var countText: String
    var search: String?
    /// The territory that narrows the list.
    var territory: String?
    var territoryCode: String?
    var clearHref: String
    var cards: [BouquetCard]
    var pagination: PaginationView?
    var newHref: String?
    var territoriesHref: String
    var isEmpty: Bool
}

/// How well needs are met, and how that is known.
struct GapView: ViewModel {
    struct Family: ViewModel {
        var label: String
        /// “62 %”, or that it cannot be known.
        var value: String
        var bar: Markup?
        /// How many needs could not be judged.
        var note: String?
    }

    /// “62 sur 100”.
    var score: String
    var bar: Markup
    var families: [Family]
    /// What is to be done first.
    var text: String
}

/// One need, and what answers it.
struct ElementView: ViewModel {
    struct Mark: ViewModel {
        var label: String
        /// DSFR's name of the badge: `success`, `warning`, `error`, `info`.
        var state: String
        var value: String
        var reason: String
    }

    var anchor: String
    var title: String
    var kind: String
    var isUnmet: Bool
    var href: String?
    /// The answer's own title, where it is not the need's, and who gives it.
    var answer: String?
    var organization: String?
    var reason: Markup?
    var marks: [Mark]
    var marksLabel: String
}

/// Needs under one heading.
struct BouquetPartView: ViewModel {
    var anchor: String
    /// Nil for those before the first heading.
    var title: String?
    var elements: [ElementView]
}

/// A bouquet, as it is read.
struct BouquetView: ViewModel {
    var alert: Alert?
    var title: String
    var isDraft: Bool
    var organization: String?
    var description: Markup?
    var keywords: [Link]
    var facts: [Fact]
    var gap: GapView?
    var parts: [BouquetPartView]
    var isEmpty: Bool
    var exports: [Download]
    var discussionsHref: String
    var discussionsText: String
    var editHref: String?
    var cloneHref: String?
    /// The same bouquet elsewhere.
    var relatives: [Link]
}

/// A bouquet, as it is changed.
struct BouquetEditView: ViewModel {
    struct Element: ViewModel {
        var id: String
        var title: String
        var kind: String
        var href: String
        var lacksReason: Bool
        var isFirst: Bool
        var isLast: Bool
    }
    struct Part: ViewModel {
        var id: String?
        var title: String
        var href: String?
        var addHref: String
        var isFirst: Bool
        var isLast: Bool
        var elements: [Element]
    }

    var alert: Alert?
    var formToken: String
    var action: String
    var revision: String
    var title: String
    var state: String
    var isDraft: Bool
    var viewHref: String
    var describeHref: String
    var sectionHref: String
    var parts: [Part]
    var canPublish: Bool
    var needsConfirmation: Bool
}

/// The form of what is said of a bouquet.
struct BouquetFormView: ViewModel {
    var alert: Alert?
    var errors: FieldErrors
    var formToken: String
    var action: String
    var revision: String
    var heading: String
    var title: String
    var description: String
    var keywords: String
    var territory: String
    var territories: [Choice]
    var organizations: [Choice]
    var submit: String
    var backHref: String
}

/// The form of one need.
struct ElementFormView: ViewModel {
    /// One of the catalogue's things that may answer it.
    struct Found: ViewModel {
        var id: String
        var value: String
        var title: String
        var detail: String?
        var isChosen: Bool
    }

    var alert: Alert?
    var errors: FieldErrors
    var formToken: String
    var action: String
    var revision: String
    var heading: String
    var title: String
    var reason: String
    var url: String
    var sections: [Choice]
    var search: String
    var section: String
    var foundText: String?
    var found: [Found]
    var isLink: Bool
    var isMissing: Bool
    var isNotAvailable: Bool
    var submit: String
    var backHref: String
}

/// The form of a section's title.
struct SectionFormView: ViewModel {
    var alert: Alert?
    var errors: FieldErrors
    var formToken: String
    var action: String
    var revision: String
    var heading: String
    var title: String
    var submit: String
    var backHref: String
}

/// The form that makes a bouquet for another territory.
struct CloneView: ViewModel {
    struct Option: ViewModel {
        var id: String
        var value: String
        var label: String
        var detail: String?
        var isChosen: Bool
    }
    struct Need: ViewModel {
        var name: String
        var title: String
        var note: String
        var options: [Option]
    }

    var alert: Alert?
    var errors: FieldErrors
    var formToken: String
    var action: String
    var heading: String
    var territory: String
    var territories: [Choice]
    /// Whether the territory is known, and the needs can be gone through.
    var isReady: Bool
    var title: String
    var organizations: [Choice]
    var needs: [Need]
    var summary: String?
    var backHref: String
}

/// The bouquets of each territory, together.
struct TerritoryGapsView: ViewModel {
    struct Row: ViewModel {
        var name: String
        var href: String?
        var bouquets: String
        var needs: String
        var unmet: String
        var shares: [String]
        var score: String
    }

    var families: [String]
    var rows: [Row]
    var isEmpty: Bool
}

import Localization
import Territories

/// The page where one looks for a territory.
struct TerritoryHomeView: ViewModel {
    var search: String?
    var countText: String?
    var results: [TerritoryResult]
    var isEmpty: Bool
    var map: Markup?
    var live: LiveMapView
    var regions: [RegionView]
    /// The lists of each level, with how many it has.
    var levels: [Link]
    var franceHref: String
    var source: String
}

/// A territory that answers a search.
struct TerritoryResult: ViewModel {
    var name: String
    var href: String
    /// “Commune de l’Ain, Auvergne-Rhône-Alpes”.
    var place: String
    var detail: String?
    var postalCodes: String?
}

/// A région and its départements.
struct RegionView: ViewModel {
    var name: String
    var href: String
    var parts: [Link]
}

/// The map that one can move, fetched only by those who ask for it.
struct LiveMapView: ViewModel {
    var level: String
    var code: String
    /// West, south, east, north.
    var bounds: String?
    var script: String
    var stylesheet: String

    init(level: String, code: String, bounds: Territories.GeoBounds?, _ site: SiteRoutes, _ visit: Visit) {
        self.level = level
        self.code = code
        self.bounds = bounds.map { "\($0.west),\($0.south),\($0.east),\($0.north)" }
        script = site.assets.url("maplibre/maplibre-gl.js")
        stylesheet = site.assets.url("maplibre/maplibre-gl.css")
    }
}

/// The territories of a level, page by page.
struct TerritoryListView: ViewModel {
    var title: String
    var members: MembersView
    var pagination: PaginationView?
    var source: String
}

/// There is no such territory, or no vintage.
struct TerritoryMissingView: ViewModel {
    var title: String
    var text: String
    var proposals: [Link]
}

/// Territories within another.
struct MembersView: ViewModel {
    var anchor: String
    /// “89 communes”.
    var title: String
    var showsPlace: Bool
    var rows: [MemberRow]
    var pagination: PaginationView?
}

struct MemberRow: ViewModel {
    var name: String
    var href: String
    var code: String
    var place: String
    var population: String
    var area: String
    var density: String
}

/// A territory.
struct TerritoryView: ViewModel {
    struct Neighbour: ViewModel {
        var name: String
        var href: String
        /// Kilometres of common border.
        var border: String
        var population: String
        var density: String
    }

    struct Comparison: ViewModel {
        var label: String
        var href: String?
        var population: String
        var area: String
        var density: String
        var isOwn: Bool
    }

    struct Event: ViewModel {
        var date: String
        var datetime: String
        var title: String
        var before: [Link]
        var after: [Link]
    }

    struct Table: ViewModel {
        var title: String
        var href: String
        var resource: String
        var explorerHref: String
        /// “12 lignes”; nil where they could not be counted.
        var rows: String?
    }

    var title: String
    /// What it is and where.
    var place: String
    var figures: [Figure]
    var figuresNote: String
    var map: Markup?
    var mapCaption: String
    var locator: Markup?
    var live: LiveMapView
    var facts: [Fact]
    var neighbours: [Neighbour]
    var neighboursTitle: String
    var members: [MembersView]
    var comparisons: [Comparison]
    var comparisonNotes: [String]
    var history: [Event]
    var historyNote: String?
    var tables: [Table]
    var covering: [Link]
    var allCovering: Link?
    /// Whether the catalogue has anything on it.
    var hasData: Bool
    var bouquets: [Link]
    var sections: [TerritorySection]
    /// The ways into the parts of the page.
    var contents: [Link]
    var apiHref: String
    var outlineHref: String?
    var source: String
}

/// A commune that is no more.
struct FormerTerritoryView: ViewModel {
    var title: String
    var code: String
    /// Since when, and what became of it.
    var text: String
    var successors: [Link]
    /// What else has the code: a commune déléguée.
    var parts: [Link]
    var history: [TerritoryView.Event]
    var source: String
}

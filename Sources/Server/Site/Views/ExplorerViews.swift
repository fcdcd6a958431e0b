/// The explorer of a resource: its rows, narrowed, sorted and paged by the address alone.
struct ExplorerView: ViewModel {
    var title: String
    var datasetTitle: String
    var datasetHref: String
    var path: String
    var personalNotice: String? = nil
    var search: String?
    var facts: [Fact]
    var tabs: [Link]
    var filters: [FilterView]
    var active: [ActiveFilter]
    var clearHref: String
    /// “12 345 lignes sur 508 788”.
    var countText: String
    var columnChoices: [Tick]
    var columnsLabel: String
    var sortChoices: [Choice]
    var sizeChoices: [Choice]
    /// What the form must carry along that has no field of its own.
    var carried: [Choice]
    var table: TableView?
    var isEmpty: Bool
    var pagination: PaginationView?
    var columns: [ColumnView]
    /// Of which rows the statistics are.
    var columnsNote: String?
    var map: MapView?
    var exports: [Download]
    var apiURL: String
    var apiHref: String
    var alert: Alert?
}

/// The filter of one column; which parts are there follows from its type.
struct FilterView: ViewModel {
    struct Range: ViewModel {
        var inputType: String
        var step: String?
        var lowerName: String
        var lowerValue: String?
        var upperName: String
        var upperValue: String?
        var lowerHint: String
        var upperHint: String
    }
    struct Values: ViewModel {
        var name: String
        var options: [Tick]
        var note: String?
    }
    struct Contains: ViewModel {
        var name: String
        var value: String?
        var examples: String?
    }
    struct Missing: ViewModel {
        var nullName: String
        var notNullName: String
        var isNull: Bool
        var isNotNull: Bool
        var count: String
    }

    var id: String
    var column: String
    var kind: String
    var isOpen: Bool
    var isActive: Bool
    var range: Range?
    var values: Values?
    var contains: Contains?
    var missing: Missing?
}

/// Where rows lie.
struct MapView: ViewModel {
    var svg: Markup
    var caption: String
    var note: String
    /// False where rows were too many to draw them all; a browser would not hold them either.
    var isWhole: Bool
    /// GeoJSON of the same rows, for the interactive map.
    var dataHref: String
    var script: String
    var stylesheet: String
}

/// A block of a page. Of the parts, the one that its kind has is there.
struct BlockView: ViewModel {
    var id: String
    var kind: String
    /// `full`, `half`, `third`.
    var width: String
    var title: String?
    /// Whether its title stands right under the page's; else it is one further down.
    var isHighest = true
    var note: Markup?
    var figure: FigureBlockView?
    var cards: [IndicatorCard] = []
    var chart: ServiceChartView?
    var map: ServiceMapView?
    var progress: [ProgressGroupView] = []
    var table: ServiceTableView?
    var picker: TerritoryPickerView?
    var filter: ParameterFormView?
    var downloads: [DownloadLine] = []
    var prose: Markup?
    var alerts: [AlertLine] = []
    /// Why there is nothing to show.
    var empty: String?
    var data: BlockDataView?
}

/// Where the figures of a block are to be had.
struct BlockDataView: ViewModel {
    var csvHref: String
    var jsonHref: String
    var embedHref: String
    /// Said after each link, for those who hear it alone.
    var hidden: String
}

/// Something to download, with a link for each format.
struct DownloadLine: ViewModel {
    var name: String
    var formats: [Link]
}

/// One number in large.
struct FigureBlockView: ViewModel {
    var value: String
    /// Written after the value, smaller.
    var unit: String?
    var isMissing: Bool
    var label: String
    var detail: String?
    var href: String
    var hidden: String
}

/// An indicator on a card.
struct IndicatorCard: ViewModel {
    var name: String
    var href: String
    var value: String?
    /// Written after the value, smaller.
    var unit: String?
    var isMissing = false
    var detail: String?
    var trend: Markup?
    var facts: [Fact]
    var comparands: [Fact]
}

/// A chart with its table.
struct ServiceChartView: ViewModel {
    var svg: Markup
    var unit: String?
    var source: String?
    var table: ServiceTableView
    /// The indicators of the chart, each leading to its definition and its working.
    var workings: [Link]
}

/// A map with its legend and its table.
struct ServiceMapView: ViewModel {
    struct Entry: ViewModel {
        var swatch: Markup
        var label: String
        var count: String
    }

    var svg: Markup
    var unit: String?
    var legend: [Entry]
    /// The classes by which the style sheet colours the legend as the map.
    var palette: String
    var source: String?
    var note: String?
    var table: ServiceTableView
    var workings: [Link]
}

/// Figures in rows; the first cell names the row.
struct ServiceTableView: ViewModel {
    struct Header: ViewModel {
        var name: String
        var isNumber = false

        func child(named name: String) -> Any? { name == "name" ? ViewValue(self.name) : name == "isNumber" ? isNumber : nil }
    }

    /// Tables may have thousands of cells: no reflection here.
    struct Cell: ViewModel {
        var text: String
        var href: String?
        var isNumber = false
        var isMissing = false
        var drawing: Markup?

        func child(named name: String) -> Any? {
            switch name {
            case "text": ViewValue(text)
            case "href": href.map { ViewValue($0) } ?? ViewValue.absent
            case "isNumber": isNumber
            case "isMissing": isMissing
            case "drawing": ViewValue(html: drawing?.html ?? "")
            default: nil
            }
        }
    }

    struct Row: ViewModel {
        var head: Cell
        var cells: [Cell]
        var isChosen = false

        func child(named name: String) -> Any? {
            switch name {
            case "head": head
            case "cells": cells
            case "isChosen": isChosen
            default: nil
            }
        }
    }

    var caption: String
    var headers: [Header]
    var rows: [Row]
    var note: String?
    /// To all rows, where not all are shown.
    var more: Link?
}

/// Indicators or policies under one heading.
struct ProgressGroupView: ViewModel {
    struct Item: ViewModel {
        var name: String
        var href: String
        /// The bar with its three values.
        var svg: Markup?
        var rate: String
        var isMissing: Bool
        var reason: String?
        var facts: [Fact]
        /// The indicators of a policy.
        var parts: [Link]
    }

    var name: String?
    var rate: String?
    var items: [Item]
}

/// The forms that choose the territory of the page.
struct TerritoryPickerView: ViewModel {
    var id: String
    var action: String
    var current: String
    var levels: String
    var carried: [Choice]
    var lists: [ParameterFormView.Field]
    var fieldName: String
    var territoryName: String
    var search: String?
    /// What the search found, where it found several.
    var matches: [Link]
    var problem: String?
    var map: Markup?
    var resetHref: String?
}

/// A form that sets parameters.
struct ParameterFormView: ViewModel {
    struct Field: ViewModel {
        var id: String
        var name: String
        var label: String
        var choices: [Choice]
    }

    var id: String
    var action: String
    var carried: [Choice]
    var fields: [Field]
}

/// Something that somebody should look at.
struct AlertLine: ViewModel {
    var kind: String
    var territory: String?
    var indicator: String
    var text: String
    var href: String
}

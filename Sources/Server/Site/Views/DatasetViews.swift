/// A dataset's page, with one of its resources in full.
struct DatasetView: ViewModel {
    var title: String
    var organization: String?
    var organizationHref: String?
    /// That no source publishes it any more.
    var alert: Alert?
    var description: Markup?
    var facts: [Fact]
    var topics: [Link]
    var keywords: [Link]
    /// The bouquets that it answers a need of.
    var bouquets: [Link]
    /// What people made with it.
    var reuses: [ReuseCard]
    var discussionsHref: String
    var discussionsText: String
    var resources: [ResourceCard]
    var hasSeveralResources: Bool
    var resource: ResourceView?
    /// Of the dataset, where it has no file to show it with.
    var quality: QualityView?
    var sections: [Link]
}

/// An application, a study… that is made with a dataset.
struct ReuseCard: ViewModel {
    var label: String
    /// Nil for what is on no page.
    var href: String?
    /// Its kind, and who made it.
    var detail: String
}

/// A resource in the list of a dataset's files.
struct ResourceCard: ViewModel {
    var title: String
    var href: String
    var isCurrent: Bool
    var format: String?
    var detail: String
    var badge: LinkBadge?
    var explorerHref: String?
}

/// How the address of a file answered last.
struct LinkBadge: ViewModel {
    /// DSFR's name of the badge: `success`, `warning`, `error`.
    var kind: String
    var label: String
}

/// A file at its producer's.
struct SourceLinkView: ViewModel {
    var href: String
    var host: String
    var facts: [Fact]
}

/// One resource in full: what it holds, how good it is, how to take it.
struct ResourceView: ViewModel {
    var title: String
    var description: Markup?
    var explorerHref: String
    var preview: TableView?
    /// The first columns; the others fold away.
    var columns: [ColumnView]
    var rest: MoreColumns?
    var personalNotice: String?
    var quality: QualityView?
    var conformity: ConformityView?
    var versions: [VersionView]
    var snippets: [Snippet]
    var documentationHref: String
    var downloads: [Download]
    var alert: Alert?
    var link: SourceLinkView?
}

/// The columns that fold away.
struct MoreColumns: ViewModel {
    var label: String
    var columns: [ColumnView]
    /// That there are more columns than cards.
    var note: String?
}

/// A table of values.
struct TableView: ViewModel {
    var caption: String
    var headers: [TableHeader]
    var rows: [TableRow]
    var note: String?
}

/// The head of one column.
struct TableHeader: ViewModel {
    var name: String
    var kind: String?
    var isNumber = false
    /// `ascending` or `descending` when rows are in this column's order.
    var sort: String?
    var sortHref: String?
    /// What following the link does.
    var sortAction: String?
    var sortMark: String?
}

/// One row. Large tables have thousands of cells: no reflection here.
struct TableRow: ViewModel {
    var cells: [TableCell]

    func child(named name: String) -> Any? { name == "cells" ? cells : nil }
}

/// One value of a row.
struct TableCell: ViewModel {
    var text: String
    var isNumber = false
    var isMissing = false
    var href: String?

    func child(named name: String) -> Any? {
        switch name {
        case "text": ViewValue(text)
        case "isNumber": isNumber
        case "isMissing": isMissing
        case "href": href.map { ViewValue($0) } ?? ViewValue.absent
        default: nil
        }
    }
}

/// What one column holds.
struct ColumnView: ViewModel {
    var anchor: String
    var name: String
    /// As the file's header writes it, where that differs.
    var header: String?
    var kind: String
    var meaning: String?
    var description: String?
    var isPersonal: Bool
    /// “98,2 % de valeurs renseignées”.
    var fill: String
    var fillBar: Markup
    var facts: [Fact]
    var chart: ChartView?
    var examples: [String]
    var notices: [String]
    var explorerHref: String?
}

/// A drawing and the table it was drawn from.
struct ChartView: ViewModel {
    struct Row: ViewModel {
        var label: String
        var value: String
        var share: String?
    }

    var svg: Markup
    var caption: String
    var labelHeader: String
    var valueHeader: String
    var shareHeader: String?
    var rows: [Row]
}

/// How sound a dataset and its file are, and how that is known.
struct QualityView: ViewModel {
    /// One thing that was judged.
    struct Criterion: ViewModel {
        var title: String
        /// DSFR's name of the badge: `success`, `warning`, `error`.
        var state: String
        var stateLabel: String
        var found: String
        /// What to do, where something is to be done.
        var mend: String?
        var evidence: [Evidence]
    }
    /// What a judgement rests on, and where to see it.
    struct Evidence: ViewModel {
        var text: String
        var href: String?
    }
    /// Criteria of one kind.
    struct Family: ViewModel {
        /// “Fraîcheur : 82 sur 100”.
        var title: String
        var bar: Markup
        /// What remains to be done, then what is done.
        var criteria: [Criterion]
        var met: [Criterion]
        var metCaption: String
    }
    /// The score since one day.
    struct Point: ViewModel {
        var date: String
        var score: String
        var bar: Markup
    }
    struct Line: ViewModel {
        var place: String
        var text: String
    }

    /// “82 sur 100”.
    var score: String
    var scoreBar: Markup
    /// What the file holds, where it was read.
    var rows: String?
    var families: [Family]
    var history: [Point]
    var notices: [Line]
    var rejects: [Line]
    var rejectsCaption: String?
    /// How and when it was measured.
    var method: String
}

/// How far a table follows the schema that it is meant to.
struct ConformityView: ViewModel {
    /// One kind of error.
    struct Cause: ViewModel {
        var found: String
        var count: String
        var mend: String
    }

    var state: String
    var stateLabel: String
    /// Which schema, and why this one.
    var schema: String
    var schemaHref: String?
    /// “12 erreurs dans 340 lignes, vérifié le …”.
    var found: String
    var causes: [Cause]
    var more: String?
    var reportHref: String
}

/// One version of a resource.
struct VersionView: ViewModel {
    var number: String
    var date: String
    var datetime: String
    var rows: String
    var size: String
    /// The first signs of the original's SHA-256, and the whole.
    var hash: String
    var fullHash: String
    var isCurrent: Bool
}

/// A program ready to paste.
struct Snippet: ViewModel {
    var language: String
    var code: String
    var id: String
    var isFirst = false
}

/// A way to take the data away.
struct Download: ViewModel {
    var label: String
    var href: String
    var detail: String
}

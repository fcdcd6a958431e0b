import Catalog
import Charts
import Foundation
import Hummingbird
import Localization
import NIOCore
import Territories

extension SiteRoutes {
    /// `/observatoire`: who publishes, since when, how well.
    func observatory(_ visit: Visit) async throws -> Response {
        let figures = try await catalog.observatory()
        let title = visit.text("site.observatory.title")
        let presentation = ObservatoryPresentation(figures: figures, visit: visit)
        var around = frame(visit, title: title, summary: visit.text("site.observatory.lead"))
        around.stylesheets.append(assets.url("site/charts.css"))
        return try page("observatory", presentation.view, frame: around, visit)
    }

    /// `/observatoire/{file}`: the figures of the page, for programs.
    func observatoryFile(_ visit: Visit) async throws -> Response {
        let presentation = ObservatoryPresentation(figures: try await catalog.observatory(), visit: visit)
        let table: ChartTable
        let name = try visit.fileName
        switch name {
        case "historique.csv": table = presentation.history.table(visit.localizer)
        case "organisations.csv": table = presentation.publishers
        case "types.csv": table = presentation.kinds
        case "regions.csv": table = presentation.regions
        default: throw RequestError.notFound
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present", .cacheControl: "no-cache",
                .contentDisposition: APIRoutes.attachment(named: name),
            ], body: .init(byteBuffer: ByteBuffer(string: ObservatoryCSV.text(table))))
    }
}

/// The observatory in words, drawings and tables.
struct ObservatoryPresentation {
    let figures: Observatory
    let visit: Visit

    private var localizer: Localizer { visit.localizer }
    private func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String { visit.text("site.observatory.\(key)", arguments) }

    /// The history of the local authorities that opened data.
    var history: LineChart {
        let days = Set(figures.openings.map(\.day)).sorted()
        // A kind that waits stays where it was: each line has a point on each day on which any moved.
        let series = OrganizationKind.authorities.compactMap { kind -> ChartSeries? in
            let own = figures.openings.filter { $0.kind == kind }
            guard !own.isEmpty else { return nil }
            let points = days.map { day in
                ChartPoint(day: Self.number(day), value: Double(own.last { $0.day <= day }?.publishers ?? 0))
            }
            return ChartSeries(kind.label(localizer), points)
        }
        return LineChart(
            ChartHeading(
                text("history"), digits: 0, source: text("source", ["date": .date(figures.measuredAt)]), identifier: "historique"),
            series: series, cadence: .day, startsAtZero: true)
    }

    var kinds: ChartTable {
        ChartTable(
            columns: [
                .init(text("kind")), .init(text("publishers"), isNumber: true), .init(text("existing"), isNumber: true),
                .init(text("datasets"), isNumber: true), .init(text("since")), .init(text("quality"), isNumber: true),
            ],
            rows: figures.kinds.map { kind -> [ChartTable.Cell] in
                [
                    .text(kind.kind.label(localizer)), number(kind.publishers), kind.existing.map(number) ?? .missing(nil),
                    number(kind.datasets), .period(day: Self.number(kind.since), .day), score(kind.quality),
                ]
            })
    }

    var regions: ChartTable {
        ChartTable(
            columns: [ChartTable.Column(text("region"))]
                + OrganizationKind.authorities.map { ChartTable.Column($0.label(localizer), isNumber: true) },
            rows: figures.regions.map { region -> [ChartTable.Cell] in
                [ChartTable.Cell.text(region.name)] + OrganizationKind.authorities.map { number(region.publishers[$0] ?? 0) }
            })
    }

    var publishers: ChartTable {
        ChartTable(
            columns: [
                .init(text("publisher")), .init(text("kind")), .init(text("territory")), .init(text("datasets"), isNumber: true),
                .init(text("since")), .init(text("quality"), isNumber: true),
            ],
            rows: figures.publishers.map { publisher -> [ChartTable.Cell] in
                [
                    .text(publisher.name), .text(publisher.kind.label(localizer)), .text(publisher.territory?.description ?? ""),
                    number(publisher.datasets), .period(day: Self.number(publisher.since), .day), score(publisher.quality),
                ]
            })
    }

    var view: ObservatoryView {
        let chart = history
        let isEmpty = chart.series.isEmpty
        func table(_ table: ChartTable, _ caption: String, _ file: String) -> ObservatoryView.Table {
            ObservatoryView.Table(
                caption: text(caption), headers: table.columns.map { TableHeader(name: $0.name, isNumber: $0.isNumber) },
                rows: table.rows.map { row in
                    ObservatoryView.Row(
                        head: row.first?.written(localizer) ?? "",
                        cells: zip(row, table.columns).dropFirst().map { TableCell(text: $0.written(localizer), isNumber: $1.isNumber) })
                }, href: SiteAddress.observatory.path + "/" + file)
        }
        let newest = figures.publishers.suffix(10).reversed()
        return ObservatoryView(
            countText: text("count", ["count": .integer(figures.publishers.count), "datasets": .integer(figures.publishers.reduce(0) { $0 + $1.datasets })]),
            svg: isEmpty ? nil : Markup(trusted: ChartSize.allCases.map { chart.svg($0, localizer) }.joined()),
            summary: isEmpty ? nil : chart.summary(localizer), source: chart.heading.source,
            history: isEmpty ? nil : table(chart.table(localizer), "history", "historique.csv"),
            kinds: table(kinds, "kinds", "types.csv"), regions: figures.regions.isEmpty ? nil : table(regions, "regions", "regions.csv"),
            newest: newest.map { publisher in
                Link(
                    label: text("newest.line", ["name": .text(publisher.name), "date": .date(publisher.since)]),
                    href: SiteAddress.datasets.path + "?organization=" + RequestTarget.encode(publisher.slug))
            },
            publishersHref: SiteAddress.observatory.path + "/organisations.csv", isEmpty: figures.publishers.isEmpty)
    }

    private func score(_ value: Double?) -> ChartTable.Cell { value.map { .number($0, unit: "", digits: 0) } ?? .missing(nil) }

    private func number(_ value: Int) -> ChartTable.Cell { .number(Double(value), unit: "", digits: 0) }
    private static func number(_ date: Date) -> Int { Int((date.timeIntervalSince1970 / 86_400).rounded(.down)) }
}

/// A table of the observatory as a file: RFC 4180, numbers with a point, ISO 8601 days.
enum ObservatoryCSV {
    static func text(_ table: ChartTable) -> String {
        ([table.columns.map(\.name)] + table.rows.map { $0.map(cell) }).map(CSVText.line).joined()
    }

    private static func cell(_ cell: ChartTable.Cell) -> String {
        switch cell {
        case .text(let text): text
        case .number(let value, _, let digits): digits == 0 ? String(Int(value.rounded())) : String(value)
        case .period(let day, _): Date(timeIntervalSince1970: Double(day) * 86_400).formatted(.iso8601.year().month().day())
        case .missing: ""
        }
    }
}

/// The page of the observatory.
struct ObservatoryView: ViewModel {
    struct Row: ViewModel {
        var head: String
        var cells: [TableCell]
    }
    struct Table: ViewModel {
        var caption: String
        var headers: [TableHeader]
        var rows: [Row]
        /// The same as CSV.
        var href: String
    }

    var countText: String
    var svg: Markup?
    var summary: String?
    var source: String
    var history: Table?
    var kinds: Table
    var regions: Table?
    var newest: [Link]
    var publishersHref: String
    var isEmpty: Bool
}

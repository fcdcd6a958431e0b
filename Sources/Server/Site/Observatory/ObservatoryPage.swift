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
        case "regions.csv": table = presentation.regionFile
        default: throw RequestError.notFound
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present", .cacheControl: "no-cache",
                .contentDisposition: APIRoutes.attachment(named: name),
            ], body: .init(byteBuffer: ByteBuffer(bytes: FigureCSV.bytes(table))))
    }
}

/// The observatory in words, drawings and tables.
struct ObservatoryPresentation {
    let figures: Observatory
    let visit: Visit

    private var localizer: Localizer { visit.localizer }

    private func text(_ key: String, _ arguments: [String: MessageArgument] = [:]) -> String {
        visit.text("site.observatory.\(key)", arguments)
    }

    /// The history of the local authorities that opened data.
    var history: LineChart {
        let series = OrganizationKind.authorities.compactMap { kind -> ChartSeries? in
            let points = figures.openings.filter { $0.kind == kind }.map {
                ChartPoint(day: CivilCalendar.dayNumber($0.year, 12, 31), value: Double($0.publishers))
            }
            return points.isEmpty ? nil : ChartSeries(kind.label(localizer), points)
        }
        return LineChart(
            ChartHeading(
                text("history"), digits: 0, source: text("source", ["date": .date(figures.measuredAt)]), identifier: "historique"),
            series: series, cadence: .year, startsAtZero: true)
    }

    var kinds: ChartTable {
        ChartTable(
            columns: [
                .init(text("kind")), .init(text("publishers"), isNumber: true), .init(text("existing"), isNumber: true),
                .init(text("share"), isNumber: true), .init(text("datasets"), isNumber: true), .init(text("since")), .init(text("quality"), isNumber: true),
            ],
            rows: figures.kinds.map { kind -> [ChartTable.Cell] in
                [
                    .text(kind.kind.label(localizer)), number(kind.publishers), kind.existing.map(number) ?? .missing(nil),
                    kind.share.map { .number(100 * $0, unit: "%", digits: $0 < 0.1 ? 2 : 0) } ?? .missing(nil), number(kind.datasets),
                    kind.since.map { .period(day: Self.number($0), .day) } ?? .missing(nil), score(kind.quality),
                ]
            })
    }

    /// For people: how many publish, of how many.
    var regions: ChartTable {
        ChartTable(
            columns: [ChartTable.Column(text("region"))]
                + OrganizationKind.authorities.map { ChartTable.Column($0.label(localizer), isNumber: true) },
            rows: figures.regions.map { region -> [ChartTable.Cell] in
                [ChartTable.Cell.text(region.name)] + OrganizationKind.authorities.map { kind in
                    let count = region.publishers[kind] ?? 0
                    guard let existing = region.existing[kind] else { return number(count) }
                    return .text(text("of", ["count": .integer(count), "existing": .integer(existing)]))
                }
            })
    }

    /// The same for programs: a number in each cell.
    var regionFile: ChartTable {
        let kinds = OrganizationKind.authorities
        return ChartTable(
            columns: [ChartTable.Column(text("region"))] + kinds.flatMap { kind in
                let name = kind.label(localizer)
                return [
                    ChartTable.Column(name, isNumber: true), ChartTable.Column(text("existingOf", ["kind": .text(name)]), isNumber: true),
                ]
            },
            rows: figures.regions.map { region -> [ChartTable.Cell] in
                [ChartTable.Cell.text(region.name)] + kinds.flatMap { kind in
                    [number(region.publishers[kind] ?? 0), region.existing[kind].map(number) ?? .missing(nil)]
                }
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
                table: ServiceTableView(table, caption: text(caption), localizer: localizer),
                href: SiteAddress.observatory.path + "/" + file)
        }
        return ObservatoryView(
            countText: text("count", [
                "count": .integer(figures.publishers.count), "datasets": .integer(figures.publishers.reduce(0) { $0 + $1.datasets }),
            ]),
            history: isEmpty ? nil : ServiceChartView(
                svg: BlockPresentation.markup(chart, localizer), source: chart.heading.source,
                table: ServiceTableView(chart.table(localizer), caption: chart.heading.title, localizer: localizer), workings: []),
            summary: chart.summary(localizer), historyHref: SiteAddress.observatory.path + "/historique.csv",
            kinds: table(kinds, "kinds", "types.csv"), regions: figures.regions.isEmpty ? nil : table(regions, "regions", "regions.csv"),
            newest: figures.publishers.suffix(10).reversed().map { publisher in
                Link(
                    label: text("joined", ["name": .text(publisher.name), "date": .date(publisher.since)]),
                    href: SiteAddress.datasets.path + "?organization=" + RequestTarget.encode(publisher.slug))
            },
            publishersHref: SiteAddress.observatory.path + "/organisations.csv", isEmpty: figures.publishers.isEmpty)
    }

    private func score(_ value: Double?) -> ChartTable.Cell { value.map { .number($0, unit: "", digits: 0) } ?? .missing(nil) }

    private func number(_ value: Int) -> ChartTable.Cell { .number(Double(value), unit: "", digits: 0) }
    private static func number(_ date: Date) -> Int { Int((date.timeIntervalSince1970 / 86_400).rounded(.down)) }
}

/// The page of the observatory.
struct ObservatoryView: ViewModel {
    struct Table: ViewModel {
        var table: ServiceTableView
        /// The same as CSV.
        var href: String
    }

    var countText: String
    var history: ServiceChartView?
    /// The essential of the history in words.
    var summary: String
    var historyHref: String
    var kinds: Table
    var regions: Table?
    /// Who began last, the last first.
    var newest: [Link]
    var publishersHref: String
    var isEmpty: Bool
}

import ArgumentParser
import Catalog
import Instance
import Lake
import Localization
import Server
import Terminal

struct QueryCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "cli.query.abstract", discussion: "cli.query.examples")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, csv, json, jsonl, geojson, parquet, xlsx

        /// What the lake writes; nil for what is drawn here.
        var export: ExportFormat? {
            switch self {
            case .table: nil
            case .csv: .csv
            case .json: .json
            case .jsonl: .jsonLines
            case .geojson: .geoJSON
            case .parquet: .parquet
            case .xlsx: .xlsx
            }
        }

        var isBinary: Bool { self == .parquet || self == .xlsx }
    }

    @Argument(help: ArgumentHelp("cli.query.resource", valueName: "resource"))
    var resource: String

    @Argument(help: ArgumentHelp("cli.query.filters", valueName: "filter"))
    var filters: [String] = []

    @Option(help: ArgumentHelp("cli.query.columns", valueName: "columns"))
    var columns: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("cli.query.sort", valueName: "columns"))
    var sort: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("cli.query.search", valueName: "text"))
    var search: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.query.limit", valueName: "number"))
    var limit: Int?

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.query.format", valueName: "format"))
    var format: Format = .table

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.query.output", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    /// Rows of a table where nobody said how many.
    private static let tableRows = 20

    func run(in session: Session) async throws {
        let query = try query()
        if format.isBinary, output == nil, session.output.isInteractive {
            throw UsageProblem("binary", ["format": .text(format.rawValue)])
        }
        let instance = try await InstanceLocation(place, in: session).open(session)
        do {
            let table = try await ResourceLookup(catalog: instance.catalog).table(of: resource)
            if let export = format.export {
                let bytes = instance.lake.export(table, query, as: export, limit: limit)
                try await Destination(file: output, session: session).write(bytes)
            } else {
                let page = try await rows(of: table, query, in: instance.lake)
                let report = RowReport(page: page, session: session)
                try await Destination(file: output, session: session).write(lines: report.lines)
                for line in report.remarks.flatMap({ Paragraph($0).lines(width: session.errors.width) }) {
                    session.say(Ink(session.errors).message(line))
                }
            }
        } catch {
            await instance.close()
            throw error
        }
        await instance.close()
    }

    /// The rows of the table to draw, fetched in pages as large as the lake gives them.
    private func rows(of table: StoredTable, _ query: TableQuery, in lake: Lake) async throws -> RowPage {
        let wanted = limit ?? Self.tableRows
        var query = query
        query.page = .offset(0, size: min(wanted, Self.largestPage))
        var page = try await lake.rows(table, query)
        while page.rows.count < min(wanted, page.total) {
            query.page = .offset(page.rows.count, size: min(wanted - page.rows.count, Self.largestPage))
            let next = try await lake.rows(table, query)
            guard !next.rows.isEmpty else { break }
            page.rows += next.rows
        }
        return page
    }

    private static let largestPage = 10_000

    /// - Throws: `UsageProblem` and what the API's own grammar refuses.
    private func query() throws -> TableQuery {
        if let limit, limit < 1 { throw UsageProblem("limit", ["value": .text("\(limit)")]) }
        let items = try filters.map { word in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts[0].contains("__") || ["or", "and"].contains(parts[0]) else {
                throw UsageProblem("filter", ["word": .text(word)])
            }
            return QueryItems.Item(name: parts[0], value: parts.count > 1 ? parts[1] : nil)
        }
        var query = try TabularQuery(QueryItems(items)).query
        query.columns = columns.map(ValueList.split)
        query.sort += sort.map(ValueList.split)?.map { key in
            key.hasPrefix("-") ? SortKey(column: String(key.dropFirst()), descending: true)
                : SortKey(column: key, descending: false)
        } ?? []
        query.search = search
        return query
    }
}

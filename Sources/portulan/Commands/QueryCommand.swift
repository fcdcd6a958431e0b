import ArgumentParser
import Catalog
import Foundation
import Instance
import Lake
import Localization
import Terminal

struct QueryCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "query", abstract: "cli.query.abstract", discussion: "cli.query.examples")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, csv, json, jsonl, geojson, parquet, xlsx
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

    func run(in session: Session) async throws {
    }
}

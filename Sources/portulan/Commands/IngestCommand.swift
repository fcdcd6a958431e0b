import ArgumentParser
import Catalog
import Foundation
import Instance
import Localization
import Store
import Terminal

struct IngestCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "cli.ingest.abstract", discussion: "cli.ingest.examples")

    @Argument(help: ArgumentHelp("cli.ingest.sources", valueName: "source"), completion: .file())
    var sources: [String] = []

    @Option(help: ArgumentHelp("cli.ingest.dataset", valueName: "slug"))
    var dataset: String?

    @Option(help: ArgumentHelp("cli.ingest.title", valueName: "title"))
    var title: String?

    @Option(help: ArgumentHelp("cli.ingest.catalogue", valueName: "file"), completion: .file(extensions: ["yaml", "yml"]))
    var catalogue: String?

    @Flag(name: .shortAndLong, help: "cli.option.quiet")
    var quiet = false

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
    }
}

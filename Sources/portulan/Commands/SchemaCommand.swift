import ArgumentParser
import Catalog
import DuckDB
import Foundation
import Localization
import Tables
import Terminal

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "cli.schema.abstract", discussion: "cli.schema.examples",
        subcommands: [SchemaListCommand.self, SchemaShowCommand.self, SchemaInferCommand.self, SchemaUpdateCommand.self])

    @OptionGroup var common: CommonOptions
}

struct SchemaListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "cli.schema.list.abstract", discussion: "cli.schema.list.examples")

    @Argument(help: ArgumentHelp("cli.schema.list.words", valueName: "text"))
    var words: String?

    @Flag(help: "cli.schema.list.json")
    var json = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let library = try SchemaShelf(place, in: session).library
        let wanted = Folding.words(words ?? "")
        let entries = try library.entries().filter { entry in
            let text = Folding.haystack([entry.name, entry.title, entry.summary] + entry.labels)
            return wanted.allSatisfy { text.contains(" " + $0) }
        }
        if json { return try session.print(try JSONText.encode(entries)) }
        try session.print(SchemaReport(session: session).lines(entries, isFiltered: !wanted.isEmpty))
    }
}

struct SchemaShowCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "cli.schema.show.abstract", discussion: "cli.schema.show.examples")

    @Argument(help: ArgumentHelp("cli.schema.show.schema", valueName: "schema"), completion: .file(extensions: ["json"]))
    var schema: String

    @Flag(help: "cli.schema.show.json")
    var json = false

    @Flag(help: "cli.schema.show.example")
    var example = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let choice = try await SchemaShelf(place, in: session).choose(schema)
        if json { return try session.print(bytes: Array(choice.schema.json.prettyText.utf8)) }
        if example { return try session.print(bytes: SchemaExample(choice.schema).csv) }
        try session.print(SchemaReport(session: session).lines(choice))
    }
}

struct SchemaInferCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "infer", abstract: "cli.schema.infer.abstract", discussion: "cli.schema.infer.examples")

    @Argument(help: ArgumentHelp("cli.inspect.file", valueName: "file"), completion: .file())
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.schema.infer.output", valueName: "file"), completion: .file(extensions: ["json"]))
    var output: String?

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let path = try LocalFile(file, in: session).path
        let options = try reading.options()
        let inspection = try TableRun(session).read(path, label: file) { scratch, support, progress in
            try TableFile.inspect(path, name: file, options: options, support: support, scratch: scratch, progress: progress)
        }
        let words = Folding.words(path.deletingPathExtension().lastPathComponent)
        var schema = TableSchema.infer(from: inspection)
        schema.name = words.isEmpty ? "table" : words.joined(separator: "-")
        schema.title = session.text("schema.inferred.title", ["name": .text(path.lastPathComponent)])
        schema.summary = session.text("schema.inferred.summary", ["rows": .integer(Int(inspection.rows))])
        schema.version = "0.1.0"
        let text = schema.json.prettyText
        try await Destination(file: output, session: session).write(AsyncThrowingStream { continuation in
            continuation.yield(Array(text.utf8))
            continuation.finish()
        })
    }
}

struct SchemaUpdateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "cli.schema.update.abstract", discussion: "cli.schema.update.examples")

    @Flag(name: .shortAndLong, help: "cli.option.quiet")
    var quiet = false

    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let library = try SchemaShelf(place, in: session).library
        let progress = session.progress(isQuiet: quiet)
        let label = session.text("cli.schema.update.label")
        let update: SchemaUpdate
        do {
            defer { progress.clear() }
            update = try await library.update { done, total in
                try session.interruption.check()
                progress.update(0, label: label, ProgressReport(
                    phase: session.text("cli.schema.update.phase"), done: Int64(done), total: Int64(total), unit: .items))
            }
        }
        try session.print(SchemaReport(session: session).lines(update))
        if !update.failed.isEmpty { throw Told(outcome: .negative) }
    }
}

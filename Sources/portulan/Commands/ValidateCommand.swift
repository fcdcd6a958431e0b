import ArgumentParser
import Catalog
import DuckDB
import Foundation
import Localization
import Tables
import Terminal

struct ValidateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "cli.validate.abstract", discussion: "cli.validate.examples")

    @Argument(help: ArgumentHelp("cli.validate.file", valueName: "file"), completion: .file())
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.validate.schema", valueName: "schema"), completion: .file(extensions: ["json"]))
    var schema: String?

    @Flag(help: "cli.validate.json")
    var json = false

    @Flag(help: "cli.validate.csv")
    var csv = false

    @Option(help: ArgumentHelp("cli.validate.html", valueName: "file"), completion: .file(extensions: ["html"]))
    var html: String?

    @Option(help: ArgumentHelp("cli.validate.badge", valueName: "file"), completion: .file(extensions: ["svg"]))
    var badge: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.validate.limit", valueName: "number"))
    var limit: Int?

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        guard !(json && csv) else { throw UsageProblem("validate.forms") }
        let run = try await CheckRun(file: file, schema: schema, reading: reading.options(), place: place, session: session)
        let samples = json || csv ? 5 : max(0, limit ?? 3)
        let (choice, report) = try await run.report(samples: samples)
        run.tellGuess(choice)
        if let html { try await write(Array(HTMLReport(report, localizer: session.localizer).html.utf8), to: html, session) }
        if let badge {
            let picture = Badge(report.validation, schemaTitle: choice.title, localizer: session.localizer)
            try await write(Array(picture.svg.utf8), to: badge, session)
        }
        if json {
            try session.print(try JSONText.encode(ReportDocument(report, fit: choice.fit?.score, localizer: session.localizer)))
        } else if csv {
            var findings = FindingStream(report, as: .csv, localizer: session.localizer, limit: limit ?? .max)
            while let piece = try findings.nextPiece() { try session.print(bytes: piece) }
        } else {
            try session.print(ValidationText(report, session: session).lines)
        }
        if !report.validation.isValid { throw Told(outcome: .negative) }
    }

    private func write(_ bytes: [UInt8], to file: String, _ session: Session) async throws {
        try await Destination(file: file, session: session).write(AsyncThrowingStream { continuation in
            continuation.yield(bytes)
            continuation.finish()
        })
    }
}

struct RepairCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "repair", abstract: "cli.repair.abstract", discussion: "cli.repair.examples")

    @Argument(help: ArgumentHelp("cli.validate.file", valueName: "file"), completion: .file())
    var file: String

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.validate.schema", valueName: "schema"), completion: .file(extensions: ["json"]))
    var schema: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("cli.repair.output", valueName: "file"), completion: .file(extensions: ["csv"]))
    var output: String?

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var place: InstanceOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let run = try await CheckRun(file: file, schema: schema, reading: reading.options(), place: place, session: session)
        let (choice, report) = try await run.report(samples: 0)
        run.tellGuess(choice)
        let summary = try await run.repair(report, to: output)
        for line in ValidationText.lines(summary, report, session: session) { session.say(line) }
        if !summary.isDone || !report.isStructureSound { throw Told(outcome: .negative) }
    }
}

extension ValidationReport {
    /// Whether no required column is missing: what no repair can make up for.
    fileprivate var isStructureSound: Bool { !errors.contains { $0.group.rule == .headerMissing } }
}

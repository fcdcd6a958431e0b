import ArgumentParser
import DuckDB
import Foundation
import Localization
import Tables
import Terminal

struct InspectCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "cli.inspect.abstract", discussion: "cli.inspect.examples")

    @Argument(help: ArgumentHelp("cli.inspect.file", valueName: "file"), completion: .file())
    var file: String

    @Flag(help: "cli.inspect.json")
    var json = false

    @Option(help: ArgumentHelp("cli.inspect.why", valueName: "column"))
    var why: String?

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var common: CommonOptions

    func run(in session: Session) async throws {
        let path = try LocalFile(file, in: session).path
        let options = try reading.options()
        // Delimited text is read without DuckDB: a folder that is missing matters only once it is needed.
        let support = (try? SupportFolder.locate(environment: session.environment, executable: session.executable))
            ?? SupportFolder(root: session.executable.deletingLastPathComponent().appending(path: ".portulan"))
        let progress = session.progress(isQuiet: !session.errors.isInteractive)
        let inspection: Inspection
        do {
            defer { progress.clear() }
            inspection = try ScratchFolder.with { scratch in
                try TableFile.inspect(
                    path, name: path.lastPathComponent, options: options,
                    reference: ReferenceCodes(folder: support.referenceCodes), support: support, scratch: scratch,
                    progress: { step in
                        try session.interruption.check()
                        progress.update(0, label: path.lastPathComponent, ProgressReport(step, session))
                    })
            }
        }
        if let why {
            try session.print(try WhyReport(column: why, of: inspection, session: session).lines)
        } else if json {
            try session.print(try JSONText.encode(inspection))
        } else {
            try session.print(InspectionReport(inspection, name: file, session: session).lines)
        }
    }
}

/// How to read a file where what is found out is not what is wanted.
struct ReadingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("cli.option.sheet", valueName: "name"))
    var sheet: String?

    @Option(help: ArgumentHelp("cli.option.member", valueName: "name"))
    var member: String?

    @Option(help: ArgumentHelp("cli.option.delimiter", valueName: "character"))
    var delimiter: String?

    @Option(help: ArgumentHelp("cli.option.encoding", valueName: "encoding"))
    var encoding: EncodingName?

    /// - Throws: `UsageProblem` for a delimiter that is not one.
    func options() throws -> ReadOptions {
        var options = ReadOptions()
        options.sheet = sheet
        options.member = member
        options.encoding = encoding.flatMap { TextEncoding(rawValue: $0.rawValue) }
        if let delimiter {
            // Nobody can type a tabulation in a shell without effort.
            let character = ["\\t": "\t", "tab": "\t"][delimiter] ?? delimiter
            guard character.utf8.count == 1 else {
                throw UsageProblem("delimiter", ["value": .text(delimiter)])
            }
            options.delimiter = character
        }
        return options
    }
}

/// The encodings, by the names that `TextEncoding` has.
struct EncodingName: RawRepresentable, ExpressibleByArgument, CaseIterable {
    let rawValue: String

    init?(rawValue: String) {
        guard TextEncoding(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    static var allCases: [EncodingName] { TextEncoding.allCases.compactMap { EncodingName(rawValue: $0.rawValue) } }
    static var allValueStrings: [String] { allCases.map(\.rawValue) }
}

extension ProgressReport {
    init(_ step: ReadProgress, _ session: Session) {
        self.init(
            phase: session.text("progress.\(step.phase.rawValue)"), done: step.done, total: step.total, unit: .bytes)
    }
}

import ArgumentParser
package import Foundation
import Localization
import Logging
import Server
package import Terminal
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// One run of the command line, from words to exit status.
package struct Program: Sendable {
    private let choice: LanguageChoice
    private let session: Session

    /// - Parameters:
    ///   - words: without the program's name.
    ///   - write: receives everything that the run prints.
    package init(
        words: [String], environment: [String: String], currentFolder: URL, executable: URL,
        output: Terminal, errors: Terminal, write: @escaping @Sendable (StandardStream, [UInt8]) throws -> Void
    ) {
        choice = LanguageChoice(words: words, environment: environment)
        session = Session(
            localizer: Localizer(choice.language), environment: environment, currentFolder: currentFolder,
            executable: executable, output: output, errors: errors, write: write)
    }

    /// - Returns: the exit status of the process.
    package func run() async -> Outcome {
        do {
            try await runOrThrow()
            return .success
        } catch {
            let report = FailureReport(error, signal: session.interruption.signal)
            for line in report.lines(session.localizer, terminal: session.errors) { session.say(line) }
            return report.outcome
        }
    }

    /// What the program takes, in words that tests and help read.
    package static func description() throws -> CommandDescription {
        try CommandDescription.read(toolInfo: Portulan._dumpHelp())
    }

    private func runOrThrow() async throws {
        if let problem = choice.problem { throw problem }
        let words = choice.words
        if let request = CompletionRequest(words: words, environment: session.environment) {
            return try session.print(try request.script(session.localizer))
        }
        let isAskedByShell = words.first?.hasPrefix("---completion") == true
        if isAskedByShell { return try session.print(Self.completions(words)) }

        let reading = CommandLineReading(words, of: try Self.description())
        // Help on the group alone would leave the wrong word unsaid.
        if let problem = reading.problem, reading.isCommandUnknown { throw UsageFailure(problem, command: reading.command.fullName) }
        if reading.asksForHelp || words.isEmpty || (reading.problem == nil && !reading.command.children.isEmpty) {
            if reading.asksForVersion { return try session.print("portulan \(Portulan.version)") }
            let page = HelpPage(reading.command, localizer: session.localizer, terminal: session.output)
            return try session.print(page.lines)
        }
        if let problem = reading.problem { throw UsageFailure(problem, command: reading.command.fullName) }
        guard let command = try parse(words, reading) as? any Command else { return }
        guard !type(of: command).handlesSignals else { return try await command.run(in: session) }
        try await session.interruption.watching { [session] in try await command.run(in: session) }
    }

    private func parse(_ words: [String], _ reading: CommandLineReading) throws -> any ParsableCommand {
        do {
            return try Portulan.parseAsRoot(words)
        } catch {
            let detail = UsageProblem("other", ["detail": .text(Portulan.message(for: error))])
            throw UsageFailure(detail, command: reading.command.fullName)
        }
    }

    /// ArgumentParser answers the shell's questions itself, through an error that carries the answer.
    private static func completions(_ words: [String]) -> [String] {
        do {
            _ = try Portulan.parseAsRoot(words)
            return []
        } catch {
            return [Portulan.message(for: error)]
        }
    }
}

@main
enum Main {
    static func main() async {
        // A reader that goes away is told by the failing write, not by a signal that would also kill an ingestion.
        _ = signal(SIGPIPE, SIG_IGN)
        // Libraries log by themselves; the standard output is for answers.
        LoggingSystem.bootstrap { StructuredLogHandler(label: $0, format: .text, level: .error) }
        let environment = ProcessInfo.processInfo.environment
        let program = Program(
            words: Array(ProcessInfo.processInfo.arguments.dropFirst()), environment: environment,
            currentFolder: URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory),
            executable: Bundle.main.executableURL ?? URL(filePath: ProcessInfo.processInfo.arguments[0]),
            output: Terminal(.output, environment: environment), errors: Terminal(.error, environment: environment),
            write: { stream, bytes in try stream.write(bytes) })
        exit(await program.run().rawValue)
    }
}

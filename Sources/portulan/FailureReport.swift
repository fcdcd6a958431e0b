import Declarations
import Foundation
package import Localization
package import Terminal

/// A command line that is not understood, with the command whose help says more.
struct UsageFailure: LocalizedFailure {
    private let problem: UsageProblem
    let command: String

    init(_ problem: UsageProblem, command: String) {
        self.problem = problem
        self.command = command
    }

    var code: String { problem.code }
    var arguments: [String: MessageArgument] { problem.arguments.merging(["help": .text(command)]) { old, _ in old } }
    var isPermanent: Bool { true }
}

/// An error as the command line tells it: one line that names the place, then the way out.
package struct FailureReport: Sendable {
    private let error: any Error
    private let signal: Int32?
    private let file: String?

    /// - Parameters:
    ///   - signal: what stopped the run, where a signal did: whatever error came of it is of no interest.
    ///   - file: what the error is about, where several files are worked on.
    package init(_ error: any Error, signal: Int32? = nil, file: String? = nil) {
        self.error = signal == nil ? EngineFailure.told(error) : CancellationError()
        self.signal = signal
        self.file = file
    }

    package var outcome: Outcome {
        switch error {
        case let told as Told: told.outcome
        case is CancellationError: signal == SIGTERM ? .terminated : .interrupted
        case let failure as StreamFailure: failure.isBrokenPipe ? .brokenPipe : .inputOutput
        case let failure as any LocalizedFailure: Outcome(code: failure.code)
        default: .software
        }
    }

    /// `portulan: fichier:ligne:colonne : message`, then what to do about it.
    package func lines(_ localizer: Localizer, terminal: Terminal) -> [String] {
        let ink = Ink(terminal)
        switch error {
        case is Told: return []
        case is CancellationError: return [ink(.faint, localizer.text("cli.interrupted"))]
        case let failure as StreamFailure:
            guard !failure.isBrokenPipe else { return [] }
            return told(localizer.message(code: "cli.output.write", ["reason": .text(failure.reason)]), ink, terminal)
        case let declaration as DeclarationError:
            return declaration.problems.flatMap { told(localizer.message(for: $0), ink, terminal) }
        default:
            var message = localizer.message(for: error)
            if error is UsageFailure || error is UsageProblem, message.hint == nil {
                let command = (error as? UsageFailure)?.command ?? "portulan"
                message.hint = localizer.text("cli.help.hint", ["command": .text(command)])
            }
            if let file, !message.text.contains(file) {
                message.text = localizer.text("cli.ingest.failed", ["name": .text(file), "reason": .text(message.text)])
            }
            message.text = place(message.text, localizer) + message.text
            return told(message, ink, terminal)
        }
    }

    /// `fichier:ligne : `, where the error knows both and its sentence does not begin with them.
    private func place(_ message: String, _ localizer: Localizer) -> String {
        guard let arguments = (error as? any LocalizedFailure)?.arguments, case .text(let file)? = arguments["file"],
            case .integer(let line)? = arguments["line"], !message.hasPrefix(file)
        else { return "" }
        return localizer.text("cli.place", ["file": .text(file), "line": .text("\(line)")])
    }

    private func told(_ message: (text: String, hint: String?), _ ink: Ink, _ terminal: Terminal) -> [String] {
        let width = terminal.width
        let head = Paragraph("portulan: " + message.text.visible).lines(width: width, hanging: 2)
        let tail = message.hint.map { Paragraph($0.visible).lines(width: width.map { max(20, $0 - 2) }) } ?? []
        return head.enumerated().map { $0.offset == 0 ? marked($0.element, ink) : ink.message($0.element) }
            + tail.map { "  " + ink.message($0) }
    }

    private func marked(_ line: String, _ ink: Ink) -> String {
        ink(.bad, "portulan:") + ink.message(String(line.dropFirst("portulan:".count)))
    }
}

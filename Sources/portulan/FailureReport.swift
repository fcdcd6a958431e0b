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

    /// - Parameter signal: what stopped the run, where a signal did: whatever error came of it is of no interest.
    package init(_ error: any Error, signal: Int32? = nil) {
        self.error = signal == nil ? error : CancellationError()
        self.signal = signal
    }

    package var status: Outcome {
        switch error {
        case is NegativeAnswer: .negative
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
        case is NegativeAnswer: return []
        case is CancellationError: return [ink(.faint, localizer.text("cli.interrupted"))]
        case let failure as StreamFailure:
            guard !failure.isBrokenPipe else { return [] }
            return told(localizer.message(code: "cli.output.write", ["reason": .text(failure.reason)]), ink, terminal)
        default:
            var message = localizer.message(for: error)
            if error is UsageFailure || error is UsageProblem, message.hint == nil {
                let command = (error as? UsageFailure)?.command ?? "portulan"
                message.hint = localizer.text("cli.help.hint", ["command": .text(command)])
            }
            return told(message, ink, terminal)
        }
    }

    private func told(_ message: (text: String, hint: String?), _ ink: Ink, _ terminal: Terminal) -> [String] {
        let head = Paragraph("portulan: " + message.text.visible).lines(width: terminal.width, hanging: 2)
        let tail = message.hint.map { Paragraph("  " + $0.visible).lines(width: terminal.width, hanging: 2) } ?? []
        return head.enumerated().map { $0.offset == 0 ? marked($0.element, ink) : ink.message($0.element) }
            + tail.map { "  " + ink.message(String($0.drop { $0 == " " })) }
    }

    private func marked(_ line: String, _ ink: Ink) -> String {
        ink(.bad, "portulan:") + ink.message(String(line.dropFirst("portulan:".count)))
    }
}

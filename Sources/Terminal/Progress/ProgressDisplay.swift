package import Localization
import Synchronization

/// Shows how tasks go: bars drawn over themselves on a terminal, a plain line now and then elsewhere.
///
/// It may be told of progress from any thread.
package final class ProgressDisplay: Sendable {
    /// Milliseconds between two drawings of the bars, and seconds between two plain lines of one task.
    private static let redrawInterval: Duration = .milliseconds(100)
    private static let plainInterval: Duration = .seconds(5)
    /// More bars than this would scroll the screen.
    private static let shownTasks = 12

    private struct Task {
        let label: String
        var report: ProgressReport?
        var pace = Pace()
        var saidPhase: String?
        var saidAt: Duration?
    }

    private struct State {
        var tasks: [(id: Int, task: Task)] = []
        var drawnLines = 0
        var drawnAt: Duration?
    }

    private let terminal: Terminal
    private let localizer: Localizer
    private let isQuiet: Bool
    private let now: @Sendable () -> Duration
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - isQuiet: show nothing, neither bars nor lines.
    ///   - now: time on a clock that only goes forward.
    ///   - write: where the text goes; a reader that went away is its business.
    package init(
        terminal: Terminal, localizer: Localizer, isQuiet: Bool,
        now: @escaping @Sendable () -> Duration, write: @escaping @Sendable (String) -> Void
    ) {
        self.terminal = terminal
        self.localizer = localizer
        self.isQuiet = isQuiet
        self.now = now
        self.write = write
    }

    /// Adds a task or tells how far it is.
    package func update(_ id: Int, label: String, _ report: ProgressReport) {
        guard !isQuiet else { return }
        let moment = now()
        state.withLock { state in
            let position = state.tasks.firstIndex { $0.id == id } ?? state.tasks.endIndex
            if position == state.tasks.endIndex { state.tasks.append((id, Task(label: label))) }
            state.tasks[position].task.report = report
            state.tasks[position].task.pace.note(report, now: moment)
            if terminal.isInteractive {
                if let drawn = state.drawnAt, moment - drawn < Self.redrawInterval { return }
                write(redrawn(&state, above: "", at: moment))
            } else if let line = plainLine(&state.tasks[position].task, at: moment) {
                write(line + "\n")
            }
        }
    }

    /// Takes a task off the display and leaves `line` in its place, where there is one.
    package func finish(_ id: Int, line: String? = nil) {
        let moment = now()
        state.withLock { state in
            state.tasks.removeAll { $0.id == id }
            let text = line.map { $0 + "\n" } ?? ""
            if isQuiet || !terminal.isInteractive {
                if !isQuiet, !text.isEmpty { write(text) }
            } else {
                write(redrawn(&state, above: text, at: moment))
            }
        }
    }

    /// Clears the bars, as before an error message.
    package func clear() {
        state.withLock { state in
            state.tasks = []
            if state.drawnLines > 0 { write(redrawn(&state, above: "", at: now())) }
        }
    }

    private func redrawn(_ state: inout State, above: String, at moment: Duration) -> String {
        var text = state.drawnLines > 0 ? "\u{1B}[\(state.drawnLines)A\r\u{1B}[J" : ""
        text += above
        let width = max(40, terminal.width ?? 80) - 1
        let active = state.tasks.prefix(Self.shownTasks)
        let labelWidth = min(max(10, active.map(\.task.label.displayWidth).max() ?? 0), width / 3)
        let ink = Ink(terminal)
        for (_, task) in active {
            guard let report = task.report else { continue }
            text += ProgressLine(label: task.label, report: report, pace: task.pace)
                .bar(width: width, localizer: localizer, ink: ink, labelWidth: labelWidth) + "\n"
        }
        let hidden = state.tasks.count - active.count
        if hidden > 0 {
            text += ink(.faint, localizer.text("cli.progress.others", ["count": .integer(hidden)])) + "\n"
        }
        state.drawnLines = active.count { $0.task.report != nil } + (hidden > 0 ? 1 : 0)
        state.drawnAt = moment
        return text
    }

    private func plainLine(_ task: inout Task, at moment: Duration) -> String? {
        guard let report = task.report else { return nil }
        let isNewPhase = task.saidPhase != report.phase
        let isDue = task.saidAt.map { moment - $0 >= Self.plainInterval } ?? true
        guard isNewPhase || isDue else { return nil }
        task.saidPhase = report.phase
        task.saidAt = moment
        return ProgressLine(label: task.label, report: report, pace: task.pace).sentence(localizer)
    }
}

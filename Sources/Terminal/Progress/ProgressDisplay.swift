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
        var label: String
        var report: ProgressReport?
        var pace = Pace()
        var startedAt: Duration?
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

    /// Adds a task that waits for its turn: it is counted, and shown once it moves.
    package func expect(_ id: Int, label: String) {
        guard !isQuiet else { return }
        state.withLock { state in
            if !state.tasks.contains(where: { $0.id == id }) { state.tasks.append((id, Task(label: label))) }
        }
    }

    /// Adds a task or tells how far it is.
    package func update(_ id: Int, label: String, _ report: ProgressReport) {
        guard !isQuiet else { return }
        let moment = now()
        state.withLock { state in
            let position = state.tasks.firstIndex { $0.id == id } ?? state.tasks.endIndex
            if position == state.tasks.endIndex { state.tasks.append((id, Task(label: label))) }
            state.tasks[position].task.label = label
            if state.tasks[position].task.startedAt == nil { state.tasks[position].task.startedAt = moment }
            state.tasks[position].task.report = report
            state.tasks[position].task.pace.note(report, now: moment)
            if terminal.isInteractive {
                if let drawn = state.drawnAt, moment - drawn < Self.redrawInterval { return }
                write(redrawn(&state, at: moment))
            } else if let line = plainLine(&state.tasks[position].task, at: moment) {
                write(line + "\n")
            }
        }
    }

    /// Takes a task off the display.
    ///
    /// - Parameter announce: prints what became of it; the bars are out of the way while it does.
    package func finish(_ id: Int, announce: () -> Void = {}) {
        let moment = now()
        state.withLock { state in
            state.tasks.removeAll { $0.id == id }
            guard !isQuiet, terminal.isInteractive else { return announce() }
            write(erased(&state))
            announce()
            write(redrawn(&state, at: moment))
        }
    }

    /// Clears the bars, as before an error message.
    package func clear() {
        state.withLock { state in
            state.tasks = []
            if state.drawnLines > 0 { write(erased(&state)) }
        }
    }

    private func erased(_ state: inout State) -> String {
        defer { state.drawnLines = 0 }
        return state.drawnLines > 0 ? "\u{1B}[\(state.drawnLines)A\r\u{1B}[J" : ""
    }

    private func redrawn(_ state: inout State, at moment: Duration) -> String {
        var text = erased(&state)
        let width = max(40, terminal.width ?? 80) - 1
        let active = state.tasks.filter { $0.task.report != nil }.prefix(Self.shownTasks)
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
        state.drawnLines = active.count + (hidden > 0 ? 1 : 0)
        state.drawnAt = moment
        return text
    }

    /// What is over within a second is told by its result alone.
    private func plainLine(_ task: inout Task, at moment: Duration) -> String? {
        guard let report = task.report else { return nil }
        let patience = task.saidPhase == report.phase ? Self.plainInterval : .seconds(1)
        guard moment - (task.saidAt ?? task.startedAt ?? moment) >= patience else { return nil }
        task.saidPhase = report.phase
        task.saidAt = moment
        return ProgressLine(label: task.label, report: report, pace: task.pace).sentence(localizer)
    }
}

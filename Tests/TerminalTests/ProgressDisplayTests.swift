import Localization
import Synchronization
import Terminal
import Testing

/// A display with a clock that goes where it is told, and all that it wrote.
private struct Stage: Sendable {
    private final class Record: Sendable {
        let state = Mutex((time: Duration.zero, text: ""))
    }

    private let record = Record()
    let display: ProgressDisplay

    init(_ terminal: Terminal, isQuiet: Bool = false) {
        display = ProgressDisplay(
            terminal: terminal, localizer: Localizer(.french), isQuiet: isQuiet,
            now: { [record] in record.state.withLock { $0.time } },
            write: { [record] text in record.state.withLock { $0.text += text } })
    }

    func advance(_ duration: Duration) { record.state.withLock { $0.time += duration } }

    /// French puts no-break spaces around numbers; expectations are typed with plain ones.
    var text: String {
        record.state.withLock { $0.text }.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }
}

@Suite("Progress")
struct ProgressDisplayTests {
    private let screen = Terminal(isInteractive: true, width: 80, hasColour: false)

    private func reading(_ done: Int64, of total: Int64? = 40_000_000) -> ProgressReport {
        ProgressReport(phase: "lecture", done: done, total: total, unit: .bytes)
    }

    @Test("A bar says what, how far, how fast and how long still, within the width")
    func bar() throws {
        let stage = Stage(screen)
        stage.display.update(1, label: "communes.csv", reading(0))
        stage.advance(.seconds(1))
        stage.display.update(1, label: "communes.csv", reading(10_000_000))
        let line = try #require(stage.text.split(separator: "\n").last)
        #expect(line.contains("communes.csv  █████░░░░░░░░░░░░░░░   25 %  lecture · reste 3 s · 10 Mo/s"))
        for line in stage.text.split(separator: "\n") { #expect(line.drop { !$0.isLetter }.displayWidth < 80) }
    }

    @Test("Bars are drawn ten times a second at most")
    func throttle() {
        let stage = Stage(screen)
        for step in 0..<100 {
            stage.display.update(1, label: "a", reading(Int64(step)))
            stage.advance(.milliseconds(1))
        }
        #expect(stage.text.split(separator: "\n").count == 1)
    }

    @Test("What is announced stands above the bars that remain")
    func announcement() {
        let stage = Stage(screen)
        stage.display.update(1, label: "un.csv", reading(1))
        stage.advance(.seconds(1))
        stage.display.update(2, label: "deux.csv", reading(1))
        var drawnBefore = ""
        stage.display.finish(1) { drawnBefore = stage.text }
        #expect(drawnBefore.hasSuffix("\u{1B}[2A\r\u{1B}[J"))
        let after = stage.text.dropFirst(drawnBefore.count)
        #expect(after.contains("deux.csv") && !after.contains("un.csv"))
    }

    @Test("Files that wait are counted, not drawn")
    func waiting() {
        let stage = Stage(screen)
        for id in 1...5 { stage.display.expect(id, label: "fichier-\(id)") }
        stage.display.update(3, label: "fichier-3", reading(1))
        #expect(stage.text.contains("fichier-3") && !stage.text.contains("fichier-1"))
        #expect(stage.text.contains("… et 4 autres en attente"))
    }

    @Test("Away from a terminal: a line after a second of each phase, then every five seconds, without any control")
    func plain() {
        let stage = Stage(.plain)
        for second in 0..<12 {
            stage.display.update(1, label: "a.csv", reading(Int64(second) * 1_000_000))
            stage.advance(.seconds(1))
        }
        stage.display.update(1, label: "a.csv", ProgressReport(phase: "écriture", done: 0, total: nil, unit: .rows))
        let lines = stage.text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0] == "a.csv : lecture, 2 %, reste 39 s, 1 Mo/s")
        #expect(lines[1] == "a.csv : lecture, 15 %, reste 34 s, 1 Mo/s")
        #expect(lines[3] == "a.csv : écriture")
        #expect(!stage.text.contains("\u{1B}"))
    }

    @Test("What is over in a moment has no line of its own")
    func brief() {
        let stage = Stage(.plain)
        stage.display.update(1, label: "a.csv", reading(0))
        stage.advance(.milliseconds(900))
        stage.display.update(1, label: "a.csv", reading(40_000_000))
        #expect(stage.text.isEmpty)
    }

    @Test("Quiet is silent, yet announces")
    func quiet() {
        let stage = Stage(screen, isQuiet: true)
        stage.display.update(1, label: "a", reading(1))
        var isAnnounced = false
        stage.display.finish(1) { isAnnounced = true }
        #expect(stage.text.isEmpty && isAnnounced)
    }

    @Test("A hundred per cent is said only of what is done", arguments: [
        (39_999_999, "99 %"), (40_000_000, "100 %"), (1, "0 %"),
    ])
    func rounding(done: Int64, expected: String) {
        let stage = Stage(screen)
        stage.display.update(1, label: "a", reading(done))
        #expect(stage.text.contains(" \(expected)"))
    }
}

import Localization

/// How far one task is.
package struct ProgressReport: Sendable, Hashable {
    package enum Unit: String, Sendable, Hashable {
        case bytes, rows, items
    }

    /// What is being done now, as people read it: “lecture”.
    package var phase: String
    package var done: Int64
    /// How much there will be; nil where nobody knows.
    package var total: Int64?
    package var unit: Unit

    package init(phase: String, done: Int64, total: Int64?, unit: Unit) {
        self.phase = phase
        self.done = done
        self.total = total
        self.unit = unit
    }

    /// Between 0 and 1; nil where the total is not known.
    package var fraction: Double? {
        guard let total, total > 0 else { return nil }
        return min(1, max(0, Double(done) / Double(total)))
    }

    func amount(_ count: Int64, _ localizer: Localizer) -> String {
        switch unit {
        case .bytes: localizer.bytes(count)
        case .rows: localizer.text("cli.progress.rows", ["count": .integer(Int(count))])
        case .items: localizer.number(count)
        }
    }
}

/// How fast a phase goes and how long it still takes, from the reports of that phase alone.
struct Pace: Sendable {
    private var phase = ""
    private var startedAt: Duration = .zero
    private var doneAtStart: Int64 = 0
    private var latest: (done: Int64, at: Duration) = (0, .zero)

    /// - Parameter now: time on any clock that only goes forward.
    mutating func note(_ report: ProgressReport, now: Duration) {
        if report.phase != phase {
            phase = report.phase
            startedAt = now
            doneAtStart = report.done
        }
        latest = (report.done, now)
    }

    /// Units a second; nil before there is enough to tell.
    var perSecond: Double? {
        let elapsed = (latest.at - startedAt).seconds
        let done = latest.done - doneAtStart
        return elapsed >= 0.3 && done > 0 ? Double(done) / elapsed : nil
    }

    /// Seconds that the phase still takes at this pace.
    func remaining(_ report: ProgressReport) -> Double? {
        guard let total = report.total, let perSecond, total > report.done else { return nil }
        return Double(total - report.done) / perSecond
    }
}

extension Duration {
    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}

import Localization

/// One task's progress in words and, on a terminal, as a bar.
struct ProgressLine {
    let label: String
    let report: ProgressReport
    let pace: Pace

    private static let barWidth = 20

    /// `communes.csv  ████████░░░░  62 %  lecture · reste 3 s · 12,4 Mo/s`
    func bar(width: Int, localizer: Localizer, ink: Ink, labelWidth: Int) -> String {
        let name = label.visible.truncated(toWidth: labelWidth).padded(toWidth: labelWidth)
        let filled = report.fraction.map { Int((Double(Self.barWidth) * $0).rounded()) } ?? 0
        let full = String(repeating: "█", count: filled)
        let empty = String(repeating: "░", count: Self.barWidth - filled)
        let share = percentage(localizer).padded(toWidth: 6, alignment: .trailing)
        let room = width - labelWidth - Self.barWidth - 6 - 6
        let details = room > 3 ? words(localizer).joined(separator: " · ").truncated(toWidth: room) : ""
        return "\(name)  \(ink(.good, full))\(ink(.faint, empty)) \(share)  \(details)"
    }

    /// `communes.csv : lecture, 62 %, reste 3 s, 12,4 Mo/s`
    func sentence(_ localizer: Localizer) -> String {
        var parts = words(localizer)
        if report.fraction != nil { parts.insert(percentage(localizer), at: 1) }
        return localizer.text("cli.progress.line", [
            "name": .text(label.visible), "detail": .text(parts.joined(separator: ", ")),
        ])
    }

    private func percentage(_ localizer: Localizer) -> String {
        guard let fraction = report.fraction else { return "" }
        // Rounded down: 100 % is said only of what is done.
        return localizer.percent((fraction * 100).rounded(.down) / 100, maxDigits: 0)
    }

    /// The phase, then how long still, then how fast or how much; what is not known is left out, and a narrow
    /// terminal loses the last first.
    private func words(_ localizer: Localizer) -> [String] {
        var words = [report.phase]
        if let seconds = pace.remaining(report) {
            words.append(localizer.text("cli.progress.remaining", ["duration": .duration(seconds: seconds.rounded(.up))]))
        }
        if let perSecond = pace.perSecond, report.unit != .items {
            let amount = report.amount(Int64(perSecond), localizer)
            words.append(localizer.text("cli.progress.rate", ["amount": .text(amount)]))
        }
        if report.fraction == nil, report.done > 0 { words.append(report.amount(report.done, localizer)) }
        return words
    }
}

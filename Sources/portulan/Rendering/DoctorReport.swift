import Instance
import Localization
import Terminal

/// What the doctor found, for people or for programs.
struct DoctorReport {
    let checks: [DoctorCheck]
    let session: Session

    /// `doctor --json`: names and states are stable, sentences are in the language asked for.
    struct Document: Encodable {
        struct Check: Encodable {
            let name: String
            let status: DoctorCheck.Status
            let detail: String
            let remedy: String?
        }

        /// Whether nothing keeps the program from working.
        let ok: Bool
        let checks: [Check]
    }

    var failures: Int { checks.count { $0.status == .failure } }

    var document: Document {
        Document(ok: failures == 0, checks: checks.map { check in
            .init(
                name: check.name, status: check.status, detail: check.detail.text(session.localizer),
                remedy: check.remedy?.text(session.localizer))
        })
    }

    var lines: [String] {
        let titles = checks.map { $0.title.text(session.localizer) }
        let column = titles.map(\.displayWidth).max() ?? 0
        let indent = String(repeating: " ", count: column + 4)
        let width = session.output.width.map { max(30, $0 - indent.count) }
        let told = zip(checks, titles).flatMap { check, title -> [String] in
            let detail = Paragraph(check.detail.text(session.localizer).visible).lines(width: width)
            let remedy = check.remedy.map { Paragraph($0.text(session.localizer).visible).lines(width: width) } ?? []
            let first = "\(mark(check.status)) \(title.padded(toWidth: column))  " + session.ink.message(detail.first ?? "")
            return [first] + (detail.dropFirst() + remedy).map { indent + session.ink.message($0) }
        }
        let verdict = failures == 0
            ? session.ink(.good, session.text("cli.doctor.good"))
            : session.ink(.bad, session.text("cli.doctor.bad", ["count": .integer(failures)]))
        return told + ["", verdict]
    }

    private func mark(_ status: DoctorCheck.Status) -> String {
        switch status {
        case .ok: session.ink(.good, "✓")
        case .warning: session.ink(.warning, "!")
        case .failure: session.ink(.bad, "✗")
        }
    }
}

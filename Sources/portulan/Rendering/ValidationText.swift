import Localization
import Tables
import Terminal

/// A report for a terminal: the verdict, then each cause with its first cells.
struct ValidationText {
    private let text: ReportText
    private let session: Session
    private var ink: Ink { session.ink }

    init(_ report: ValidationReport, session: Session) {
        text = ReportText(report, localizer: session.localizer)
        self.session = session
    }

    var lines: [String] {
        var lines = [ink(.title, text.title.visible)]
        let width = text.facts.map(\.label.displayWidth).max() ?? 0
        lines += text.facts.dropFirst().map { "  " + ink(.faint, $0.label.padded(toWidth: width)) + "  " + $0.value.visible }
        lines += ["", ink(text.isValid ? .good : .bad, text.verdict)]
        for cause in text.errors { lines += [""] + told(cause) }
        if !text.warnings.isEmpty {
            lines += ["", ink(.title, session.text("report.section.warnings"))]
            for cause in text.warnings { lines += paragraph(cause.title, "  • ", "    ") }
        }
        if !text.isValid { lines += ["", session.text("cli.validate.next")] }
        return lines
    }

    private func told(_ cause: ReportText.Cause) -> [String] {
        let head = ink(.title, cause.title.visible) + " " + ink(.faint, "(" + cause.count + ")")
        var lines = Paragraph(head).lines(width: session.output.width, hanging: 2)
        for sample in cause.samples { lines += told(sample) }
        if let more = cause.more { lines.append("    " + ink(.faint, more)) }
        lines += paragraph(session.text("report.label.mend") + " " + cause.mend, "    ", "    ")
        if let correction = cause.correction { lines += paragraph(correction, "    ", "    ").map { ink(.good, $0) } }
        return lines
    }

    private func told(_ sample: ReportText.Sample) -> [String] {
        guard sample.place != nil || sample.cell != nil else { return [] }
        var line = sample.place.map { ink(.faint, $0) + "  " } ?? ""
        if let cell = sample.cell { line += cell.isEmpty ? ink(.faint, session.text("report.emptyCell")) : "« \(cell.visible) »" }
        if let proposal = sample.proposal {
            let shown = proposal.isEmpty ? session.text("report.emptyCell") : "« \(proposal.visible) »"
            line += " → " + ink(sample.isCertain ? .good : .warning, shown)
            line += ink(.faint, " (" + [sample.reason, sample.isCertain ? nil : session.text("report.confidence.likely")]
                .compactMap(\.self).joined(separator: ", ") + ")")
        }
        if let detail = sample.detail { line += " " + detail.visible }
        return Paragraph(line).lines(width: session.output.width.map { max(20, $0 - 4) }, hanging: 2).map { "    " + $0 }
    }

    private func paragraph(_ text: String, _ first: String, _ others: String) -> [String] {
        Paragraph(text.visible).lines(width: session.output.width.map { max(20, $0 - first.displayWidth) }).enumerated()
            .map { ($0.offset == 0 ? first : others) + ink.message($0.element) }
    }

    /// What a repair did and what it leaves to do.
    static func lines(_ summary: RepairSummary, _ report: ValidationReport, session: Session) -> [String] {
        var lines = [session.text("cli.repair.done", [
            "cells": .integer(Int(summary.corrected)), "columns": .integer(summary.renamed), "rows": .integer(Int(summary.rows)),
        ])]
        let left = Int(summary.rowsToMend + summary.rejectedShown)
        lines.append(session.text(left == 0 ? "cli.repair.nothingLeft" : "cli.repair.left", [
            "count": .integer(left), "column": .message("repair.column"),
        ]))
        if summary.rejectedLost > 0 { lines.append(session.text("cli.repair.lost", ["count": .integer(Int(summary.rejectedLost))])) }
        let missing = report.errors.filter { $0.group.rule == .headerMissing }.compactMap(\.group.field)
        if !missing.isEmpty {
            lines.append(session.text("cli.repair.missing", ["fields": .list(missing.map { .text(report.schema.fields[$0].name) })]))
        }
        return lines
    }
}

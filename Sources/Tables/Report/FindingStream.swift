import Foundation
package import Localization

/// All findings kept one by one, in the file's order, written a piece at a time.
package struct FindingStream {
    /// How the findings are written.
    package enum Form: Sendable, Hashable {
        /// A header and one row a finding, for a spreadsheet.
        case csv
        /// One JSON object a line.
        case jsonLines
    }

    private let report: ValidationReport
    private let form: Form
    private let localizer: Localizer
    private let words: FindingWords
    private let corrections: CorrectionTable
    private let limit: Int
    private var next = 0
    private var isStarted = false

    /// Findings in one piece: some dozens of kilobytes.
    private static let pieceLength = 256

    /// - Parameter limit: findings, at most.
    package init(_ report: ValidationReport, as form: Form, localizer: Localizer, limit: Int = .max) {
        self.report = report
        self.form = form
        self.localizer = localizer
        self.limit = limit
        words = FindingWords(report.schema, report.validation, localizer)
        corrections = CorrectionTable(report.validation, schema: report.schema)
    }

    /// The next bytes; nil at the end.
    package mutating func nextPiece() throws -> [UInt8]? {
        let findings = report.validation.findings
        let end = Swift.min(findings.count, limit)
        var out: [UInt8] = []
        if !isStarted {
            isStarted = true
            if form == .csv { CSVText.append(Self.columns.map { localizer.text("report.csv.\($0)") }, for: .spreadsheet, to: &out) }
        } else if next >= end {
            return nil
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let stop = Swift.min(end, next + Self.pieceLength)
        for position in next..<Swift.max(next, stop) {
            let finding = findings[position]
            let correction = corrections.correction(of: position)
            switch form {
            case .csv: CSVText.append(cells(finding, correction), for: .spreadsheet, to: &out)
            case .jsonLines:
                out += try encoder.encode(
                    FindingDocument(finding, correction: correction, schema: report.schema, words: words))
                out.append(0x0A)
            }
        }
        next = Swift.max(next, stop)
        return out
    }

    private static let columns = [
        "line", "row", "column", "field", "severity", "rule", "cell", "message", "mend", "correction", "confidence", "reason",
    ]

    private func cells(_ finding: Finding, _ correction: Correction?) -> [String] {
        [
            finding.line > 0 ? String(finding.line) : "", finding.row > 0 ? String(finding.row) : "",
            words.header(finding.column) ?? "", finding.field.map { report.schema.fields[$0].name } ?? "",
            localizer.text(finding.rule.isError ? "report.severity.error" : "report.severity.warning"), finding.rule.rawValue,
            finding.cell, words.sentence(finding), words.mend(finding), correction?.after ?? "",
            correction.map { localizer.text("report.confidence.\($0.confidence.rawValue)") } ?? "",
            correction.map { localizer.text("correction.\($0.reason.rawValue)") } ?? "",
        ]
    }
}

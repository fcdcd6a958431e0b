import Foundation
package import Localization

/// All findings kept one by one, in the file's order, written a piece at a time.
package struct FindingStream {
    /// How the findings are written.
    package enum Form: Sendable, Hashable {
        /// A header and one row a finding, RFC 4180.
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
            if form == .csv { CSVLine.append(Self.columns.map { localizer.text("report.csv.\($0)") }, to: &out) }
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
            case .csv: CSVLine.append(cells(finding, correction), to: &out)
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
            Self.defused(words.header(finding.column) ?? ""), finding.field.map { report.schema.fields[$0].name } ?? "",
            localizer.text(finding.rule.isError ? "report.severity.error" : "report.severity.warning"), finding.rule.rawValue,
            Self.defused(finding.cell), words.sentence(finding), words.mend(finding), Self.defused(correction?.after ?? ""),
            correction.map { localizer.text("report.confidence.\($0.confidence.rawValue)") } ?? "",
            correction.map { localizer.text("correction.\($0.reason.rawValue)") } ?? "",
        ]
    }

    /// A spreadsheet would take these for formulas (OWASP, CSV injection); an apostrophe makes them text.
    static func defused(_ cell: String) -> String {
        guard let first = cell.utf8.first, first == UInt8(ascii: "=") || first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
            || first == UInt8(ascii: "@") || first == 0x09 || first == 0x0D
        else { return cell }
        // A number is no formula.
        return Double(cell) != nil ? cell : "'" + cell
    }
}

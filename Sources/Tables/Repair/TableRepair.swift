package import DuckDB
package import Foundation
package import Localization

extension ValidationReport {
    /// Writes the file back as the schema wants it: UTF-8, a comma between cells, the schema's names in its order, every
    /// certain correction made; behind them the columns that the schema does not know, and one that says, row by row,
    /// what is left to mend.
    ///
    /// It reads the file a second time and holds one block of rows, however large the file.
    ///
    /// - Parameters:
    ///   - path: the file that was validated, unchanged since.
    ///   - write: receives the bytes, piece by piece.
    /// - Throws: `TablesError`; what `progress` and `write` throw.
    package func repair(
        _ path: URL, localizer: Localizer, support: SupportFolder, scratch: URL, progress: ProgressObserver? = nil,
        write: ([UInt8]) throws -> Void
    ) throws -> RepairSummary {
        var table = RepairedTable(self, localizer: localizer)
        var out: [UInt8] = []
        table.begin(&out)
        try TableFile.withText(
            path, name: file, options: validation.inspection.options, support: support, scratch: scratch, progress: progress
        ) { text in
            try text.forEachBlock(progress: progress) { block, firstRow, rejects in
                for index in 0..<block.rows {
                    table.append(block, index, row: firstRow + Int64(index), to: &out)
                    if out.count >= RepairedTable.pieceSize {
                        try write(out)
                        out.removeAll(keepingCapacity: true)
                    }
                }
                for reject in rejects { table.append(reject, to: &out) }
                return true
            }
        }
        table.end(&out)
        if !out.isEmpty { try write(out) }
        return table.summary
    }
}

/// The repaired table while its rows are written.
struct RepairedTable {
    static let pieceSize = 256 << 10

    private let report: ValidationReport
    private let localizer: Localizer
    private let words: FindingWords
    private let corrections: CorrectionTable
    /// For each field of the schema the column of the file that holds it.
    private let columnOfField: [Int?]
    /// Columns of the file that no field answers to.
    private let extras: [Int]
    /// Fields of which not all findings were kept: their cells are asked again.
    private let uncertainFields: [Int]
    /// The first row beyond which findings may not have been kept.
    private let firstUncertainRow: Int64
    /// Position of the next finding.
    private var next = 0
    /// Rejects told so far.
    private var toldRejects = 0
    private(set) var summary = RepairSummary()

    init(_ report: ValidationReport, localizer: Localizer) {
        self.report = report
        self.localizer = localizer
        let validation = report.validation
        words = FindingWords(report.schema, validation, localizer)
        corrections = CorrectionTable(validation, schema: report.schema)
        var columnOfField: [Int?] = Array(repeating: nil, count: report.schema.fields.count)
        var extras: [Int] = []
        for (index, column) in validation.header.columns.enumerated() {
            if let field = column.field { columnOfField[field] = index } else { extras.append(index) }
        }
        self.columnOfField = columnOfField
        self.extras = extras
        summary.renamed = validation.header.columns.count { $0.role == .nearMiss }
        let cut = report.causes.filter { !$0.isWhole && ($0.group.rule.isAboutOneCell || $0.group.rule == .required) }
        uncertainFields = Set(cut.compactMap(\.group.field)).sorted()
        var lastKept: [Int: Int64] = [:]
        if !cut.isEmpty {
            for position in validation.findings.indices {
                lastKept[validation.findings.group(of: position)] = validation.findings.records[position].row
            }
        }
        firstUncertainRow = uncertainFields.isEmpty ? .max : lastKept.values.min() ?? 0
    }

    /// The header.
    mutating func begin(_ out: inout [UInt8]) {
        let headers = report.validation.header.columns
        let names = report.schema.fields.map(\.name) + extras.map { headers[$0].header } + [localizer.text("repair.column")]
        CSVText.append(names, for: .program, to: &out)
    }

    mutating func append(_ block: CellBlock, _ index: Int, row: Int64, to out: inout [UInt8]) {
        let (replacements, problems) = judge(block, index, row: row)
        for field in columnOfField.indices {
            if field > 0 { out.append(UInt8(ascii: ",")) }
            guard let column = columnOfField[field] else { continue }
            if let replacement = replacements[column] {
                CSVText.append(replacement, for: .program, to: &out)
            } else {
                unsafe CSVText.append(block.column(column)[index].bytes, for: .program, to: &out)
            }
        }
        for column in extras {
            out.append(UInt8(ascii: ","))
            unsafe CSVText.append(block.column(column)[index].bytes, for: .program, to: &out)
        }
        out.append(UInt8(ascii: ","))
        if !problems.isEmpty {
            summary.rowsToMend += 1
            CSVText.append(problems.joined(separator: " | "), for: .program, to: &out)
        }
        out.append(0x0A)
        summary.rows += 1
        summary.corrected += Int64(replacements.count)
    }

    /// A row that could not be read as one: its text goes to the column of problems, so that nothing is lost in silence.
    mutating func append(_ reject: Reject, to out: inout [UInt8]) {
        out.append(contentsOf: repeatElement(UInt8(ascii: ","), count: columnOfField.count + extras.count))
        let told = localizer.text("repair.rejected", [
            "line": .integer(Int(reject.line)), "reason": .text(localizer.text("reject.\(reject.reason.rawValue)", reject.arguments)),
            "text": .text(reject.excerpt),
        ])
        CSVText.append(told, for: .program, to: &out)
        out.append(0x0A)
        summary.rows += 1
        summary.rejectedShown += 1
        toldRejects += 1
    }

    /// Rejects behind the last row, and how many were not kept at all.
    mutating func end(_ out: inout [UInt8]) {
        let rejects = report.validation.inspection.rejects
        if toldRejects < rejects.count { for reject in rejects[toldRejects...] { append(reject, to: &out) } }
        summary.rejectedLost = report.validation.inspection.rejectedRows - summary.rejectedShown
    }

    /// What becomes of a row: texts by column, and what is left to mend.
    private mutating func judge(_ block: CellBlock, _ index: Int, row: Int64) -> (replacements: [Int: String], problems: [String]) {
        let findings = report.validation.findings
        let records = findings.records
        while next < records.count, records[next].row < row { next += 1 }
        let isUncertain = row >= firstUncertainRow
        guard isUncertain || next < records.count && records[next].row == row else { return ([:], []) }
        var replacements: [Int: String] = [:]
        var problems: [String] = []
        var judged = Set<Int>()
        while next < records.count, records[next].row == row {
            let position = next
            next += 1
            let finding = findings[position]
            guard finding.rule.isError else { continue }
            if let field = finding.field { judged.insert(field) }
            if let column = finding.column, replacements[column] != nil { continue }
            settle(finding, corrections.correction(of: position), &replacements, &problems)
        }
        if isUncertain {
            for field in uncertainFields where !judged.contains(field) {
                guard let column = columnOfField[field] else { continue }
                let cell = unsafe block.column(column)[index].text
                guard let problem = corrections.problem(of: cell, field: field) else { continue }
                let finding = Finding(
                    line: 0, row: row, column: column, field: field, rule: problem.rule, cell: String(cell.prefix(200)),
                    arguments: problem.arguments)
                settle(finding, corrections.correction(of: cell, field: field), &replacements, &problems)
            }
        }
        return (replacements, problems)
    }

    private func settle(
        _ finding: Finding, _ correction: Correction?, _ replacements: inout [Int: String], _ problems: inout [String]
    ) {
        if let correction, correction.confidence == .certain, let column = finding.column {
            replacements[column] = correction.after
            return
        }
        var told = words.problem(finding)
        if let correction {
            told += " " + localizer.text(correction.after.isEmpty ? "repair.proposal.empty" : "repair.proposal", [
                "value": .text(correction.after), "reason": .message("correction.\(correction.reason.rawValue)"),
            ])
        }
        problems.append(told)
    }
}

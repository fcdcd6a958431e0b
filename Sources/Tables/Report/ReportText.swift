package import Localization

/// A report in words, ready for a screen, a page or a file: the one place where findings become sentences.
package struct ReportText: Sendable {
    /// One cell of a row shown for context.
    package struct ContextCell: Sendable, Hashable {
        package let header: String
        package let text: String
        /// Whether it is the cell that the finding is about.
        package let isFaulty: Bool
    }

    package struct Sample: Sendable, Hashable {
        /// “ligne 12”; nil for what is about the whole file.
        package let place: String?
        /// The cell as the file writes it; nil where the finding is about no single cell.
        package let cell: String?
        /// What this finding says beyond its cause; nil where the cause says it all.
        package let detail: String?
        /// What the cell should hold; nil where nothing tells.
        package let proposal: String?
        /// Whether the proposal is certain.
        package let isCertain: Bool
        /// Why it was written so, and why the proposal is right.
        package let reason: String?
        /// The row, with headers; empty where the finding is about no row.
        package let row: [ContextCell]
    }

    package struct Cause: Sendable {
        /// Of use as an anchor: `cause-3`.
        package let id: String
        package let isError: Bool
        /// What is wrong, in a few words.
        package let title: String
        /// The column as the file writes it; nil where it is about several or none.
        package let column: String?
        /// “1 234 cellules”, with a number that is exact.
        package let count: String
        /// What the schema asks, one sentence each.
        package let rules: [String]
        /// Where the schema asks it: “champ « siret », propriété pattern”; nil where no schema does.
        package let source: String?
        /// How to mend it.
        package let mend: String
        /// “Correction certaine pour 12 cellules sur 14”; nil where there is none.
        package let correction: String?
        package let samples: [Sample]
        /// “et 1 229 autres”; nil where all are shown.
        package let more: String?
    }

    package let title: String
    package let isValid: Bool
    /// “Le fichier est conforme” or how many errors there are.
    package let verdict: String
    /// What to do next.
    package let advice: String
    package let facts: [(label: String, value: String)]
    /// Those that make the file invalid, then what is only worth knowing.
    package let errors: [Cause]
    package let warnings: [Cause]

    package init(_ report: ValidationReport, localizer: Localizer) {
        let words = FindingWords(report.schema, report.validation, localizer)
        let validation = report.validation
        title = localizer.text("report.title", ["file": .text(report.file)])
        isValid = validation.isValid
        let count = Int(validation.errorCount)
        let rows = Int(validation.inspection.rows + validation.inspection.rejectedRows)
        if isValid {
            advice = localizer.text("report.advice.valid")
        } else if report.certain > 0 {
            advice = localizer.text("report.advice.repair", ["count": .integer(Int(report.certain))])
        } else {
            advice = localizer.text("report.advice.byHand")
        }
        var facts: [(String, String)] = [
            (localizer.text("report.fact.file"), report.file),
            (localizer.text("report.fact.schema"), report.schema.title.map { "\($0) (\(report.schemaName))" } ?? report.schemaName),
        ]
        if let version = report.schema.version { facts.append((localizer.text("report.fact.version"), version)) }
        facts.append((localizer.text("report.fact.rows"), localizer.number(rows)))
        let known = validation.header.columns.count { $0.field != nil }
        facts.append((localizer.text("report.fact.columns"), localizer.text("report.fact.columns.value", [
            "known": .integer(known), "count": .integer(validation.header.columns.count),
        ])))
        self.facts = facts
        var number = 0
        func told(_ causes: [ValidationReport.Cause]) -> [Cause] {
            var told: [Cause] = []
            var done = Set<Rule>()
            for cause in causes {
                let rule = cause.group.rule
                let alike = Self.merged.contains(rule) ? causes.filter { $0.group.rule == rule } : [cause]
                guard alike.count == 1 || done.insert(rule).inserted else { continue }
                number += 1
                told.append(alike.count > 1 ? words.merged(alike, id: "cause-\(number)") : words.cause(cause, id: "cause-\(number)"))
            }
            return told
        }
        errors = told(report.errors)
        warnings = told(report.warnings)
        verdict = localizer.text(
            isValid ? (report.warnings.isEmpty ? "report.valid" : "report.validWithWarnings") : "report.invalid",
            [
                "count": .integer(count), "causes": .integer(isValid ? warnings.count : errors.count), "rows": .integer(rows),
            ])
    }

    /// Rules whose findings are names of columns alone.
    private static let merged: Set<Rule> = [.headerMissing, .headerMissingOptional, .headerExtra]
}

import Localization

/// Findings in sentences, for one file and its schema.
struct FindingWords {
    private let schema: TableSchema
    private let validation: Validation
    private let localizer: Localizer

    init(_ schema: TableSchema, _ validation: Validation, _ localizer: Localizer) {
        self.schema = schema
        self.validation = validation
        self.localizer = localizer
    }

    func cause(_ cause: ValidationReport.Cause, id: String) -> ReportText.Cause {
        let group = cause.group
        let source = RuleSource(group)
        // What is wrong with a header is said by its cause, but for what else the column may be.
        let isHeader = group.rule.rawValue.hasPrefix("header.")
        let samples = cause.samples.map { sample($0) }.filter { !isHeader || $0.detail != nil }
        let hidden = Int(group.count) - samples.count
        return ReportText.Cause(
            id: id, isError: group.rule.isError, title: sentence(group), column: column(group),
            count: count(group), rules: rules(group),
            source: source.property.map { property in
                localizer.text(group.field == nil ? "report.source.schema" : "report.source.field", [
                    "field": .text(group.field.map { schema.fields[$0].name } ?? ""), "property": .text(property),
                ])
            },
            mend: localizer.text("rule.\(group.rule.rawValue).fix", arguments(group)),
            correction: correction(cause), samples: samples,
            more: hidden > 0 && !samples.isEmpty ? localizer.text("report.more", ["count": .integer(hidden)]) : nil)
    }

    /// Columns that miss, or that the schema does not know, as one cause: a list is read at a glance, twenty causes are not.
    func merged(_ causes: [ValidationReport.Cause], id: String) -> ReportText.Cause {
        let rule = causes[0].group.rule
        let names = causes.map { cause -> MessageArgument in
            .text(cause.group.field.map { schema.fields[$0].name } ?? header(cause.group.column) ?? "")
        }
        let key = "report.header.\(rule.rawValue.dropFirst("header.".count))"
        return ReportText.Cause(
            id: id, isError: rule.isError, title: localizer.text(key, ["count": .integer(causes.count), "names": .list(names)]),
            column: nil, count: localizer.text("report.count.columns", ["count": .integer(causes.count)]), rules: [], source: nil,
            mend: localizer.text(key + ".fix"), correction: nil,
            // Where a column may be another one misspelt, that is worth a line.
            samples: causes.flatMap(\.samples).map { sample($0) }.filter { $0.detail != nil }, more: nil)
    }

    /// What is wrong, for all findings of the group.
    func sentence(_ group: FindingGroup) -> String {
        localizer.text("rule.\(group.rule.rawValue)", arguments(group))
    }

    /// What is wrong with one cell, for a list of findings.
    func sentence(_ finding: Finding) -> String { sentence(finding, column: header(finding.column)) }

    /// The same for the column of problems of a repaired file, whose columns have the schema's names.
    func problem(_ finding: Finding) -> String { sentence(finding, column: finding.field.map { schema.fields[$0].name }) }

    private func sentence(_ finding: Finding, column: String?) -> String {
        var arguments = arguments(finding.arguments, finding.column, finding.field)
        if let column { arguments["column"] = .text(column) }
        let told = localizer.text("rule.\(finding.rule.rawValue)", arguments)
        return detail(finding).map { told + " " + $0 } ?? told
    }

    func mend(_ finding: Finding) -> String {
        localizer.text("rule.\(finding.rule.rawValue).fix", arguments(finding.arguments, finding.column, finding.field))
    }

    /// The header of a column as the file writes it.
    func header(_ column: Int?) -> String? {
        column.flatMap { validation.header.columns.indices.contains($0) ? validation.header.columns[$0].header : nil }
    }

    private func column(_ group: FindingGroup) -> String? { header(group.column) ?? group.field.map { schema.fields[$0].name } }

    private func arguments(_ group: FindingGroup) -> [String: MessageArgument] { arguments(group.arguments, group.column, group.field) }

    private func arguments(_ own: [String: MessageArgument], _ column: Int?, _ field: Int?) -> [String: MessageArgument] {
        var arguments = own
        let name = header(column) ?? field.map { schema.fields[$0].name } ?? ""
        if arguments["column"] == nil { arguments["column"] = .text(name) }
        if arguments["field"] == nil { arguments["field"] = .text(field.map { schema.fields[$0].name } ?? name) }
        return RuleWords(localizer).readable(arguments)
    }

    private func count(_ group: FindingGroup) -> String {
        let name = group.rule.rawValue
        let isRow = name.hasPrefix("row.") || group.column == nil && !name.hasPrefix("header.")
        return localizer.text(
            name.hasPrefix("header.") ? "report.count.columns" : isRow ? "report.count.rows" : "report.count.cells",
            ["count": .integer(Int(group.count))])
    }

    /// What the schema asks of the column, in full: the rule that was broken among the others.
    private func rules(_ group: FindingGroup) -> [String] {
        let words = RuleWords(localizer)
        if let check = group.check, schema.checks.indices.contains(check) { return [words.sentence(of: schema.checks[check])] }
        guard let field = group.field.map({ schema.fields[$0] }), !group.rule.rawValue.hasPrefix("header.") else { return [] }
        let kind = localizer.text(field.constraints.isRequired ? "report.kind.required" : "report.kind.optional", [
            "kind": .text(words.kind(of: field)),
        ])
        return [kind] + words.rules(of: field)
    }

    private func correction(_ cause: ValidationReport.Cause) -> String? {
        let key = switch (cause.certain, cause.likely) {
        case (0, 0): ""
        case (_, 0): "report.correction.certain"
        case (0, _): "report.correction.likely"
        default: "report.correction.both"
        }
        guard !key.isEmpty else { return nil }
        return localizer.text(key, [
            "count": .integer(Int(cause.certain > 0 ? cause.certain : cause.likely)), "likely": .integer(Int(cause.likely)),
            "all": .integer(Int(cause.kept)),
        ])
    }

    private func sample(_ sample: ValidationReport.Sample) -> ReportText.Sample {
        let finding = sample.finding
        let headers = validation.header.columns
        let cells = sample.row ?? []
        let row = Self.window(around: finding.column, of: min(cells.count, headers.count)).map { index in
            index.map { ReportText.ContextCell(header: headers[$0].header, text: cells[$0], isFaulty: $0 == finding.column) }
                ?? ReportText.ContextCell(header: "…", text: "…", isFaulty: false)
        }
        return ReportText.Sample(
            place: finding.line > 0 ? localizer.text("report.place", ["line": .integer(Int(finding.line))]) : nil,
            cell: finding.column != nil && !finding.rule.rawValue.hasPrefix("header.") ? finding.cell : nil,
            detail: detail(finding),
            proposal: sample.correction?.after, isCertain: sample.correction?.confidence == .certain,
            reason: sample.correction.map { localizer.text("correction.\($0.reason.rawValue)") }, row: row)
    }

    /// The columns to show of a wide row: the first ones, which mostly name it, and those around the faulty one; nil
    /// where some are left out.
    static func window(around column: Int?, of count: Int) -> [Int?] {
        guard count > 8 else { return Array(0..<count) }
        let kept = Set([0, 1] + (column.map { Array(max(0, $0 - 2)...min(count - 1, $0 + 2)) } ?? [2, 3, 4, 5])).sorted()
        var shown: [Int?] = []
        for (position, index) in kept.enumerated() {
            if position > 0, kept[position - 1] + 1 < index { shown.append(nil) }
            shown.append(index)
        }
        return kept.last == count - 1 ? shown : shown + [nil]
    }

    /// What one finding says beyond its cause.
    private func detail(_ finding: Finding) -> String? {
        if finding.arguments["detail"] != nil { return localizer.text("report.detail", finding.arguments) }
        if finding.arguments["line"] != nil { return localizer.text("report.sameAs", finding.arguments) }
        return nil
    }
}

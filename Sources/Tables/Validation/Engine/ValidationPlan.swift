import Localization

/// A schema made ready for the columns of one file.
struct ValidationPlan: Sendable {
    let schema: TableSchema
    let header: HeaderMatch
    /// By column of the file.
    let columns: [FieldCheck?]
    let tests: [FastTest]
    let rowChecks: [RowCheck]
    let keys: [KeyCheck]
    let headerFindings: [HeaderFinding]
    let groups: [FindingGroup]
    let bounds: FindingBounds
    /// The groups of what rows themselves break.
    let blankRow: Int
    let shortRow: Int

    /// - Parameters:
    ///   - headers: as the file writes them.
    ///   - natives: the types that the file imposes on its columns, where it does.
    init(_ schema: TableSchema, headers: [String], natives: [ColumnType?]?, options: ValidationOptions) throws(SchemaError) {
        self.schema = schema
        header = HeaderMatch(headers: headers, schema: schema)
        bounds = FindingBounds(perGroup: max(0, options.mostPerGroup), total: max(0, min(options.mostFindings, 10_000_000)))
        var groups: [FindingGroup] = []
        func group(
            _ rule: Rule, column: Int? = nil, field: Int? = nil, check: Int? = nil, _ arguments: [String: MessageArgument] = [:]
        ) -> Int {
            let name = column.map { headers[$0] } ?? field.map { schema.fields[$0].name }
            let arguments = arguments.merging(name.map { ["column": .text($0)] } ?? [:]) { given, _ in given }
            groups.append(FindingGroup(rule, column: column, field: field, check: check, arguments: arguments))
            return groups.count - 1
        }
        blankRow = group(.rowBlank)
        shortRow = group(.rowTooFewCells, ["columns": .integer(headers.count)])
        for rule in [Rule.rowTooManyCells, .rowUnclosedQuote, .rowTooLong] { _ = group(rule, ["columns": .integer(headers.count)]) }

        var columnOf: [String: Int] = [:]
        for (index, column) in header.columns.enumerated() {
            if let field = column.field { columnOf[schema.fields[field].name] = index }
        }
        let checks = schema.checks.enumerated().compactMap { index, check in
            CheckRule(name: check.name).map { (index: index, rule: $0, parameters: check.parameters) }
        }
        var columns: [FieldCheck?] = []
        for (index, column) in header.columns.enumerated() {
            guard let field = column.field else {
                columns.append(nil)
                continue
            }
            let name = schema.fields[field].name
            let rules = checks.filter { $0.rule.isAboutOneCell && $0.parameters["column"]?.first == name }
            do {
                columns.append(
                    try FieldCheck(
                        schema.fields[field], column: index, schema: schema, native: natives?[index],
                        rules: rules.map { ($0.index, CellRule($0.rule, $0.parameters)) }
                    ) { rule, check, arguments in
                        group(rule, column: index, field: field, check: check, arguments)
                    })
            } catch {
                throw SchemaError(
                    "pattern.invalid", at: "/fields/\(field)/constraints/pattern",
                    ["pattern": .text(schema.fields[field].constraints.pattern ?? ""), "detail": .text(error.detail), "offset": .integer(error.offset)])
            }
        }
        self.columns = columns
        tests = columns.map { $0.map { FastTest($0) } ?? .everything }
        let compiled = columns
        func check(of name: String) -> FieldCheck? { columnOf[name].flatMap { compiled[$0] } }
        func isMissing(_ name: String) -> Bool { columnOf[name] == nil }

        var rowChecks: [RowCheck] = []
        for entry in checks where !entry.rule.isAboutOneCell {
            let names = entry.rule.columnParameters.flatMap { entry.parameters[$0] ?? [] }
            let present = names.filter { !isMissing($0) }
            var arguments: [String: MessageArgument] = ["columns": .list(names.map { .text($0) })]
            if entry.rule == .sumColumns { arguments["columns"] = .list(names.dropFirst().map { .text($0) }) }
            let comparison = entry.parameters["op"]?.first.flatMap { ColumnComparison(rawValue: $0) } ?? .equal
            if entry.rule == .compareColumns {
                arguments["comparison"] = .message("schema.comparison.\(comparison)")
                arguments["second"] = .text(names.count > 1 ? names[1] : "")
            }
            let first = names.first.flatMap { columnOf[$0] }
            let number = group(
                entry.rule.rule, column: first, field: names.first.flatMap { schema.index(of: $0) }, check: entry.index, arguments)
            let needsAll = entry.rule == .compareColumns || entry.rule == .sumColumns
            // Where columns lack, the header tells; the rows are judged where something can be said of them.
            if present.isEmpty || needsAll && present.count < names.count || entry.rule == .cohesiveColumns && present.count < names.count { continue }
            rowChecks.append(RowCheck(rule: entry.rule, group: number, columns: names.map { check(of: $0) }, comparison: comparison))
        }
        self.rowChecks = rowChecks
        keys = KeyCheck.all(schema, columnOf: columnOf, columns: columns) { rule, column, field, arguments in
            group(rule, column: column, field: field, arguments)
        }
        headerFindings = HeaderFinding.all(header, schema, absent: isMissing) { rule, column, field, arguments in
            group(rule, column: column, field: field, arguments)
        }
        self.groups = groups
    }
}

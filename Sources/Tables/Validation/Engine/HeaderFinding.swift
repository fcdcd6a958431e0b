import Localization

/// One thing that is wrong with the header: known before any row is read.
struct HeaderFinding: Sendable {
    let group: Int
    /// The header in question, as the file writes it.
    let cell: String
    let detail: FindingDetail

    static func all(
        _ header: HeaderMatch, _ schema: TableSchema, absent: (String) -> Bool,
        group: (Rule, _ column: Int?, _ field: Int?, [String: MessageArgument]) -> Int
    ) -> [HeaderFinding] {
        var findings: [HeaderFinding] = []
        func find(
            _ rule: Rule, column: Int? = nil, field: Int? = nil, _ detail: FindingDetail = .none, _ arguments: [String: MessageArgument] = [:]
        ) {
            let cell = column.map { header.columns[$0].header } ?? ""
            findings.append(HeaderFinding(group: group(rule, column, field, arguments), cell: cell, detail: detail))
        }
        for (index, column) in header.columns.enumerated() {
            let proposal = header.proposals.first { $0.column == index }.map { schema.fields[$0.field].name }
            switch column.role {
            case .matched: break
            case .nearMiss: find(.headerNearMiss, column: index, field: column.field, .none, ["name": .text(schema.fields[column.field!].name)])
            case .duplicate: find(.headerDuplicate, column: index, .none, ["name": .text(column.header)])
            case .extra where column.header.isEmpty: find(.headerEmpty, column: index, .none, ["position": .integer(index + 1)])
            case .extra:
                var arguments: [String: MessageArgument] = ["name": .text(column.header)]
                if let proposal { arguments["nearest"] = .text(proposal) }
                find(.headerExtra, column: index, proposal == nil ? .none : .headerProposal, arguments)
            }
        }
        for field in header.missing {
            let described = schema.fields[field]
            let isRequired = described.constraints.isRequired || schema.primaryKey.contains(described.name)
            var arguments: [String: MessageArgument] = ["name": .text(described.name)]
            let proposal = header.proposals.first { $0.field == field }.map { header.columns[$0.column].header }
            if let proposal { arguments["nearest"] = .text(proposal) }
            find(isRequired ? .headerMissing : .headerMissingOptional, field: field, proposal == nil ? .none : .headerRename, arguments)
        }
        if !header.isOrdered {
            let order = header.columns.compactMap(\.field).sorted().map { MessageArgument.text(schema.fields[$0].name) }
            find(.headerOrder, .none, ["names": .list(Array(order.prefix(100)))])
        }
        for check in schema.checks {
            guard let rule = CheckRule(name: check.name), rule == .cohesiveColumns || rule == .oneOfRequired else { continue }
            let names = rule.columnParameters.flatMap { check.parameters[$0] ?? [] }
            let missing = names.filter(absent)
            let isWrong = rule == .cohesiveColumns ? !missing.isEmpty && missing.count < names.count : missing.count == names.count
            if isWrong {
                find(rule.rule, .columnsAbsent, ["columns": .list(names.map { .text($0) }), "missing": .list(missing.map { .text($0) })])
            }
        }
        for key in schema.foreignKeys where !key.resource.isEmpty {
            find(.foreignKeyUnchecked, .none, ["names": .list(key.fields.map { .text($0) }), "resource": .text(key.resource)])
        }
        return findings
    }

    private init(group: Int, cell: String, detail: FindingDetail) {
        self.group = group
        self.cell = cell
        self.detail = detail
    }
}

extension HeaderFinding {
    /// Adds the findings of the header, which stands on `line`.
    static func add(_ findings: [HeaderFinding], line: Int64, to found: inout FoundRecords) {
        for finding in findings {
            finding.cell.withView { found.add(group: finding.group, row: 0, line: line, cell: $0, detail: finding.detail) }
        }
    }
}

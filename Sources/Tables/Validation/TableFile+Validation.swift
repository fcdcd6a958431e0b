package import DuckDB
package import Foundation
import Localization

extension TableFile {
    /// Reads the whole file once: all that `inspect` tells, and where the table is not as `schema` asks.
    ///
    /// Runs on threads of its own until it is done; call it away from the cooperative pool. Only where values come twice
    /// in a key are some stretches of the file read again.
    ///
    /// - Parameters:
    ///   - name: the file's name as the person knows it, for messages; never used as a path.
    ///   - reference: the official lists that the profile checks codes against.
    ///   - scratch: an existing folder for what must be unpacked; what is put there is removed.
    /// - Throws: `TablesError`; `SchemaError`; what `progress` throws.
    package static func validate(
        _ path: URL, name: String, schema: TableSchema, options: ValidationOptions = ValidationOptions(),
        reference: ReferenceCodes = ReferenceCodes(), support: SupportFolder, scratch: URL, progress: ProgressObserver? = nil
    ) throws -> Validation {
        let clock = ContinuousClock()
        let start = clock.now
        var reading = options.reading
        reading.hasHeader = reading.hasHeader ?? true
        do {
            let file = try OpenedFile.open(path, options: reading, scratch: scratch, progress: progress)
            var validation: Validation
            switch file.content {
            case .delimited(let source, let utf16):
                validation = try DelimitedText(source, options: reading).validate(
                    schema, options, reading: reading, reference: reference, progress: progress)
                if let utf16 { validation.inspection.dialect?.encoding = utf16 }
            case .workbook(let format, let path):
                let workbook = try WorkbookReading(format, path, options: reading, scratch: file.scratch.folder, progress: progress)
                validation = try workbook.text.validate(
                    schema, options, reading: reading, reference: reference, progress: progress)
                workbook.describe(&validation.inspection)
            case .engine(let format, let path):
                let engine = try EngineReading(format, path, options: reading, scratch: file.scratch.folder, support: support)
                validation = try engine.text.validate(
                    schema, options, reading: reading, types: engine.table.items.map(\.type), reference: reference, progress: progress)
                engine.describe(&validation.inspection)
            }
            file.describe(&validation.inspection)
            validation.inspection.duration = start.duration(to: clock.now) / .seconds(1)
            return validation
        } catch let error as TablesError {
            throw error.about(file: name)
        }
    }
}

extension DelimitedText {
    /// - Parameter types: what the file says of each column's type, where it does.
    func validate(
        _ schema: TableSchema, _ options: ValidationOptions, reading: ReadOptions, types: [ColumnType?]? = nil, reference: ReferenceCodes,
        progress: ProgressObserver?
    ) throws -> Validation {
        let plan = try ValidationPlan(schema, headers: columns.map(\.header), natives: types, options: options)
        let result = try pass(reading, plan: plan, progress: progress).run()
        var found = FoundRecords(groups: plan.groups.count, bounds: plan.bounds)
        HeaderFinding.add(plan.headerFindings, line: Int64(dialect.headerLines == 0 ? 0 : dialect.preambleLines + 1), to: &found)
        addRejects(result.tally, plan, to: &found)
        if let rows = result.found { found.add(rows, rowsBefore: 0, linesBefore: 0) }
        try KeyResolution(plan: plan, source: source, grammar: grammar, stretches: result.stretches).run(into: &found)
        let groups = plan.groups
        found.sort { groups[$0].column ?? -1 }
        let counted = groups.indices.map { index in
            var group = groups[index]
            group.count = found.counts[index]
            group.firstLine = found.firstLines[index]
            return group
        }
        let inspection = try inspection(result, options: reading, types: types, reference: reference)
        return Validation(
            inspection: inspection, header: plan.header, findings: FindingList(found, groups: groups), groups: counted)
    }

    /// Rows that are not in the table: the first ones one by one, all of them counted.
    private func addRejects(_ tally: ScanTally, _ plan: ValidationPlan, to found: inout FoundRecords) {
        for reason in [Reject.Reason.tooManyCells, .unclosedQuote, .tooLong] {
            let rule: Rule = switch reason {
            case .tooManyCells: .rowTooManyCells
            case .unclosedQuote: .rowUnclosedQuote
            case .tooLong: .rowTooLong
            }
            guard let group = plan.groups.firstIndex(where: { $0.rule == rule }) else { continue }
            let shown = tally.rejects.filter { $0.reason == reason }
            for reject in shown {
                reject.excerpt.withView { found.add(group: group, row: 0, line: reject.line + 1, cell: $0) }
            }
            found.count((tally.rejectsByReason[reason] ?? 0) - Int64(shown.count), group: group)
        }
    }
}

package import DuckDB
package import Foundation

/// What a person needs in order to repair a file: the findings by cause, the first of each in their row, and what the
/// cell should hold where that is known.
package struct ValidationReport: Sendable {
    /// One finding as a report shows it.
    package struct Sample: Sendable {
        package let finding: Finding
        /// The cells of its row, one for each column of the file; nil where it is about no row of the table.
        package let row: [String]?
        package let correction: Correction?
    }

    /// Findings of one rule on one column.
    package struct Cause: Sendable {
        package let group: FindingGroup
        /// The first ones, in the file's order.
        package let samples: [Sample]
        /// Of the findings kept one by one: those with a certain correction, and those with a likely one.
        package let certain: Int64
        package let likely: Int64
        /// How many findings were kept one by one.
        package let kept: Int64

        /// Whether every finding has been looked at, so that ``certain`` and ``likely`` are exact.
        package var isWhole: Bool { kept == group.count }
    }

    /// The file's name as the person knows it.
    package let file: String
    package let schema: TableSchema
    /// How the schema is called in its catalogue, where it comes from one.
    package let schemaName: String
    package let validation: Validation
    /// Errors first, the most numerous first among what concerns cells; those of the header before all.
    package let causes: [Cause]

    /// Corrections that the repaired file makes, among the findings kept one by one.
    package var certain: Int64 { causes.reduce(0) { $0 + $1.certain } }
    package var likely: Int64 { causes.reduce(0) { $0 + $1.likely } }
    package var errors: [Cause] { causes.filter { $0.group.rule.isError } }
    package var warnings: [Cause] { causes.filter { !$0.group.rule.isError } }

    /// Gathers what is to be shown; reads the file a second time, up to the last row that is shown.
    ///
    /// - Parameters:
    ///   - path: the file that was validated, unchanged since.
    ///   - samples: how many findings of each cause are shown with their row.
    /// - Throws: `TablesError`; what `progress` throws.
    package init(
        of validation: Validation, file: String, path: URL, schema: TableSchema, schemaName: String, samples: Int = 5,
        support: SupportFolder, scratch: URL, progress: ProgressObserver? = nil
    ) throws {
        let corrections = CorrectionTable(validation, schema: schema)
        let shown = Self.chosen(samples, of: validation)
        let wanted = Set(shown.joined().map { validation.findings[$0].row }).subtracting([0])
        let contexts = try RowContexts(
            of: wanted, in: path, name: file, options: validation.inspection.options, support: support, scratch: scratch, progress: progress)
        var tallies = Array(repeating: (certain: Int64(0), likely: Int64(0), kept: Int64(0)), count: validation.groups.count)
        for position in validation.findings.indices {
            let group = validation.findings.group(of: position)
            tallies[group].kept += 1
            switch corrections.correction(of: position)?.confidence {
            case .certain: tallies[group].certain += 1
            case .likely: tallies[group].likely += 1
            case nil: break
            }
        }
        self.file = file
        self.schema = schema
        self.schemaName = schemaName
        self.validation = validation
        causes = validation.groups.indices.filter { validation.groups[$0].count > 0 }.map { index in
            Cause(
                group: validation.groups[index],
                samples: shown[index].map { position in
                    let finding = validation.findings[position]
                    return Sample(
                        finding: finding, row: contexts.rows[finding.row], correction: corrections.correction(of: position))
                },
                certain: tallies[index].certain, likely: tallies[index].likely, kept: tallies[index].kept)
        }.sorted { Self.order($0.group) < Self.order($1.group) }
    }

    /// The findings to show of each group: the first ones, in the file's order, no cell twice where there are others.
    private static func chosen(_ samples: Int, of validation: Validation) -> [[Int]] {
        var shown: [[Int]] = Array(repeating: [], count: validation.groups.count)
        var alike = shown
        var cells: [Set<String>] = Array(repeating: [], count: validation.groups.count)
        for position in validation.findings.indices {
            let group = validation.findings.group(of: position)
            guard shown[group].count < samples else { continue }
            if cells[group].insert(validation.findings[position].cell).inserted {
                shown[group].append(position)
            } else if alike[group].count < samples {
                alike[group].append(position)
            }
        }
        return zip(shown, alike).map { ($0 + $1.prefix(samples - $0.count)).sorted() }
    }

    /// What to mend first comes first: the header, then rows, then the most numerous errors; what is only worth
    /// knowing comes last.
    private static func order(_ group: FindingGroup) -> (Int, Int64, Int, String) {
        let name = group.rule.rawValue
        let kind = !group.rule.isError ? 3 : name.hasPrefix("header.") ? 0 : name.hasPrefix("row.") ? 1 : 2
        return (kind, kind >= 2 ? -group.count : 0, group.column ?? -1, name)
    }
}

/// What a file holds and where it is not as a schema asks, after one reading of all of it.
///
/// The same file gives the same validation, whether one thread read it or many.
package struct Validation: Codable, Sendable {
    package var inspection: Inspection
    package var header: HeaderMatch
    /// In the file's order; see `FindingList` for how many are kept.
    package var findings: FindingList
    /// What was found, by rule and field, with exact counts; those of the header first, then in the order of the columns.
    /// Groups without a finding are left out of reports by whoever shows them.
    package var groups: [FindingGroup]

    /// Whether nothing stands against the schema; `Rule.isError` tells what does.
    package var isValid: Bool { errorCount == 0 }

    /// Findings that make the table invalid, in the whole file.
    package var errorCount: Int64 { groups.reduce(0) { $0 + ($1.rule.isError ? $1.count : 0) } }

    /// Findings that are worth knowing only.
    package var warningCount: Int64 { groups.reduce(0) { $0 + ($1.rule.isError ? 0 : $1.count) } }
}

/// How a file is validated.
package struct ValidationOptions: Codable, Sendable, Hashable {
    /// How the file is read. A schema's table has a header: `hasHeader` is taken as `true` unless it is given.
    package var reading = ReadOptions()
    /// Findings kept of each group (one rule on one field), the first ones in the file's order.
    package var mostPerGroup = 10_000
    /// Findings kept in all.
    package var mostFindings = 100_000

    package init(reading: ReadOptions = ReadOptions()) {
        self.reading = reading
    }
}

/// What a repaired table became.
package struct RepairSummary: Codable, Sendable, Hashable {
    /// Rows of the repaired table, those that could not be read included.
    package var rows: Int64 = 0
    /// Cells that were corrected.
    package var corrected: Int64 = 0
    /// Columns that got the schema's name.
    package var renamed: Int = 0
    /// Rows in which a person has still something to mend.
    package var rowsToMend: Int64 = 0
    /// Rows that were rejected and whose text stands in the column of problems.
    package var rejectedShown: Int64 = 0
    /// Rows that were rejected beyond those that are kept: they are in the original alone.
    package var rejectedLost: Int64 = 0

    package init() {}

    /// Whether nothing is left to do for a person.
    package var isDone: Bool { rowsToMend == 0 && rejectedShown == 0 && rejectedLost == 0 }
}

package import Territories

/// What was found while a table was read into an indicator: nothing is dropped without a line here.
package struct ReadingReport: Sendable {
    /// Rows of the table that the definition's filter lets through.
    package var rows = 0
    /// Cells that have a value, at the levels that the table speaks of.
    package var cells = 0
    /// Codes that are no territory of the level, with the number of rows that name them, the most frequent first.
    package var unknown: [(code: String, count: Int)] = []
    /// Rows without a territory, or without a date.
    package var withoutTerritory = 0
    package var withoutDate = 0
    /// Territories and dates that have several values that differ, where one was expected; none of them is taken.
    package var ambiguous: [(territory: String, date: CivilDate)] = []
    /// Cells without a value because something would be divided by nothing.
    package var divisions = 0
    /// Opening hours that are not read, at most twenty of them, and how many different there are.
    package var unreadHours: [String] = []
    package var unreadHoursCount = 0
    /// Codes of communes déléguées, communes associées and arrondissements municipaux that were counted in their commune.
    package var folded = 0
    /// Communes of which the table gives the total and its parts too, by date; the total was taken.
    package var totals = 0
    /// What became of the communes of another year, where the table is of another year.
    package var passage: PassageReport?

    /// Rows that count in no territory.
    package var lost: Int { withoutTerritory + withoutDate + unknown.reduce(0) { $0 + $1.count } }

    package init() {}
}

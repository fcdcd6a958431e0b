/// What a scanner met besides rows, counted over a stretch of the file. Lines count from the start of the stretch.
struct ScanTally: Sendable {
    /// A kind of oddity: how often it was met and where first.
    struct Oddity: Sendable {
        var count: Int64 = 0
        var firstLine: Int64 = 0

        mutating func note(_ count: Int64 = 1, line: Int64) {
            if self.count == 0 { firstLine = line }
            self.count += count
        }

        mutating func add(_ later: Oddity, lines: Int64) {
            if count == 0 { firstLine = later.firstLine + lines }
            count += later.count
        }
    }

    var rows: Int64 = 0
    var lines: Int64 = 0
    var rejectedRows: Int64 = 0
    var rejects: [Reject] = []
    /// All of them, also those that `rejects` has no room for.
    var rejectsByReason: [Reject.Reason: Int64] = [:]
    /// Rows with fewer cells than columns, completed with empty ones.
    var shortRows = Oddity()
    /// Rows with more cells than columns, the extra ones empty.
    var longRows = Oddity()
    var blankLines = Oddity()
    var commentLines = Oddity()
    /// Rows that say the header again, which are left out.
    var repeatedHeaders = Oddity()
    /// Lines of rows, kept or rejected, beyond the first of each.
    var furtherLines: Int64 = 0
    /// Quotes inside quoted cells that are neither doubled nor followed by a delimiter.
    var strayQuotes = Oddity()
    /// Cells with NUL bytes, which are left out.
    var nulCells = Oddity()
    /// Cells beyond ASCII that are UTF-8. Whole blocks of UTF-8 count as one.
    var utf8Cells: Int64 = 0
    /// Cells that are not UTF-8, read in the fallback encoding.
    var fallbackCells = Oddity()
    /// Quotes that cost a look at all that follows, in vain.
    var unclosedQuotes: Int64 = 0

    mutating func add(_ later: ScanTally) {
        for reject in later.rejects where rejects.count < Inspection.keptRejects {
            rejects.append(reject.moved(byLines: lines))
        }
        shortRows.add(later.shortRows, lines: lines)
        longRows.add(later.longRows, lines: lines)
        blankLines.add(later.blankLines, lines: lines)
        commentLines.add(later.commentLines, lines: lines)
        repeatedHeaders.add(later.repeatedHeaders, lines: lines)
        strayQuotes.add(later.strayQuotes, lines: lines)
        nulCells.add(later.nulCells, lines: lines)
        fallbackCells.add(later.fallbackCells, lines: lines)
        furtherLines += later.furtherLines
        utf8Cells += later.utf8Cells
        unclosedQuotes += later.unclosedQuotes
        rejectedRows += later.rejectedRows
        rejectsByReason.merge(later.rejectsByReason) { $0 + $1 }
        rows += later.rows
        lines += later.lines
    }
}

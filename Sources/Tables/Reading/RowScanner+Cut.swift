import Localization

extension RowScanner {
    /// Cuts rows from `next` until `mostRows` are there, the stretch ends or the window does.
    ///
    /// - Returns: the rows cut, and whether the window ended within a row, so that more of the file is needed.
    mutating func cut(mostRows: Int) -> (rows: Int, starved: Bool) {
        let buffer = unsafe window
        let end = filled
        let atEnd = reachesEnd
        let last = Int(min(limit - windowOffset, Int64(end)))
        let columns = grammar.columns
        let stride = grammar.rowsPerBlock
        let delimiter = grammar.delimiter
        let newline = grammar.newline
        let comment = grammar.comment
        let hasBackslash = grammar.hasBackslash
        let header = grammar.header
        let hasOtherHeaders = !grammar.headersAbove.isEmpty

        var cursor = unsafe MaskCursor(buffer, grammar, at: next)
        var pending = cursor.all
        var rows = 0
        var rowStart = next
        // Line ends between `next` and the row being cut, and the same for the row that would continue the run.
        var rowLine = 0
        var lineOfRun = -1
        var starved = false
        runs.removeAll(keepingCapacity: true)
        shortRows.removeAll(keepingCapacity: true)
        escaped.removeAll(keepingCapacity: true)
        // Cells with escapes in the rows before the one being cut: a row that is not kept must not be rewritten.
        var escapedBefore = 0

        rowLoop: while rowStart < last, rows < mostRows {
            var cellStart = rowStart
            var column = 0
            var out = unsafe cells + rows
            var hasExtraText = false
            var rowEnd = end
            escapedBefore = escaped.count

            if comment != 0, unsafe buffer[rowStart] == comment {
                // A comment has no quotes: it ends with its line.
                var found = pending & cursor.newlines
                while found == 0, cursor.step(end: end) {
                    pending = cursor.all
                    found = cursor.newlines
                }
                if found != 0 {
                    rowEnd = cursor.base + found.trailingZeroBitCount
                    let bit = found & (~found &+ 1)
                    pending &= ~(bit | (bit &- 1))
                } else if !atEnd {
                    starved = true
                    break rowLoop
                }
                tally.commentLines.note(line: tally.lines + Int64(cursor.lines(before: rowEnd)))
                rowStart = min(rowEnd + 1, end)
                rowLine = cursor.lines(before: rowStart)
                continue rowLoop
            }

            cellLoop: while true {
                if pending == 0 {
                    if cursor.step(end: end) {
                        pending = cursor.all
                        continue cellLoop
                    }
                    guard atEnd else { starved = true; break rowLoop }
                    // The last row of a file without a line end.
                    var cellEnd = end
                    if newline == 0x0A, cellEnd > cellStart, unsafe buffer[cellEnd - 1] == 0x0D { cellEnd -= 1 }
                    if column < columns {
                        unsafe out.pointee = unsafe Cell(start: buffer + cellStart, count: UInt32(truncatingIfNeeded: cellEnd - cellStart))
                    } else if unsafe !isBlank(buffer, cellStart, cellEnd) {
                        hasExtraText = true
                    }
                    column += 1
                    break cellLoop
                }
                let index = cursor.base &+ pending.trailingZeroBitCount
                let bit = pending & (~pending &+ 1)
                pending ^= bit
                if cursor.delimiters & bit != 0 {
                    if column < columns {
                        unsafe out.pointee = unsafe Cell(start: buffer + cellStart, count: UInt32(truncatingIfNeeded: index &- cellStart))
                        unsafe out += stride
                    } else if unsafe !isBlank(buffer, cellStart, index) {
                        hasExtraText = true
                    }
                    column &+= 1
                    cellStart = index &+ 1
                    continue cellLoop
                }
                if cursor.newlines & bit != 0 {
                    var cellEnd = index
                    if cellEnd > cellStart, unsafe buffer[cellEnd &- 1] == 0x0D { cellEnd &-= 1 }
                    if column < columns {
                        unsafe out.pointee = unsafe Cell(start: buffer + cellStart, count: UInt32(truncatingIfNeeded: cellEnd &- cellStart))
                    } else if unsafe !isBlank(buffer, cellStart, cellEnd) {
                        hasExtraText = true
                    }
                    column &+= 1
                    rowEnd = index
                    break cellLoop
                }
                // A quote: ordinary unless it starts the cell.
                if index != cellStart, unsafe !isBlank(buffer, cellStart, index) { continue cellLoop }

                var close = 0
                var resume = 0
                var hasEscapes = false
                let closing = findClose(
                    &cursor, open: index, after: bit, end: end, atEnd: atEnd, close: &close, resume: &resume,
                    hasEscapes: &hasEscapes)
                switch closing {
                case .closed: break
                case .starved where !atEnd && end - rowStart < Grammar.longestRow:
                    starved = true
                    break rowLoop
                default:
                    escaped.removeSubrange(escapedBefore...)
                    if closing != .interrupted { tally.unclosedQuotes += 1 }
                    rowStart = rejectUnclosed(rowStart: rowStart, open: index, end: end)
                    let lines = countLines(from: next, to: rowStart)
                    // The last line of a file may lack its end.
                    let rejected = unsafe atEnd && buffer[rowStart - 1] != newline ? lines - rowLine + 1 : lines - rowLine
                    cursor = unsafe MaskCursor(buffer, grammar, at: rowStart)
                    cursor.linesBefore = lines
                    tally.furtherLines += Int64(max(0, rejected - 1))
                    rowLine = lines
                    pending = cursor.all
                    continue rowLoop
                }
                if column < columns {
                    if hasEscapes || hasBackslash { unsafe escaped.append(Int32(truncatingIfNeeded: out - cells)) }
                    unsafe out.pointee = unsafe Cell(
                        start: buffer + index + 1, count: UInt32(truncatingIfNeeded: close &- index &- 1), isQuoted: true)
                    unsafe out += stride
                } else if close > index + 1 {
                    hasExtraText = true
                }
                column &+= 1
                while resume >= cursor.base &+ 64, cursor.step(end: end) {}
                if resume >= end {
                    pending = 0
                    break cellLoop
                }
                // `resume` is a delimiter or a line end: the lowest bit left in the masks.
                pending = cursor.all & (.max << UInt64(resume &- cursor.base))
                pending &= pending &- 1
                if unsafe buffer[resume] != delimiter {
                    rowEnd = resume
                    break cellLoop
                }
                cellStart = resume &+ 1
            }

            let line = tally.lines + Int64(rowLine)
            var isKept = true
            if column > header.column, unsafe cells[header.column * stride + rows].count == header.length,
                isHeader(header, row: rows, cells: min(column, columns))
            {
                escaped.removeSubrange(escapedBefore...)
                tally.repeatedHeaders.note(line: line)
                isKept = false
            } else if hasOtherHeaders, grammar.headersAbove.contains(where: { isHeader($0, row: rows, cells: min(column, columns)) }) {
                escaped.removeSubrange(escapedBefore...)
                tally.repeatedHeaders.note(line: line)
                isKept = false
            } else if column == columns {
                if columns == 1, unsafe cells[rows].count == 0, unsafe !cells[rows].isQuoted {
                    tally.blankLines.note(line: line)
                    isKept = false
                }
            } else if column == 1, unsafe isBlank(buffer, rowStart, rowEnd) {
                tally.blankLines.note(line: line)
                isKept = false
            } else {
                if column < columns {
                    for missing in column..<columns {
                        unsafe cells[missing * stride + rows] = unsafe Cell(start: buffer, count: 0)
                    }
                    tally.shortRows.note(line: line)
                    shortRows.append(Int32(truncatingIfNeeded: rows))
                } else if hasExtraText {
                    escaped.removeSubrange(escapedBefore...)
                    reject(
                        .tooManyCells, ["cells": .integer(column), "columns": .integer(columns)], line: line,
                        from: rowStart, to: rowEnd)
                    isKept = false
                } else {
                    tally.longRows.note(line: line)
                }
            }
            if isKept {
                if rowLine != lineOfRun {
                    runs.append(CellBlock.Run(row: rows, line: line))
                    lineOfRun = rowLine
                }
                lineOfRun &+= 1
                rows &+= 1
            }
            rowStart = min(rowEnd &+ 1, end)
            let lastLine = cursor.lines(before: rowEnd)
            tally.furtherLines &+= Int64(lastLine &- rowLine)
            // The last row of a file may lack its line end.
            rowLine = rowEnd < end ? lastLine &+ 1 : lastLine
        }

        if starved {
            escaped.removeSubrange(escapedBefore...)
            let overlong = end - rowStart >= Grammar.longestRow
            if rows == 0, overlong {
                skipOverlongRow(rowStart: rowStart, end: end)
                return (0, false)
            }
        }
        tally.lines += Int64(rowLine)
        tally.rows += Int64(rows)
        next = rowStart
        return (rows, starved)
    }
}

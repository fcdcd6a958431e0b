import Localization

/// The rows that cannot be in the table, and the searches that only they need.
extension RowScanner {
    /// Notes a rejected row that lies in the window; `line` counts from the start of the stretch.
    mutating func reject(
        _ reason: Reject.Reason, _ arguments: [String: MessageArgument], line: Int64, from start: Int, to end: Int
    ) {
        tally.rejectedRows += 1
        tally.rejectsByReason[reason, default: 0] += 1
        guard tally.rejects.count < Inspection.keptRejects else { return }
        tally.rejects.append(
            Reject(line: line, reason: reason, arguments: arguments, excerpt: excerpt(from: start, to: end)))
    }

    /// Rejects the line on which a quote opens that nothing closes; where to go on: the line after.
    mutating func rejectUnclosed(rowStart: Int, open: Int, end: Int) -> Int {
        let line = tally.lines + Int64(countLines(from: next, to: open))
        var stop = open
        while stop < end, unsafe window[stop] != grammar.newline { stop += 1 }
        reject(.unclosedQuote, [:], line: line, from: rowStart, to: stop)
        return min(stop + 1, end)
    }

    /// Rejects the row that fills the window beyond what a row may hold, and leaves out the rest of its line.
    mutating func skipOverlongRow(rowStart: Int, end: Int) {
        let line = tally.lines + Int64(countLines(from: next, to: rowStart))
        reject(.tooLong, ["limit": .bytes(Int64(Grammar.longestRow))], line: line, from: rowStart, to: end)
        // The row is cut at its first line end: what is after it starts a row again.
        var stop = rowStart
        while stop < end, unsafe window[stop] != grammar.newline { stop += 1 }
        tally.lines += Int64(countLines(from: next, to: rowStart))
        if stop < end {
            tally.lines += 1
            next = stop + 1
        } else {
            next = end
            isSkippingLine = true
        }
    }

    /// Whether the row being cut says a header row again.
    func isHeader(_ header: HeaderMark, row: Int, cells count: Int) -> Bool {
        header.matches(count) { unsafe cells[$0 * grammar.rowsPerBlock + row] }
    }

    /// Leaves out what the window holds of a line that is skipped.
    mutating func skipToLineEnd() {
        while next < filled {
            next += 1
            if unsafe window[next - 1] == grammar.newline {
                tally.lines += 1
                isSkippingLine = false
                return
            }
        }
    }

    /// Line ends in the window from `start` up to `end`.
    func countLines(from start: Int, to end: Int) -> Int {
        var count = 0
        var index = start
        while index < end {
            count += unsafe window[index] == grammar.newline ? 1 : 0
            index += 1
        }
        return count
    }

    @inline(__always)
    func isBlank(_ buffer: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end, unsafe buffer[index] == 0x20 || buffer[index] == 0x09 || buffer[index] == 0x0D { index += 1 }
        return index >= end
    }

    /// The first characters of a stretch of the window, as text on one line.
    private func excerpt(from start: Int, to end: Int) -> String {
        let bytes = unsafe UnsafeBufferPointer(start: window + start, count: max(0, min(end - start, 240)))
        let whole = unsafe String(validating: bytes, as: UTF8.self)
        var text = unsafe whole ?? grammar.fallback.decode(bytes)
        text = String(text.prefix(200))
        return String(text.map { $0.isNewline ? "⏎" : $0 == "\0" ? "␀" : $0 })
    }
}

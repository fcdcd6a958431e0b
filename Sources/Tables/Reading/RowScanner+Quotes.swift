/// How the search for the quote that closes a cell ended.
enum Closing {
    case closed, starved
    /// Nothing closes it up to the end of the file or the longest row.
    case unclosed
    /// Another cell seems to open before it is closed.
    case interrupted
}

extension RowScanner {
    /// Looks for the quote that closes the cell opened at `open`, moving `cursor` to the masks it lies in.
    @inline(__always)
    mutating func findClose(
        _ cursor: inout MaskCursor, open: Int, after bit: UInt64, end: Int, atEnd: Bool, close: inout Int,
        resume: inout Int, hasEscapes: inout Bool
    ) -> Closing {
        let buffer = unsafe window
        var quotes = cursor.quotes & ~(bit | (bit &- 1))
        while true {
            while quotes == 0 {
                if !cursor.step(end: end) { return atEnd ? .unclosed : .starved }
                quotes = cursor.quotes
            }
            let index = cursor.base &+ quotes.trailingZeroBitCount
            quotes &= quotes &- 1
            if grammar.hasBackslash {
                var before = index
                while before > open + 1, unsafe buffer[before - 1] == 0x5C { before -= 1 }
                if (index - before) & 1 == 1 {
                    hasEscapes = true
                    continue
                }
            }
            let following = index &+ 1
            if following >= end {
                close = index
                resume = end
                return atEnd ? .closed : .starved
            }
            let byte = unsafe buffer[following]
            if byte == grammar.quote {
                hasEscapes = true
                if quotes != 0 {
                    quotes &= quotes &- 1
                } else {
                    // The second quote of the pair opens the next masks.
                    _ = cursor.step(end: end)
                    quotes = cursor.quotes & ~1
                }
                continue
            }
            if byte == grammar.delimiter || byte == grammar.newline {
                close = index
                resume = following
                return .closed
            }
            var look = following
            while look < end, unsafe buffer[look] == 0x20 || buffer[look] == 0x0D && grammar.newline != 0x0D { look += 1 }
            if look >= end {
                close = index
                resume = end
                return atEnd ? .closed : .starved
            }
            if unsafe buffer[look] == grammar.delimiter || buffer[look] == grammar.newline {
                close = index
                resume = look
                return .closed
            }
            // A quote within the text. Right behind a delimiter and on another line, it rather opens a cell of its
            // own: then it is the first quote that was never closed.
            let before = unsafe buffer[index &- 1]
            if before == grammar.delimiter || before == grammar.newline, countLines(from: open, to: index) > 0 {
                return .unclosed
            }
            tally.strayQuotes.note(line: tally.lines + Int64(cursor.lines(before: index)))
        }
    }
}

import CScan

/// From the bytes of the cells to their text: escapes undone, NUL bytes left out, other encodings made UTF-8.
extension RowScanner {
    mutating func finishText(from: Int, to: Int, rows: Int) {
        if !escaped.isEmpty { unescape() }
        let flags = unsafe scan_flags(window + from, to - from)
        if flags != 0 {
            if flags & CInt(SCAN_NUL) != 0 { removeNULs(rows: rows) }
            if flags & CInt(SCAN_HIGH) != 0 {
                // Cells were only ever shortened, so the whole stretch tells whether any of them is not UTF-8.
                if escaped.isEmpty, unsafe scan_utf8_prefix(window + from, to - from) == to - from {
                    tally.utf8Cells += 1
                } else {
                    transcode(rows: rows)
                }
            }
        }
    }

    /// Undoes doubled quotes and escapes within each cell's own bytes.
    private mutating func unescape() {
        untouched = false
        let quote = grammar.quote
        for position in escaped {
            let cell = unsafe cells[Int(position)]
            let bytes = unsafe UnsafeMutablePointer(mutating: cell.start)
            let count = Int(cell.count)
            var read = 0
            var write = 0
            while read < count {
                let byte = unsafe bytes[read]
                let following = unsafe read + 1 < count ? bytes[read + 1] : 0
                let isEscape = grammar.hasBackslash && byte == 0x5C
                let isPair = read + 1 < count && (following == quote && (byte == quote || isEscape) || isEscape && following == 0x5C)
                if isPair { read += 1 }
                unsafe bytes[write] = bytes[read]
                read += 1
                write += 1
            }
            unsafe cells[Int(position)].count = UInt32(write)
        }
    }

    private mutating func removeNULs(rows: Int) {
        for column in 0..<grammar.columns {
            for row in 0..<rows {
                let index = column * grammar.rowsPerBlock + row
                let cell = unsafe cells[index]
                guard unsafe scan_flags(cell.start, Int(cell.count)) & CInt(SCAN_NUL) != 0 else { continue }
                untouched = false
                tally.nulCells.note(line: runs.line(ofRow: row))
                let bytes = unsafe UnsafeMutablePointer(mutating: cell.start)
                var write = 0
                for read in 0..<Int(cell.count) where unsafe bytes[read] != 0 {
                    unsafe bytes[write] = bytes[read]
                    write += 1
                }
                unsafe cells[index].count = UInt32(write)
            }
        }
    }

    /// Reads the cells that are not UTF-8 in the fallback encoding, each for itself: files joined from several sources
    /// hold both.
    private mutating func transcode(rows: Int) {
        var broken: [Int] = []
        var size = 0
        var firstRow = Int.max
        for column in 0..<grammar.columns {
            for row in 0..<rows {
                let index = column * grammar.rowsPerBlock + row
                let cell = unsafe cells[index]
                let count = Int(cell.count)
                guard unsafe scan_flags(cell.start, count) & CInt(SCAN_HIGH) != 0 else { continue }
                if unsafe scan_utf8_prefix(cell.start, count) == count {
                    tally.utf8Cells += 1
                } else {
                    broken.append(index)
                    size += 3 * count
                    firstRow = min(firstRow, row)
                }
            }
        }
        guard !broken.isEmpty else { return }
        tally.fallbackCells.note(Int64(broken.count), line: runs.line(ofRow: firstRow))
        if size > arenaCapacity {
            unsafe arena.deallocate()
            unsafe arena = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
            arenaCapacity = size
        }
        var out = unsafe arena
        for index in broken {
            let cell = unsafe cells[index]
            let start = unsafe out
            for unsafe byte in unsafe cell.bytes { unsafe out += grammar.fallback.write(byte, to: out) }
            unsafe cells[index].start = UnsafePointer(start)
            unsafe cells[index].count = UInt32(out - start)
        }
    }
}

/// What a cell of a sample looks like from afar, whatever its encoding.
enum CellKind {
    case empty, word, value

    init(_ text: [UInt8]) {
        var digits = 0
        var others = 0
        var isEmpty = true
        for byte in text {
            if byte != 0x20 { isEmpty = false }
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x2B, 0x2D, 0x2C, 0x2E, 0x2F, 0x3A, 0x20, 0x25, 0x45, 0x54, 0x5A: break  // + - , . / : space % E T Z
            // The bytes of no-break and thin spaces, of € in UTF-8, and of both in Windows-1252.
            case 0xC2, 0xA0, 0xE2, 0x80, 0xAF, 0x89, 0x82, 0xAC: break
            default: others += 1
            }
        }
        self = isEmpty ? .empty : digits > 0 && others == 0 ? .value : .word
    }

    /// Digits between two slashes, dashes or dots, as days are written.
    static func isDay(_ text: [UInt8]) -> Bool {
        let marks = text.filter { $0 &- 0x30 > 9 }
        return (6...10).contains(text.count) && marks.count == 2 && marks[0] == marks[1] && [0x2F, 0x2D, 0x2E].contains(marks[0])
            && text[0] &- 0x30 < 10
    }

    /// Four digits that head a column as a year does.
    static func isYear(_ text: [UInt8]) -> Bool {
        text.count == 4 && (text.starts(with: [0x31, 0x39]) || text.starts(with: [0x32, 0x30])) && text.allSatisfy { $0 &- 0x30 < 10 }
    }
}

/// The cells of one column below a header, as far as the header's recognition needs them.
struct ColumnBelow {
    /// Cells that are not empty.
    let filled: [[UInt8]]
    /// Whether at least four out of five of them are values.
    let isMostlyValues: Bool
    /// Whether all of them are values or stand for a missing one.
    var isAllValues: Bool {
        filled.allSatisfy { text in CellKind(text) != .word || text.withView { MissingMarkers.contains($0) } }
    }

    init(_ rows: some Sequence<SampleRows.Row>, column: Int) {
        filled = rows.compactMap { $0.cells.count > column && !$0.cells[column].text.isEmpty ? $0.cells[column].text : nil }
        let values = filled.count { CellKind($0) != .word }
        isMostlyValues = !filled.isEmpty && values * 10 >= filled.count * 8
    }
}

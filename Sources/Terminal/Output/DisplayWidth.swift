/// How many columns of a terminal text takes: most characters one, East Asian wide characters and emoji two,
/// combining marks none.
extension Character {
    /// Source: Unicode Standard Annex 11, *East Asian Width* (classes W and F).
    package var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if first.value < 0x300 { return first.value < 0x20 || (0x7F..<0xA0).contains(first.value) ? 0 : 1 }
        if unicodeScalars.dropFirst().contains("\u{FE0F}") { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return Self.isWide(first.value) ? 2 : 1
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension StringProtocol {
    /// Columns that the text takes on a line.
    package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// The text in at most `width` columns, with an ellipsis where something was cut.
    package func truncated(toWidth width: Int) -> String {
        var used = 0
        var kept = ""
        for (offset, character) in enumerated() {
            let next = used + character.displayWidth
            if next >= width {
                // The last column is for this character if it ends the text, for the ellipsis otherwise.
                let isLast = self.index(startIndex, offsetBy: offset + 1) == endIndex
                return next == width && isLast ? kept + String(character) : (width > 0 ? kept + "…" : "")
            }
            kept.append(character)
            used = next
        }
        return kept
    }

    /// The text with blanks around up to `width` columns.
    package func padded(toWidth width: Int, alignment: TextTable.Alignment = .leading) -> String {
        let blanks = String(repeating: " ", count: Swift.max(0, width - displayWidth))
        return alignment == .leading ? self + blanks : blanks + self
    }

    /// The text as one line that cannot act on the terminal: controls, escape sequences and the invisible marks
    /// that turn the direction of writing become visible signs.
    ///
    /// Files come from anywhere; a cell that holds an escape sequence must not clear the reader's screen.
    package var visible: String {
        guard unicodeScalars.contains(where: { $0.isUnsafeToShow }) else { return String(self) }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": result.append("↵")
            case "\r": continue
            case "\t": result.append("→")
            case _ where !scalar.isUnsafeToShow: result.append(scalar)
            case _ where scalar.value < 0x20:
                // The block “Control Pictures” follows the order of the controls.
                if let picture = Unicode.Scalar(0x2400 + scalar.value) { result.append(picture) }
            default: result.append("\u{FFFD}")
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    fileprivate var isUnsafeToShow: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

/// Makes one name a column out of a header: trimmed, never empty, no two alike.
enum ColumnNames {
    /// - Returns: for each column the header as written and the name to use. Names differ without regard to case,
    ///   because SQL does not distinguish it.
    static func make(_ header: [String]) -> [(header: String, name: String)] {
        var taken = Set<String>()
        return header.enumerated().map { index, written in
            var base = ""
            var pendingSpace = false
            for scalar in written.unicodeScalars {
                if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar == "\u{FEFF}" {
                    pendingSpace = !base.isEmpty
                } else {
                    if pendingSpace { base.append(" ") }
                    pendingSpace = false
                    base.unicodeScalars.append(scalar)
                }
            }
            if base.isEmpty { base = "colonne_\(index + 1)" }
            if base.count > 250 { base = String(base.prefix(250)) }
            var name = base
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(base)_\(number)"
                number += 1
            }
            return (written, name)
        }
    }

    /// Whether a column could not keep the name that the file gives it.
    static func differs(_ column: (header: String, name: String)) -> Bool {
        let plain = column.header.unicodeScalars.filter { !$0.properties.isWhitespace && $0.value >= 0x20 && $0 != "\u{FEFF}" }
        let name = column.name.unicodeScalars.filter { !$0.properties.isWhitespace }
        return plain.isEmpty || !plain.starts(with: name) && name.count > plain.count
    }
}

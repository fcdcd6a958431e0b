/// Numbers as people and spreadsheets write them, in the way that Table Schema reads: a dot before decimals, nothing
/// between thousands.
enum NumberCandidates {
    static func of(_ text: String, isWhole: Bool, evidence: ColumnEvidence) -> [Candidate] {
        let (number, unit) = withoutUnit(text)
        let plain = withoutBlanks(number)
        guard plain.contains(where: { $0.isASCII && $0.isNumber }),
            plain.allSatisfy({ $0.isASCII && ($0.isNumber || ".,-+'eE".contains($0)) })
        else { return [] }
        let hadBlanks = plain.count != number.count
        var found: [Candidate] = []
        func add(_ value: String, _ reason: Correction.Reason, faithful: Bool = true) {
            // A percentage is another number once its sign is gone; a currency is not.
            let reason = unit == nil ? reason : .unit
            found.append(Candidate(value, reason, isFaithful: faithful && unit != "%"))
            if isWhole, let whole = wholePart(value) {
                found.append(Candidate(whole, unit == nil ? .wholeNumber : reason, isFaithful: faithful && unit != "%"))
            }
        }
        let commas = plain.count { $0 == "," }
        let dots = plain.count { $0 == "." }
        switch (commas, dots) {
        case (0, 0), (0, 1): add(plain.replacing("'", with: ""), hadBlanks ? .groupingMarks : .wholeNumber)
        case (1, 0):
            let isThousands = digits(after: ",", in: plain) == 3 && !plain.hasPrefix("0") && !hadBlanks
            let isSure = !isThousands || evidence.hasDecimalComma
            add(plain.replacing(",", with: "."), .decimalComma, faithful: isSure)
            if !isSure { add(plain.replacing(",", with: ""), .groupingMarks, faithful: false) }
        case (1, _) where plain.lastIndex(of: ",")! > plain.lastIndex(of: ".")!:
            add(plain.replacing(".", with: "").replacing(",", with: "."), .decimalComma)
        case (_, 1) where plain.lastIndex(of: ".")! > plain.lastIndex(of: ",")!:
            add(plain.replacing(",", with: ""), .groupingMarks)
        case (0, _): add(plain.replacing(".", with: ""), .groupingMarks)
        case (_, 0): add(plain.replacing(",", with: ""), .groupingMarks)
        default: break
        }
        return found
    }

    /// The whole number that a decimal one writes, where its decimals are zeros.
    private static func wholePart(_ value: String) -> String? {
        guard let dot = value.firstIndex(of: "."), value[value.index(after: dot)...].allSatisfy({ $0 == "0" }) else { return nil }
        return String(value[..<dot])
    }

    private static func digits(after mark: Character, in text: String) -> Int {
        guard let position = text.lastIndex(of: mark) else { return 0 }
        return text[text.index(after: position)...].count
    }

    /// What stands before or after a number without being of it.
    private static func withoutUnit(_ text: String) -> (number: String, unit: String?) {
        for unit in ["%", "€", "EUR", "eur", "euros", "euro", "$", "£", "m²", "km", "kW", "kw", "m"] {
            if text.hasSuffix(unit) { return (String(text.dropLast(unit.count)), unit) }
            if unit == "€" || unit == "$" || unit == "£", text.hasPrefix(unit) { return (String(text.dropFirst()), unit) }
        }
        return (text, nil)
    }

    /// Without blanks of any width: French parts thousands with them.
    static func withoutBlanks(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}

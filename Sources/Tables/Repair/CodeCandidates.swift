/// Codes that spreadsheets and typing have spoiled: SIRET, telephone, commune, postcode.
enum CodeCandidates {
    static func of(_ text: String, isPhone: Bool) -> [Candidate] {
        var found: [Candidate] = []
        // One dot or comma between digits stands before decimals; several part a number into groups.
        let isDecimal = text.count { $0 == "." || $0 == "," } == 1 && text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        let compact = isDecimal ? text : String(String.UnicodeScalarView(text.unicodeScalars.filter { scalar in
            !scalar.properties.isWhitespace && scalar != "." && scalar != "-" && scalar != "_" && scalar != "\u{2011}" && scalar != "/"
                && scalar != "(" && scalar != ")"
        }))
        let isCode = !compact.isEmpty && compact.utf8.count <= 20 && compact.contains(where: \.isNumber)
            && compact.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter || $0 == "+") }
        if isCode {
            if compact != text { found.append(Candidate(compact, .innerSpaces)) }
            let upper = compact.uppercased()
            if upper != compact { found.append(Candidate(upper, .codeCase)) }
        }
        // A number with decimals that are zeros was a code before a spreadsheet read it.
        if let dot = text.firstIndex(where: { $0 == "." || $0 == "," }), dot != text.startIndex {
            let (whole, decimals) = (String(text[..<dot]), text[text.index(after: dot)...])
            if isDigits(whole), !decimals.isEmpty, decimals.allSatisfy({ $0 == "0" }) {
                found.append(Candidate(whole, .numberForCode))
                found += padded(whole)
            }
        }
        found += padded(isCode ? compact : text)
        if isPhone, isCode { found += phones(compact) }
        return found
    }

    /// The same digits behind one zero: what a spreadsheet drops. Behind two, it is likely and no more.
    private static func padded(_ text: String) -> [Candidate] {
        guard isDigits(text), text.first != "0", text.count >= 2 else { return [] }
        return [Candidate("0" + text, .leadingZero), Candidate("00" + text, .leadingZero, isFaithful: false)]
    }

    private static func phones(_ text: String) -> [Candidate] {
        let digits = text.filter(\.isNumber)
        switch digits.count {
        case 9 where digits.first != "0":
            return [
                Candidate("0" + digits, .phonePrefix, meaning: digits), Candidate("+33" + digits, .phonePrefix, meaning: digits),
            ]
        case 10 where digits.hasPrefix("0"):
            return [
                Candidate(digits, .innerSpaces, meaning: digits), Candidate("+33" + digits.dropFirst(), .phonePrefix, meaning: digits),
            ]
        case 11 where digits.hasPrefix("33"): 
            return [
                Candidate("+" + digits, .phonePrefix, meaning: digits),
                Candidate("0" + digits.dropFirst(2), .phonePrefix, meaning: digits),
            ]
        case 12 where digits.hasPrefix("330"): return [Candidate("+33" + digits.dropFirst(3), .phonePrefix)]
        case 13 where digits.hasPrefix("0033"): return [Candidate("+33" + digits.dropFirst(4), .phonePrefix)]
        default: return []
        }
    }

    static func isDigits(_ text: String) -> Bool { !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber } }
}

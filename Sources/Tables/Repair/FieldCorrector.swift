/// Finds what a faulty cell of one column should hold, if anything tells.
///
/// Every way to read the cell again is tried against the column's own rules: a reading that does not satisfy them is
/// dropped, and a correction is certain only where one reading is left and it keeps the meaning of the cell.
package struct FieldCorrector {
    private let field: SchemaField
    private let missingValues: [String]
    private let isPhone: Bool
    private let evidence: ColumnEvidence
    private let accepts: (String) -> Bool

    /// - Parameters:
    ///   - missingValues: cells that mean “no value” in this column.
    ///   - isPhone: whether the schema says that the column holds telephone numbers.
    ///   - evidence: what the column's faulty cells show together.
    ///   - accepts: whether a text satisfies all rules of the column that look at one cell alone.
    package init(
        _ field: SchemaField, missingValues: [String], isPhone: Bool = false, evidence: ColumnEvidence,
        accepts: @escaping (String) -> Bool
    ) {
        self.field = field
        self.missingValues = missingValues
        self.isPhone = isPhone
        self.evidence = evidence
        self.accepts = accepts
    }

    /// - Parameter cell: which does not satisfy the column's rules.
    package func correction(of cell: String) -> Correction? {
        // What no one would read again: long texts are written by people, not spoiled by programs.
        guard cell.utf8.count <= 500 else { return nil }
        let tidy = Self.trimmed(cell)
        if tidy.isEmpty { return nil }
        if tidy != cell, accepts(tidy) { return Correction(tidy, .surroundingSpaces, .certain) }
        var fitting: [Candidate] = []
        for candidate in candidates(tidy) where candidate.text != cell && !fitting.contains(where: { $0.text == candidate.text }) {
            if accepts(candidate.text) { fitting.append(candidate) }
        }
        guard let best = fitting.first else { return nil }
        // Two faithful readings: the cell itself does not tell, and the first one is what people mean most often.
        let others = fitting.contains { $0.meaning != best.meaning && ($0.isFaithful || !best.isFaithful) }
        return Correction(best.text, best.reason, best.isFaithful && !others ? .certain : .likely)
    }

    /// The readings of a cell without blanks around it, the most probable first.
    private func candidates(_ text: String) -> [Candidate] {
        var found: [Candidate] = []
        if let list = field.constraints.enumeration { found += WordCandidates.inList(text, list) }
        switch field.type {
        case .boolean: found += WordCandidates.boolean(text, yes: field.trueValues, no: field.falseValues)
        case .integer: found += NumberCandidates.of(text, isWhole: true, evidence: evidence)
        case .number: found += NumberCandidates.of(text, isWhole: false, evidence: evidence)
        case .date: found += DateCandidates.days(text, format: format, evidence: evidence)
        case .datetime: found += DateCandidates.instants(text, format: format, evidence: evidence)
        case .time: found += DateCandidates.times(text)
        case .year: found += DateCandidates.years(text)
        case .geopoint, .array: found += PointCandidates.of(text)
        case .string, .any:
            found += CodeCandidates.of(text, isPhone: isPhone)
            found += PointCandidates.of(text)
            found += texts(text)
        default: break
        }
        if !field.constraints.isRequired, found.isEmpty {
            found += WordCandidates.missing(text).map { candidate in
                Candidate(missingValues.first ?? "", candidate.reason, isFaithful: candidate.isFaithful)
            }
        }
        return found
    }

    private var format: String? { field.format == "default" ? nil : field.format }

    /// Addresses of the web and of people.
    private func texts(_ text: String) -> [Candidate] {
        var found: [Candidate] = []
        if field.format == "email" {
            let plain = NumberCandidates.withoutBlanks(text.lowercased().hasPrefix("mailto:") ? String(text.dropFirst(7)) : text)
            found.append(Candidate(plain, .innerSpaces))
        }
        if text.lowercased().hasPrefix("www.") || (field.format == "uri" && text.contains(".") && !text.contains(":")) {
            found.append(Candidate("https://" + text, .protocolMissing, isFaithful: false))
        }
        return found
    }

    /// Without blanks of any kind around it, invisible signs included.
    static func trimmed(_ text: String) -> String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}" || scalar == "\u{200E}" || scalar == "\u{200F}"
        }
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }
}

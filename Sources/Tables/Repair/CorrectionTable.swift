/// The corrections of a validation's findings, found one by one as they are asked for.
struct CorrectionTable: Sendable {
    private let validation: Validation
    private let correctors: [Int: FieldCorrector]

    init(_ validation: Validation, schema: TableSchema) {
        self.validation = validation
        let oracle = CellOracle(schema)
        var evidence: [Int: ColumnEvidence] = [:]
        for finding in validation.findings {
            guard let field = finding.field, finding.rule.isAboutOneCell else { continue }
            evidence[field, default: ColumnEvidence()].add(finding.cell)
        }
        let phones = Set(schema.checks.filter { $0.name == "phone-number-value" }.flatMap { $0.parameters["column"] ?? [] })
        correctors = Dictionary(uniqueKeysWithValues: evidence.map { field, evidence in
            let described = schema.fields[field]
            let isPhone = phones.contains(described.name) || described.constraints.pattern?.contains("\\+33") == true
            return (field, FieldCorrector(
                described, missingValues: described.missingValues ?? schema.missingValues, isPhone: isPhone, evidence: evidence,
                accepts: { oracle.accepts($0, field: field) }))
        })
    }

    /// - Parameter position: in `Validation.findings`.
    func correction(of position: Int) -> Correction? {
        let finding = validation.findings[position]
        // A cell that was cut is not known whole.
        guard finding.rule.isAboutOneCell, let field = finding.field, finding.cell.utf8.count < FoundRecords.longestCell - 4 else { return nil }
        return correctors[field]?.correction(of: finding.cell)
    }

    /// What a cell of a column should hold, where it does not satisfy the rules.
    func correction(of cell: String, field: Int) -> Correction? { correctors[field]?.correction(of: cell) }
}

extension Rule {
    /// Whether the cell alone breaks the rule, so that another text in it can satisfy it.
    var isAboutOneCell: Bool {
        let name = rawValue
        if name.hasPrefix("type.") || name.hasPrefix("format.") || name.hasPrefix("constraint.") { return self != .patternTooSlow }
        switch self {
        case .frenchSIREN, .frenchSIRET, .frenchGPS, .nomenclatureActes, .openingHours, .phoneNumber, .yearInterval: return true
        default: return false
        }
    }
}

/// The corrections of a validation's findings, found one by one as they are asked for.
struct CorrectionTable {
    private let validation: Validation
    private let correctors: [Int: FieldCorrector]
    /// For the fields that have findings.
    private let validators: [Int: FieldValidator]

    init(_ validation: Validation, schema: TableSchema) {
        self.validation = validation
        var evidence: [Int: ColumnEvidence] = [:]
        for finding in validation.findings {
            guard let field = finding.field, finding.rule.isAboutOneCell else { continue }
            evidence[field, default: ColumnEvidence()].add(finding.cell)
        }
        let phones = Set(schema.checks.filter { $0.name == "phone-number-value" }.flatMap { $0.parameters["column"] ?? [] })
        var validators: [Int: FieldValidator] = [:]
        for group in validation.groups where group.count > 0 {
            // A pattern that cannot be compiled has stopped the validation before.
            if let field = group.field, validators[field] == nil { validators[field] = try? FieldValidator(schema.fields[field], of: schema) }
        }
        self.validators = validators
        correctors = Dictionary(uniqueKeysWithValues: evidence.compactMap { field, evidence in
            guard let validator = validators[field] else { return nil }
            let described = schema.fields[field]
            let isPhone = phones.contains(described.name) || described.constraints.pattern?.contains("\\+33") == true
            return (field, FieldCorrector(
                described, missingValues: described.missingValues ?? schema.missingValues, isPhone: isPhone, evidence: evidence,
                accepts: validator.isValid))
        })
    }

    /// - Parameter position: in `Validation.findings`.
    func correction(of position: Int) -> Correction? {
        let finding = validation.findings[position]
        // A cell that was cut is not known whole.
        guard finding.rule.isAboutOneCell, let field = finding.field, finding.cell.utf8.count < FoundRecords.longestCell - 4 else { return nil }
        return correctors[field]?.correction(of: finding.cell)
    }

    /// The first rule that a cell of a field breaks by itself.
    func problem(of cell: String, field: Int) -> FieldValidator.Problem? { validators[field]?.problems(cell).first }

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

/// The checks beyond Table Schema that national schemas name in `custom_checks`, as validata defines them.
enum CheckRule: String, CaseIterable, Sendable {
    case frenchSIREN = "french-siren-value"
    case frenchSIRET = "french-siret-value"
    case frenchGPS = "french-gps-coordinates"
    case nomenclatureActes = "nomenclature-actes-value"
    case cohesiveColumns = "cohesive-columns-value"
    case compareColumns = "compare-columns-value"
    case oneOfRequired = "one-of-required"
    case openingHours = "opening-hours-value"
    case phoneNumber = "phone-number-value"
    case sumColumns = "sum-columns-value"
    case yearInterval = "year-interval-value"

    static var names: [String] { allCases.map(\.rawValue) }

    /// By its name, or by the shorter ones that later versions of validata know.
    init?(name: String) {
        switch name {
        case "siren": self = .frenchSIREN
        case "siret": self = .frenchSIRET
        case "french-gps-coordinates-value": self = .frenchGPS
        default: self.init(rawValue: name)
        }
    }

    var rule: Rule { Rule(rawValue: "check." + rawValue)! }

    /// The parameters that name columns, in the order in which findings are told of them.
    var columnParameters: [String] {
        switch self {
        case .cohesiveColumns: ["column", "othercolumns"]
        case .compareColumns: ["column", "column2"]
        case .oneOfRequired: ["column1", "column2"]
        case .sumColumns: ["column", "columns"]
        default: ["column"]
        }
    }

    /// Whether the check looks at one cell alone.
    var isAboutOneCell: Bool { columnParameters.count == 1 }
}

/// How two columns are compared.
enum ColumnComparison: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case equal = "=="
    case greaterOrEqual = ">="
    case greater = ">"

    func holds(isBefore: Bool, isAfter: Bool) -> Bool {
        switch self {
        case .less: isBefore
        case .lessOrEqual: !isAfter
        case .equal: !isBefore && !isAfter
        case .greaterOrEqual: !isBefore
        case .greater: isAfter
        }
    }
}

package import Localization

extension TableSchema {
    /// A first schema for a file that has none: what all its values already satisfy, for a person to complete.
    ///
    /// Nothing is asked that the file does not prove, and nothing that its values prove by chance: no bounds, no
    /// lengths; a list of values only where few come back often.
    ///
    /// - Parameters:
    ///   - name: of the schema, in letters, digits and dashes.
    ///   - localizer: says in which words fields are described.
    package init(inferredFrom inspection: Inspection, name: String, localizer: Localizer) {
        self.init(fields: inspection.columns.map { SchemaField(inferredFrom: $0, localizer: localizer) }, name: name)
        title = localizer.text("schema.inferred.title", ["name": .text(name)])
        summary = localizer.text("schema.inferred.summary", ["rows": .integer(Int(inspection.rows))])
        version = "0.1.0"
        let keys = inspection.columns.filter { $0.isKey }
        // One column that tells every row apart, the first, is the key that people mean.
        if let key = keys.first, key.position == inspection.columns.first?.position { primaryKey = [key.name] }
    }
}

extension SchemaField {
    fileprivate init(inferredFrom column: ColumnProfile, localizer: Localizer) {
        self.init(name: column.name)
        let pattern = column.meaning.flatMap(Self.pattern)
        type = pattern == nil ? Self.type(column) : .string
        if let meaning = column.meaning { title = localizer.text("meaning.\(meaning.rawValue)") }
        example = column.examples.first
        constraints.isRequired = column.count > 0 && column.missing == 0
        constraints.isUnique = column.isKey
        constraints.pattern = pattern
        if !column.missingMarkers.isEmpty { missingValues = [""] + column.missingMarkers }
        switch type {
        case .boolean:
            let words = column.topValues.map(\.value)
            let yes = words.filter { Self.yesWords.contains($0.lowercased()) }
            let no = words.filter { !Self.yesWords.contains($0.lowercased()) }
            if !yes.isEmpty { trueValues = yes }
            if !no.isEmpty { falseValues = no }
        case .date: if let written = column.dateFormat.flatMap(Self.format) { format = written } else { format = "any" }
        case .datetime: format = column.dateFormat == .yearMonthDayDash && column.isZoned == true ? "default" : "any"
        case .number, .integer:
            if let numbers = column.numberFormat {
                (decimalChar, groupChar) = switch numbers.marks {
                case .dotDecimal: (".", "")
                case .commaDecimal: (",", "")
                case .commaDecimalDotGrouping: (",", ".")
                case .dotDecimalCommaGrouping: (".", ",")
                }
                bareNumber = numbers.unit == .none
            }
        case .string:
            let values = column.topValues
            let isList = pattern == nil && column.topValuesAreExact && (2...12).contains(values.count)
                && column.distinct == Int64(values.count) && column.count - column.missing >= 20 * column.distinct
                && values.allSatisfy { $0.value.count <= 60 }
            if isList { constraints.enumeration = values.map(\.value).sorted() }
        default: break
        }
    }

    private static func type(_ column: ColumnProfile) -> SchemaType {
        switch column.type {
        case .boolean: .boolean
        case .integer: .integer
        case .number: .number
        case .date: .date
        case .datetime: .datetime
        case .time: .time
        case .text: .string
        case .json: .any
        }
    }

    private static let yesWords: Set<String> = ["true", "vrai", "oui", "yes", "o", "y", "v", "t", "1"]

    /// The form of codes whose leading zeros and letters a type of numbers would lose.
    private static func pattern(_ meaning: SemanticType) -> String? {
        switch meaning {
        case .siren: "^\\d{9}$"
        case .siret: "^\\d{14}$"
        case .codeCommune: "^([013-9]\\d|2[AB1-9])\\d{3}$"
        case .codePostal: "^\\d{5}$"
        case .codeDepartement: "^(0[1-9]|[1-8]\\d|9[0-5]|2[AB]|97[1-8]|98[46-9])$"
        case .uai: "^\\d{7}[A-Z]$"
        case .rna: "^W[0-9A-Z]\\d{8}$"
        default: nil
        }
    }

    /// The day's pattern in the letters of `strptime`; nil for days with the names of months.
    private static func format(_ format: DateFormat) -> String? {
        if format == .yearMonthDayDash { return "default" }
        guard !format.rawValue.contains("MMM"), !format.rawValue.hasPrefix("d ") else { return nil }
        return format.rawValue.replacing("yyyy", with: "%Y").replacing("yy", with: "%y").replacing("MM", with: "%m")
            .replacing("dd", with: "%d")
    }
}

extension ColumnProfile {
    /// Whether every row has a value and no two the same.
    fileprivate var isKey: Bool { count > 1 && missing == 0 && distinctIsExact && distinct == count && type != .number }
}

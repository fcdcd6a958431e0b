import Foundation

extension TableSchema {
    /// A schema that a table as this one satisfies, to be completed by a person: names, types, formats, what is filled
    /// everywhere, lists of few values, the form of known codes. Descriptions are left to who knows the data.
    package static func infer(from inspection: Inspection) -> TableSchema {
        var schema = TableSchema(fields: inspection.columns.map { SchemaField(inferredFrom: $0, rows: inspection.rows) })
        let markers = inspection.columns.flatMap(\.missingMarkers).filter { !$0.isEmpty }
        // Blanks and `\N` were read as missing too, but only what the file shows is declared.
        var seen: Set<String> = [""]
        schema.missingValues = [""] + markers.filter { seen.insert($0).inserted }
        for (column, field) in zip(inspection.columns, schema.fields) where column.meaningShare == 1 && field.constraints.pattern != nil {
            let check: CheckRule? = column.meaning == .siren ? .frenchSIREN : column.meaning == .siret ? .frenchSIRET : nil
            if let check { schema.checks.append(CustomCheck(name: check.rawValue, parameters: ["column": [field.name]])) }
        }
        return schema
    }
}

extension SchemaField {
    /// Most different values of a list.
    private static let mostListed = 20

    /// The name by which a column is matched: the header as it is written.
    static func name(of column: ColumnProfile) -> String { column.header.isEmpty ? column.name : column.header }

    init(inferredFrom column: ColumnProfile, rows: Int64) {
        self.init(name: Self.name(of: column))
        title = Self.title(column.header)
        example = column.examples.first
        constraints.isRequired = rows > 0 && column.missing == 0
        let values = column.topValues.map(\.value) + column.examples
        // Forms are exact: a space too many in one cell would break them.
        let isPadded = column.notices.contains { $0.code == "text.padded" }
        switch column.type {
        case .boolean: inferBoolean(values)
        case .integer, .number: inferNumber(column, values)
        case .date, .datetime, .time: inferTime(column)
        case .json: type = values.allSatisfy { $0.hasPrefix("[") } ? .array : .object
        case .text: inferText(column, isPadded: isPadded)
        }
        if isPadded, column.type.isTemporal { format = "any" }
        // What the profile takes for a type, the standard may write otherwise: every value at hand must pass.
        let reader = ValueReader(self)
        if !values.filter({ !column.missingMarkers.contains($0) }).allSatisfy({ reader.read($0) != nil }) {
            type = .string
            format = "default"
        }
        let isKey = column.meaning == .identifier || column.meaning == .uuid
        constraints.isUnique = isKey && column.distinctIsExact && column.distinct == rows && rows > 1
    }

    private mutating func inferBoolean(_ values: [String]) {
        type = .boolean
        var yes: [String] = []
        var no: [String] = []
        for value in values {
            guard let word = value.withView({ BooleanWords.read($0.trimmed) }) else { continue }
            if word.value, !yes.contains(value) { yes.append(value) }
            if !word.value, !no.contains(value) { no.append(value) }
        }
        if !yes.isEmpty, !Set(yes).isSubset(of: Self.defaultTrueValues) { trueValues = yes }
        if !no.isEmpty, !Set(no).isSubset(of: Self.defaultFalseValues) { falseValues = no }
    }

    private mutating func inferNumber(_ column: ColumnProfile, _ values: [String]) {
        if column.meaning == .year, values.allSatisfy({ $0.utf8.count == 4 }) {
            type = .year
            return
        }
        let marks = column.numberFormat?.marks ?? .dotDecimal
        bareNumber = (column.numberFormat?.unit ?? NumberFormat.Unit.none) == NumberFormat.Unit.none
        decimalChar = marks == .commaDecimal || marks == .commaDecimalDotGrouping ? "," : "."
        switch marks {
        case .commaDecimalDotGrouping: groupChar = "."
        case .dotDecimalCommaGrouping: groupChar = ","
        default: groupChar = [" ", "\u{A0}", "\u{202F}"].first { mark in values.contains { $0.contains(mark) } } ?? ""
        }
        type = column.type == .integer && groupChar.isEmpty && bareNumber ? .integer : .number
        if type == .integer { decimalChar = "." }
        if column.meaning == .latitude || column.meaning == .longitude {
            let limit = column.meaning == .latitude ? "90" : "180"
            constraints.minimum = "-" + limit
            constraints.maximum = limit
        }
    }

    private mutating func inferTime(_ column: ColumnProfile) {
        switch column.type {
        case .date:
            type = .date
            format = column.dateFormat == .yearMonthDayDash ? "default" : column.dateFormat?.strptime ?? "any"
        case .datetime:
            type = .datetime
            format = "any"
            let reader = ValueReader(SchemaField(name: "", type: .datetime))
            if !column.examples.isEmpty, column.examples.allSatisfy({ reader.read($0) != nil }) { format = "default" }
        default:
            type = .time
            format = "any"
        }
    }

    private mutating func inferText(_ column: ColumnProfile, isPadded: Bool) {
        type = .string
        if column.meaningShare == 1, !isPadded {
            switch column.meaning {
            case .email: format = "email"
            case .url: format = "uri"
            case .uuid: format = "uuid"
            case .geojson: type = .geojson
            case .lonLatPair where column.examples.allSatisfy({ !$0.hasPrefix("[") }): type = .geopoint
            default:
                // Codes written with spaces are recognised too, and have another length.
                if let form = column.meaning?.schemaForm, form.lengths.contains(column.minLength), form.lengths.contains(column.maxLength) {
                    constraints.pattern = form.pattern
                }
            }
        }
        let isList = column.distinctIsExact && column.topValuesAreExact && column.distinct > 0 && column.distinct <= Self.mostListed
            && column.topValues.count == column.distinct && column.count - column.missing >= column.distinct * 5
        if isList, type == .string, format == "default", constraints.pattern == nil {
            constraints.enumeration = column.topValues.map(\.value).sorted()
        }
    }

    /// `code_insee` and `codeInsee` as people would write them: “Code insee”.
    private static func title(_ header: String) -> String? {
        var words: [String] = []
        var word = ""
        for character in header {
            if character == "_" || character.isWhitespace {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                if character.isUppercase, word.last?.isLowercase == true {
                    words.append(word)
                    word = character.lowercased()
                } else {
                    word.append(character)
                }
            }
        }
        if !word.isEmpty { words.append(word) }
        let title = words.joined(separator: " ")
        return title.isEmpty ? nil : title.prefix(1).uppercased() + title.dropFirst()
    }
}

extension SemanticType {
    /// The form of a code, as national schemas write it, and its lengths.
    fileprivate var schemaForm: (pattern: String, lengths: ClosedRange<Int>)? {
        switch self {
        case .siren, .codeEPCI: (#"^\d{9}$"#, 9...9)
        case .siret: (#"^\d{14}$"#, 14...14)
        case .codeCommune: (#"^(\d{2}|2[AB])\d{3}$"#, 5...5)
        case .codePostal: (#"^\d{5}$"#, 5...5)
        case .codeDepartement: (#"^(\d{2,3}|2[AB])$"#, 2...3)
        case .uai: (#"^\d{7}[A-Za-z]$"#, 8...8)
        case .codeIRIS: (#"^(\d{2}|2[AB])\d{7}$"#, 9...9)
        default: nil
        }
    }
}

extension DateFormat {
    /// The pattern that reads these days; `nil` where only `any` does.
    var strptime: String? {
        switch self {
        case .dayMonthNameYear, .monthNameDayYear: nil
        default:
            rawValue.replacing("yyyy", with: "%Y").replacing("yy", with: "%y").replacing("MM", with: "%m").replacing("dd", with: "%d")
        }
    }
}

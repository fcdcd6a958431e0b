import Tables
import Testing

/// The constraints of Table Schema, cell by cell.
@Suite struct ConstraintTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let field: String
        /// Values with the rules that they break.
        let values: [(String, [String])]
        var testDescription: String { field }
    }

    static let cases: [Case] = [
        Case(field: #""constraints": {"required": true}"#, values: [("x", []), ("", ["required"]), (" ", [])]),
        Case(field: #""missingValues": ["", "NA"], "type": "integer", "constraints": {"required": true}"#, values: [("1", []), ("NA", ["required"]), ("na", ["type.integer"])]),
        Case(field: #""missingValues": ["-"], "constraints": {"minLength": 1}"#, values: [("-", []), ("", ["constraint.minLength"])]),
        Case(field: #""constraints": {"minLength": 2, "maxLength": 3}"#, values: [("é", ["constraint.minLength"]), ("éé", []), ("ééé", []), ("éééé", ["constraint.maxLength"])]),
        Case(field: #""type": "array", "constraints": {"minLength": 1, "maxLength": 2}"#, values: [("[]", ["constraint.minLength"]), ("[1]", []), ("[1,2,3]", ["constraint.maxLength"])]),
        Case(field: #""type": "integer", "constraints": {"minimum": 0, "maximum": 10}"#, values: [("0", []), ("10", []), ("-1", ["constraint.minimum"]), ("11", ["constraint.maximum"]), ("99999999999999999999", ["constraint.maximum"])]),
        Case(field: #""type": "integer", "constraints": {"minimum": 0.5}"#, values: [("0", ["constraint.minimum"]), ("1", [])]),
        Case(field: #""type": "number", "constraints": {"minimum": "-64", "maximum": 56}"#, values: [("-64", []), ("-64.000000000000000000001", ["constraint.minimum"]), ("56.0", []), ("56.00000000000000000001", ["constraint.maximum"]), ("NaN", ["constraint.minimum", "constraint.maximum"]), ("-INF", ["constraint.minimum"])]),
        Case(field: #""type": "number", "constraints": {"exclusiveMinimum": 0, "exclusiveMaximum": 1}"#, values: [("0", ["constraint.exclusiveMinimum"]), ("0.5", []), ("1", ["constraint.exclusiveMaximum"])]),
        Case(field: #""type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2024-12-31"}"#, values: [("2020-01-01", []), ("2019-12-31", ["constraint.minimum"]), ("2025-01-01", ["constraint.maximum"])]),
        Case(field: #""type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "01/02/2020"}"#, values: [("02/01/2020", ["constraint.minimum"]), ("01/02/2020", [])]),
        Case(field: #""type": "datetime", "constraints": {"maximum": "2024-01-01T00:00:00Z"}"#, values: [("2024-01-01T01:00:00+02:00", []), ("2024-01-01T00:00:01Z", ["constraint.maximum"])]),
        Case(field: #""type": "time", "constraints": {"minimum": "08:00:00"}"#, values: [("07:59:59", ["constraint.minimum"]), ("08:00:00", [])]),
        Case(field: #""type": "year", "constraints": {"minimum": 2000}"#, values: [("1999", ["constraint.minimum"]), ("2000", [])]),
        Case(field: #""type": "yearmonth", "constraints": {"maximum": "2023-12"}"#, values: [("2024-01", ["constraint.maximum"]), ("2023-12", [])]),
        Case(field: #""constraints": {"enum": ["oui", "non"]}"#, values: [("oui", []), ("Oui", ["constraint.enum"]), ("oui ", ["constraint.enum"])]),
        Case(field: #""type": "integer", "constraints": {"enum": [1, 2]}"#, values: [("1", []), ("01", []), ("3", ["constraint.enum"])]),
        Case(field: #""type": "number", "constraints": {"enum": ["1.5"]}"#, values: [("1.50", []), ("1.51", ["constraint.enum"])]),
        Case(field: #""type": "boolean", "constraints": {"enum": [true]}"#, values: [("true", []), ("1", []), ("false", ["constraint.enum"])]),
        Case(field: #""type": "array", "arrayItem": {"type": "string", "enum": ["a", "b"]}"#, values: [(#"["a"]"#, []), (#"["a", "c"]"#, ["constraint.arrayItem"]), ("[1]", ["constraint.arrayItem"])]),
        Case(field: #""type": "array", "arrayItem": {"type": "integer"}"#, values: [("[1, 2]", []), ("[1.5]", ["constraint.arrayItem"])]),
        // The whole value must match, as in XML Schema.
        Case(field: #""constraints": {"pattern": "\\d{2}"}"#, values: [("12", []), ("123", ["constraint.pattern"]), ("a12", ["constraint.pattern"]), ("12\n", ["constraint.pattern"])]),
        Case(field: #""constraints": {"pattern": "^a|b$"}"#, values: [("a", []), ("b", []), ("ab", ["constraint.pattern"])]),
        Case(field: #""constraints": {"pattern": "^\\w+$"}"#, values: [("été", []), ("a b", ["constraint.pattern"])]),
        Case(field: #""constraints": {"pattern": "(.)\\1"}"#, values: [("aa", []), ("ab", ["constraint.pattern"])]),
        Case(field: #""constraints": {"pattern": "^[A-Z]{2}$", "maxLength": 1}"#, values: [("AB", ["constraint.maxLength"]), ("abc", ["constraint.maxLength", "constraint.pattern"])]),
        // No pattern can hold the process up.
        Case(field: #""constraints": {"pattern": "(a+)+\\1[bc]"}"#, values: [(String(repeating: "a", count: 60) + "d", ["constraint.patternTooSlow"])]),
    ]

    @Test(arguments: cases)
    func valuesAreJudged(_ item: Case) throws {
        let validator = try Validating.field(item.field)
        for (value, rules) in item.values { #expect(Validating.rules(validator, value) == rules, "\(value)") }
    }

    @Test(arguments: cases)
    func tablesAreJudgedAsValuesAre(_ item: Case) throws {
        let schema = try Validating.schema("{\"fields\": [{\"name\": \"a\", \(item.field)}, {\"name\": \"b\"}]}")
        var text = "a,b\n"
        for (value, _) in item.values { text += "\"\(value.replacing("\"", with: "\"\""))\",x\n" }
        let validation = try Validating.validate(text, schema)
        let found = item.values.indices.map { row in validation.findings.filter { $0.row == row + 1 }.map(\.rule.rawValue) }
        #expect(found == item.values.map(\.1))
        Validating.checkWords(validation)
    }
}

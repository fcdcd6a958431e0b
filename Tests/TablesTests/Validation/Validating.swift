import Foundation
import Localization
import Tables
import Testing

/// Schemas and tables written in a test, and what is found in them.
enum Validating {
    static func schema(_ json: String) throws -> TableSchema { try TableSchema(json: Array(json.utf8)) }

    /// One field, given by the inside of its JSON object but for the name.
    static func field(_ json: String, schema: String = "") throws -> FieldValidator {
        let schema = try self.schema("{\"fields\": [{\"name\": \"a\"\(json.isEmpty ? "" : ", ")\(json)}]\(schema.isEmpty ? "" : ", ")\(schema)}")
        return try FieldValidator(schema.fields[0], of: schema)
    }

    /// The rules that the value breaks.
    static func rules(_ validator: FieldValidator, _ value: String) -> [String] { validator.problems(value).map(\.rule.rawValue) }

    static func validate(_ text: String, _ schema: TableSchema, _ options: ValidationOptions = ValidationOptions()) throws -> Validation {
        let files = try FileReading()
        return try TableFile.validate(
            files.write(text.utf8), name: "table.csv", schema: schema, options: options, support: FileReading.support(), scratch: files.folder)
    }

    /// Findings as `line:column rule cell`, warnings left out unless asked for.
    static func findings(_ text: String, _ schema: String, warnings: Bool = false) throws -> [String] {
        try validate(text, self.schema(schema)).findings.filter { warnings || $0.rule.isError }.map { finding in
            "\(finding.line):\(finding.column.map(String.init) ?? "-") \(finding.rule.rawValue) \(finding.cell)"
        }
    }

    /// Every sentence that a validation may need is there in both languages, with all that it shows.
    static func checkWords(_ validation: Validation) {
        for language in [Language.french, .english] {
            let words = Localizer(language)
            for finding in validation.findings {
                var keys = ["rule.\(finding.rule.rawValue)", "rule.\(finding.rule.rawValue).fix"]
                if case .message(let key)? = finding.arguments["detail"] { keys.append(key) }
                for key in keys {
                    let text = words.text(key, finding.arguments)
                    #expect(text != key, "no message \(key)")
                    #expect(text.firstMatch(of: /\{[a-z]+/) == nil, "\(key): an argument is missing in: \(text)")
                }
            }
        }
    }
}

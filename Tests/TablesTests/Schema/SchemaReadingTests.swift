import Foundation
import Localization
import Tables
import Testing

/// Schemas that are wrong are refused with the place and the way out; those that are odd are read with a notice.
@Suite struct SchemaReadingTests {
    static let refused: [(json: String, code: String, says: String)] = [
        ("", "schema.json.invalid", "line 1, column 1"),
        ("{\n  \"fields\": [\n    {\"name\": }\n", "schema.json.invalid", "line 3, column 14"),
        (#"{"a": "é", b}"#, "schema.json.invalid", "line 1, column 12"),
        (#"{"a": "x"#, "schema.json.invalid", "never closed"),
        (#"{"a": 01}"#, "schema.json.invalid", "a value is needed"),
        (#"{} {}"#, "schema.json.invalid", "after the end"),
        (String(repeating: "[", count: 100), "schema.json.invalid", "too many levels"),
        ("[]", "schema.notObject", "a list"),
        ("{}", "schema.fields.missing", "fields"),
        (#"{"feilds": []}"#, "schema.fields.misspelt", "feilds"),
        (#"{"fields": []}"#, "schema.fields.empty", "empty"),
        (#"{"fields": {}}"#, "schema.value.wrong", "/fields"),
        (#"{"fields": ["a"]}"#, "schema.value.wrong", "/fields/0"),
        (#"{"fields": [{}]}"#, "schema.property.missing", "/fields/0"),
        (#"{"fields": [{"name": 1}]}"#, "schema.value.wrong", "/fields/0/name"),
        (#"{"fields": [{"name": "a"}, {"name": "a"}]}"#, "schema.name.duplicate", "/fields/1/name"),
        (#"{"fields": [{"name": "a", "type": "integr"}]}"#, "schema.type.misspelt", "integer"),
        (#"{"fields": [{"name": "a", "type": "float"}]}"#, "schema.type.misspelt", "number"),
        (#"{"fields": [{"name": "a", "type": "monnaie"}]}"#, "schema.type.unknown", "yearmonth"),
        (#"{"fields": [{"name": "a", "type": "date", "format": "jj/mm/aaaa"}]}"#, "schema.format.noPattern", "%d/%m/%Y"),
        (#"{"fields": [{"name": "a", "type": "date", "format": "%Q"}]}"#, "schema.format.directive", "%Q"),
        (#"{"fields": [{"name": "a", "constraints": {"required": "maybe"}}]}"#, "schema.value.wrong", "/fields/0/constraints/required"),
        (#"{"fields": [{"name": "a", "constraints": {"minLength": -1}}]}"#, "schema.value.wrong", "/fields/0/constraints/minLength"),
        (#"{"fields": [{"name": "a", "constraints": {"pattern": "(a"}}]}"#, "schema.pattern.invalid", "(a"),
        (#"{"fields": [{"name": "a", "constraints": {"enum": "a"}}]}"#, "schema.value.wrong", "/fields/0/constraints/enum"),
        (#"{"fields": [{"name": "a", "type": "integer", "constraints": {"minimum": "x"}}]}"#, "schema.bound.unreadable", "integer"),
        (#"{"fields": [{"name": "a"}], "custom_checks": [{"name": "compare-columns-value", "params": {"column": "a", "op": "=>", "column2": "a"}}]}"#, "schema.operator.unknown", "=>"),
        (#"{"fields": [{"name": "a"}], "custom_checks": [{"name": "french-siren-value", "params": {}}]}"#, "schema.property.missing", "/custom_checks/0/params"),
        (#"{"fields": [{"name": "a"}], "foreignKeys": [{"fields": "a"}]}"#, "schema.property.missing", "reference"),
        (#"{"fields": [{"name": "a"}], "missingValues": "NA"}"#, "schema.value.wrong", "/missingValues"),
        (#"{"$schema": "http://json-schema.org/draft-07/schema#", "title": "T", "properties": {}}"#, "schema.isJSONSchema", "JSON Schema"),
    ]

    @Test(arguments: refused.indices)
    func wrongSchemasAreRefused(index: Int) {
        let item = Self.refused[index]
        do {
            _ = try TableSchema(json: Array(item.json.utf8))
            Issue.record("read: \(item.json)")
        } catch {
            #expect(error.code == item.code)
            for language in [Language.french, .english] {
                let message = Localizer(language).message(for: error)
                #expect(message.text != "errors.\(error.code)")
                #expect(message.hint != nil)
                #expect(!(message.text + (message.hint ?? "")).contains("{") || item.json.contains("{"))
                if language == .english { #expect((message.text + " " + (message.hint ?? "")).contains(item.says), "\(message)") }
            }
        }
    }

    static let noted: [(json: String, code: String)] = [
        (#"{"fields": [{"name": "a", "contraints": {}}]}"#, "schema.property.nearest"),
        (#"{"fields": [{"name": "a", "required": true}]}"#, "schema.misplaced"),
        (#"{"fields": [{"name": "a", "constraints": {"require": true}}]}"#, "schema.constraint.nearest"),
        (#"{"fields": [{"name": "a", "format": "courriel"}]}"#, "schema.format"),
        (#"{"fields": [{"name": "a", "format": "emial"}]}"#, "schema.format.nearest"),
        (#"{"fields": [{"name": "a", "type": "integer", "constraints": {"minLength": 2}}]}"#, "schema.useless"),
        (#"{"fields": [{"name": "a", "constraints": {"required": "true"}}]}"#, "schema.truth"),
        (#"{"fields": [{"name": "a", "type": "integer", "constraints": {"enum": ["x"]}}]}"#, "schema.enum"),
        (#"{"fields": [{"name": "a"}], "custom_checks": [{"name": "french-siret", "params": {"column": "a"}}]}"#, "schema.check.nearest"),
        (#"{"fields": [{"name": "a"}], "custom_checks": [{"name": "french-siret-value", "params": {"column": "b"}}]}"#, "schema.checkField.nearest"),
        (#"{"fields": [{"name": "abc"}], "primaryKey": "abd"}"#, "schema.primaryKey.nearest"),
    ]

    @Test(arguments: noted.indices)
    func oddSchemasAreNoted(index: Int) throws {
        let schema = try Validating.schema(Self.noted[index].json)
        #expect(schema.notices.map(\.code) == [Self.noted[index].code])
        for language in [Language.french, .english] {
            for notice in schema.notices { #expect(Localizer(language).text("notice.\(notice.code)", notice.arguments) != "notice.\(notice.code)") }
        }
    }

    @Test func whatASchemaSaysIsRead() throws {
        let schema = try Validating.schema("""
            {"name": "n", "title": "T", "description": "D", "version": 1.2, "homepage": "https://h", "path": "https://p",
             "resources": [{"title": "E", "name": "e", "path": "https://e.csv"}, {"name": "sans chemin"}],
             "fields": [{"name": "a", "title": "A", "description": "…", "type": "number", "decimalChar": ",", "groupChar": " ", "bareNumber": false,
               "example": 1.5, "rdfType": "https://r", "constraints": {"required": true, "unique": true, "minimum": 0, "enum": [1, 2.5]}}],
             "missingValues": ["", "NA"], "primaryKey": "a"}
            """)
        #expect(schema.name == "n" && schema.title == "T" && schema.summary == "D" && schema.version == "1.2")
        #expect(schema.resources.map(\.path) == ["https://e.csv"])
        #expect(schema.missingValues == ["", "NA"] && schema.primaryKey == ["a"])
        let field = schema.fields[0]
        #expect(field.example == "1.5" && field.decimalChar == "," && field.groupChar == " " && !field.bareNumber)
        #expect(field.constraints.isRequired && field.constraints.isUnique && field.constraints.minimum == "0")
        #expect(field.constraints.enumeration == ["1", "2.5"])
        // What is written back is read as the same.
        #expect(try Validating.schema(schema.json.prettyText) == schema)
    }
}

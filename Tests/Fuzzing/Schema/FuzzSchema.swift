import CFuzzer
import Foundation
import Localization
import Tables

/// Any text is a schema or is refused with the place and the way out; a schema written back is the same schema, and
/// judges any value without harm.
@main enum FuzzSchema {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
        exit(unsafe LLVMFuzzerRunDriver(&count, &arguments) { start, count in
            unsafe FuzzSchema.read(Array(UnsafeBufferPointer(start: start, count: count)))
            return 0
        })
    }

    private static let words = Localizer(.french)
    private static let values = ["", "x", "1", "-1.5", "2024-02-29", "12:30:00", "[1, \"a\"]", "{\"a\": 1}", "é\u{1F600} ", "73282932000074", String(repeating: "a", count: 300)]

    private static func read(_ bytes: [UInt8]) {
        let schema: TableSchema
        do {
            schema = try TableSchema(json: bytes)
        } catch {
            let message = words.message(for: error)
            precondition(message.hint != nil && message.text != "errors.\(error.code)", "no words for \(error.code)")
            return
        }
        do {
            var first = schema
            var second = try TableSchema(json: Array(schema.json.prettyText.utf8))
            first.notices = []
            second.notices = []
            precondition(first == second, "written back, the schema is another")
            for field in schema.fields.prefix(8) {
                let validator = try FieldValidator(field, of: schema)
                for value in values + [field.example ?? ""] { _ = validator.problems(value) }
            }
        } catch {
            fatalError("a schema that was read is refused: \(error)")
        }
    }
}

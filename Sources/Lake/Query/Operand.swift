internal import DuckDB
internal import Localization
internal import Tables

/// Reads what a person wrote as a value of a column's type.
enum Operand {
    /// - Throws: `LakeError` `lake.value.type`, naming the column, the value and the type.
    static func value(_ text: String, for column: LakeColumn) throws -> Value {
        guard let value = parsed(text, column.type) else {
            throw LakeError("value.type", [
                "column": .text(column.name), "value": .text(String(text.prefix(80))),
                "type": .message("lake.type.\(column.type.rawValue)"), "example": .text(example(column.type)),
            ])
        }
        return value
    }

    private static func parsed(_ text: String, _ type: ColumnType) -> Value? {
        switch type {
        case .text, .json: .text(text)
        case .boolean: boolean(text)
        case .integer: Int64(text).map(Value.int) ?? number(text)
        case .number: number(text)
        case .date: ISO8601.days(text).map { .date(days: Int32($0)) }
        case .datetime: ISO8601.timestamp(text).map { .timestamp(microseconds: $0) }
        case .time: ISO8601.time(text).map { .time(microseconds: $0) }
        }
    }

    private static func boolean(_ text: String) -> Value? {
        switch text.lowercased() {
        case "true", "t", "1", "vrai", "oui", "yes": true
        case "false", "f", "0", "faux", "non", "no": false
        default: nil
        }
    }

    private static func number(_ text: String) -> Value? {
        // `Double` also reads hexadecimal, “nan” and “inf”, which nobody means.
        guard text.utf8.allSatisfy({ (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }) else { return nil }
        return Double(text).flatMap { $0.isFinite ? .double($0) : nil }
    }

    private static func example(_ type: ColumnType) -> String {
        switch type {
        case .boolean: "true"
        case .integer: "42"
        case .number: "12.5"
        case .date: "2024-03-31"
        case .datetime: "2024-03-31T14:30:00"
        case .time: "14:30:00"
        case .text, .json: ""
        }
    }
}

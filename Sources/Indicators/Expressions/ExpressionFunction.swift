/// What a value is, as far as the language tells values apart.
enum ExpressionType: String, Sendable, Hashable {
    case number, text, boolean, date
    /// A column that is not known yet: fits everywhere.
    case unknown

    /// The message that names it.
    var nameKey: String { "indicators.type.\(rawValue)" }

    func fits(_ wanted: ExpressionType) -> Bool { self == wanted || self == .unknown || wanted == .unknown }
}

/// A function of the language.
struct ExpressionFunction: Sendable {
    let name: String
    /// Of the arguments that must be there.
    let parameters: [ExpressionType]
    /// Of those that may follow.
    var optional: [ExpressionType] = []
    /// Whether the last parameter may be repeated.
    var repeats = false
    let result: ExpressionType
    /// Whether it makes one value of many rows.
    var isAggregate = false

    /// In the order in which the documentation has them.
    static let all: [ExpressionFunction] = [
        // Over the rows of a territory and a date; `where` may follow the arguments.
        .init(name: "count", parameters: [], optional: [.unknown], result: .number, isAggregate: true),
        .init(name: "count_distinct", parameters: [.unknown], result: .number, isAggregate: true),
        .init(name: "sum", parameters: [.number], result: .number, isAggregate: true),
        .init(name: "mean", parameters: [.number], result: .number, isAggregate: true),
        .init(name: "median", parameters: [.number], result: .number, isAggregate: true),
        .init(name: "min", parameters: [.unknown], result: .unknown, isAggregate: true),
        .init(name: "max", parameters: [.unknown], result: .unknown, isAggregate: true),
        // Of one row.
        .init(name: "least", parameters: [.number, .number], repeats: true, result: .number),
        .init(name: "greatest", parameters: [.number, .number], repeats: true, result: .number),
        .init(name: "if", parameters: [.boolean, .unknown, .unknown], result: .unknown),
        .init(name: "coalesce", parameters: [.unknown, .unknown], repeats: true, result: .unknown),
        .init(name: "missing", parameters: [.unknown], result: .boolean),
        .init(name: "abs", parameters: [.number], result: .number),
        .init(name: "round", parameters: [.number], optional: [.number], result: .number),
        .init(name: "floor", parameters: [.number], result: .number),
        .init(name: "ceil", parameters: [.number], result: .number),
        .init(name: "number", parameters: [.unknown], result: .number),
        .init(name: "text", parameters: [.unknown], result: .text),
        .init(name: "lower", parameters: [.text], result: .text),
        .init(name: "upper", parameters: [.text], result: .text),
        .init(name: "trim", parameters: [.text], result: .text),
        .init(name: "length", parameters: [.text], result: .number),
        .init(name: "left", parameters: [.text, .number], result: .text),
        .init(name: "right", parameters: [.text, .number], result: .text),
        .init(name: "concat", parameters: [.unknown], repeats: true, result: .text),
        .init(name: "contains", parameters: [.text, .text], result: .boolean),
        .init(name: "starts_with", parameters: [.text, .text], result: .boolean),
        .init(name: "date", parameters: [.unknown], result: .date),
        .init(name: "year", parameters: [.date], result: .number),
        .init(name: "month", parameters: [.date], result: .number),
        .init(name: "quarter", parameters: [.date], result: .number),
        .init(name: "end_of_month", parameters: [.date], result: .date),
        .init(name: "end_of_quarter", parameters: [.date], result: .date),
        .init(name: "end_of_year", parameters: [.date], result: .date),
        .init(name: "days", parameters: [.date, .date], result: .number),
        .init(name: "age", parameters: [.date, .date], result: .number),
        .init(name: "weekly_hours", parameters: [.text], result: .number),
    ]

    static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// Whether so many arguments are right.
    func takes(_ count: Int) -> Bool {
        count >= parameters.count && (repeats || count <= parameters.count + optional.count)
    }

    /// The type of the argument at a place.
    func parameter(_ index: Int) -> ExpressionType {
        let known = parameters + optional
        return index < known.count ? known[index] : known.last ?? .unknown
    }
}

internal import DuckDB

/// What differs from one engine's SQL to another's. Everything else in this folder is standard.
///
/// Expressions go in and come out as SQL text; values never do, they travel beside it.
protocol SQLDialect: Sendable {
    func identifier(_ name: String) -> String
    /// A Parquet file as a relation.
    func file(at path: String) -> String
    /// The expression as text.
    func text(_ expression: String) -> String
    func lowercase(_ expression: String) -> String
    /// Without accents, in lower case.
    func folded(_ expression: String) -> String
    /// True where `part` is somewhere in `text`.
    func contains(_ text: String, _ part: String) -> String
    /// The texts one after the other, apart from each other; missing ones left out.
    func joined(_ texts: [String]) -> String
    /// Number of different values, which may be an estimate.
    func distinctCount(_ expression: String) -> String
    /// Quantiles of the values, as a list, for a list of levels.
    func quantiles(_ expression: String, _ levels: [Double]) -> String
}

struct DuckDBDialect: SQLDialect {
    func identifier(_ name: String) -> String { quoted(identifier: name) }
    func file(at path: String) -> String { "read_parquet(\(quoted(literal: path)))" }
    func text(_ expression: String) -> String { "CAST(\(expression) AS VARCHAR)" }
    func lowercase(_ expression: String) -> String { "lower(\(expression))" }
    func folded(_ expression: String) -> String { "lower(strip_accents(\(expression)))" }
    func contains(_ text: String, _ part: String) -> String { "contains(\(text), \(part))" }
    func joined(_ texts: [String]) -> String { "concat_ws(chr(31), \(texts.joined(separator: ", ")))" }
    func distinctCount(_ expression: String) -> String { "approx_count_distinct(\(expression))" }
    func quantiles(_ expression: String, _ levels: [Double]) -> String {
        "approx_quantile(\(expression), [\(levels.map { "\($0)" }.joined(separator: ", "))])"
    }
}

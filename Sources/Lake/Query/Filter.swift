/// Which rows to keep.
package indirect enum Filter: Hashable, Sendable {
    case and([Filter])
    case or([Filter])
    case not(Filter)
    /// - operands: as a person writes them: ISO dates, numbers with a dot, `true` and `false`.
    case comparison(column: String, Operator, operands: [String])
}

/// The comparisons of data.gouv.fr's tabular API, which names them so.
///
/// A missing value satisfies `isnull` and `differs` alone.
package enum Operator: String, Sendable, Hashable, CaseIterable {
    case exact
    /// Unlike SQL's `<>`, true of a missing value.
    case differs
    case isnull
    case isnotnull
    /// Case does not matter; accents do.
    case contains
    case notcontains
    case `in`
    case notin
    /// Or equal.
    case less
    /// Or equal.
    case greater
    case strictly_less
    case strictly_greater
}

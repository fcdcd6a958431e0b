/// What the faulty cells of one column show together, where each alone could be read in two ways.
package struct ColumnEvidence: Sendable, Hashable {
    /// Dates whose first number can only be a day, and those whose second can only be one.
    private(set) var dayFirst = 0
    private(set) var monthFirst = 0
    /// Numbers whose comma can only stand before decimals, and those whose comma can only part thousands.
    private(set) var decimalCommas = 0
    private(set) var groupingCommas = 0

    package init() {}

    /// Takes note of one cell.
    package mutating func add(_ cell: String) {
        let numbers = cell.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).prefix(3).map { Int($0) ?? 0 }
        if numbers.count >= 2, numbers[0] <= 31, numbers[1] <= 31, cell.contains(where: { "/-. ".contains($0) }) {
            if numbers[0] > 12, numbers[1] <= 12 { dayFirst += 1 }
            if numbers[1] > 12, numbers[0] <= 12 { monthFirst += 1 }
        }
        let parts = cell.split(separator: ",", omittingEmptySubsequences: false)
        if parts.count == 2 {
            let decimals = parts[1].prefix { $0.isASCII && $0.isNumber }.count
            if decimals > 0, decimals != 3 || parts[0].filter(\.isNumber).count > 3 || parts[0].hasPrefix("0") || parts[0].hasPrefix("-0") {
                decimalCommas += 1
            }
        } else if parts.count > 2 || (cell.contains(".") && parts.count == 2) {
            groupingCommas += 1
        }
    }

    /// Whether days come before months in all that can tell; nil where nothing tells or cells disagree.
    var isDayFirst: Bool? {
        if dayFirst > 0, monthFirst == 0 { return true }
        if monthFirst > 0, dayFirst == 0 { return false }
        return nil
    }

    /// Whether a comma stands before decimals in all that can tell.
    var hasDecimalComma: Bool { decimalCommas > 0 && groupingCommas == 0 }
}

/// How the numbers of one column are written. One format holds for the whole column.
package struct NumberFormat: Codable, Hashable, Sendable {
    /// The two marks that a number may carry between its digits.
    package enum Marks: String, Codable, Sendable, CaseIterable {
        /// `1 234.5`: a dot before decimals; thousands, if any, apart by a space, a no-break or a thin space.
        case dotDecimal = "1 234.5"
        /// `1 234,5`: the French order.
        case commaDecimal = "1 234,5"
        /// `1.234,5`: dots between thousands.
        case commaDecimalDotGrouping = "1.234,5"
        /// `1,234.5`: the English order.
        case dotDecimalCommaGrouping = "1,234.5"
    }

    /// A sign that every value carries, and that the stored number leaves out.
    package enum Unit: String, Codable, Sendable, CaseIterable {
        case none, percent, euro
        /// `$` or `£`, whichever the column uses.
        case otherCurrency
    }

    package var marks: Marks
    package var unit: Unit

    package init(marks: Marks = .dotDecimal, unit: Unit = .none) {
        self.marks = marks
        self.unit = unit
    }
}

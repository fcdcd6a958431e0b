package import Localization

/// The figures of a chart as rows, for those who read rather than look, and for programs.
package struct ChartTable: Sendable, Hashable {
    /// A value with its type kept: pages write it as the language does, files as machines read it.
    package enum Cell: Sendable, Hashable {
        case text(String)
        /// - Parameters:
        ///   - unit: after the number on a page; none in files.
        ///   - digits: decimals shown at most on a page; files have them all.
        case number(Double, unit: MeasureUnit, digits: Int)
        /// A day since 1970-01-01, shown with the precision of its cadence.
        case period(day: Int, Cadence)
        /// No value, and why where that is known (statistical secrecy, not yet published).
        case missing(String?)
    }

    package struct Column: Sendable, Hashable {
        package let name: String
        package let isNumber: Bool

        package init(_ name: String, isNumber: Bool = false) {
            self.name = name
            self.isNumber = isNumber
        }
    }

    package let columns: [Column]
    /// Each as long as ``columns``; the first cell names the row.
    package let rows: [[Cell]]

    package init(columns: [Column], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }
}

extension ChartTable.Cell {
    /// As a page shows it.
    package func written(_ localizer: Localizer) -> String {
        switch self {
        case .text(let text): text
        case .number(let value, let unit, let digits): localizer.quantity(value, unit: unit, maxDigits: digits)
        case .period(let day, let cadence): cadence.name(day: day, localizer)
        case .missing(let reason): reason ?? localizer.text("charts.missing")
        }
    }
}

package import Localization

/// How often something is measured, which decides how its dates are written: 2024, T1 2024, janv. 2024, 3 janv. 2024.
package enum Cadence: String, Sendable, Hashable, Codable, CaseIterable {
    case year, quarter, month, day

    /// The coarsest cadence that tells the days apart and that they fit: the first or the last day of a year, of a
    /// quarter, of a month.
    package init(of days: some Collection<Int>) {
        let dates = days.map(CivilCalendar.day)
        let isFirst = dates.allSatisfy { $0.day == 1 }
        let isLast = days.allSatisfy { CivilCalendar.day($0 + 1).day == 1 }
        let months = Set(dates.map { $0.month })
        if isFirst && months.isSubset(of: [1]) || isLast && months.isSubset(of: [12]) {
            self = .year
        } else if isFirst && months.isSubset(of: [1, 4, 7, 10]) || isLast && months.isSubset(of: [3, 6, 9, 12]) {
            // One month of each year is a date, not a quarter.
            self = months.count > 1 ? .quarter : .month
        } else {
            self = isFirst || isLast ? .month : .day
        }
    }

    /// The number of the period that holds a day: periods that follow each other have numbers that do.
    func index(day: Int) -> Int {
        let date = CivilCalendar.day(day)
        return switch self {
        case .year: date.year
        case .quarter: date.year * 4 + (date.month - 1) / 3
        case .month: date.year * 12 + date.month - 1
        case .day: day
        }
    }

    /// “2024”, “T1 2024”, “janv. 2024”, “3 janv. 2024”.
    package func name(day: Int, _ localizer: Localizer) -> String {
        let date = CivilCalendar.day(day)
        let year = MessageArgument.text("\(date.year)")
        let month = MessageArgument.message("charts.month.\(date.month)")
        return switch self {
        case .year: "\(date.year)"
        case .quarter: localizer.text("charts.quarter", ["quarter": .integer((date.month - 1) / 3 + 1), "year": year])
        case .month: localizer.text("charts.month", ["month": month, "year": year])
        case .day:
            localizer.text("charts.day", [
                "day": .text(date.day == 1 ? localizer.text("format.date.first") : "\(date.day)"), "month": month, "year": year,
            ])
        }
    }
}

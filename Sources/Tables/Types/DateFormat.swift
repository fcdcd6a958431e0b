/// How the days of one column are written; the raw value is the pattern in the letters of Unicode TR 35.
///
/// `d` stands for one digit or two. One format holds for a whole column and every value proves it: where days and
/// months could be exchanged throughout, the French order (day first) holds and the profile carries a notice.
package enum DateFormat: String, Codable, Sendable, CaseIterable {
    case yearMonthDayDash = "yyyy-MM-dd"
    case yearMonthDaySlash = "yyyy/MM/dd"
    case yearMonthDayDot = "yyyy.MM.dd"
    case yearMonthDayCompact = "yyyyMMdd"
    case dayMonthYearSlash = "dd/MM/yyyy"
    case dayMonthYearDash = "dd-MM-yyyy"
    case dayMonthYearDot = "dd.MM.yyyy"
    case dayMonthYearSpace = "dd MM yyyy"
    case dayMonthYearCompact = "ddMMyyyy"
    case monthDayYearSlash = "MM/dd/yyyy"
    case monthDayYearDash = "MM-dd-yyyy"
    case monthDayYearDot = "MM.dd.yyyy"
    case dayMonthShortYearSlash = "dd/MM/yy"
    case dayMonthShortYearDash = "dd-MM-yy"
    case dayMonthShortYearDot = "dd.MM.yy"
    case monthDayShortYearSlash = "MM/dd/yy"
    case monthDayShortYearDash = "MM-dd-yy"
    case yearMonthDayShortSlash = "yy/MM/dd"
    case yearMonthDayShortDash = "yy-MM-dd"
    /// `3 mars 2024`, `1er janvier 2020`, `lundi 3 févr. 2024`, and the English names of months.
    case dayMonthNameYear = "d MMMM yyyy"
    /// `March 3, 2024`.
    case monthNameDayYear = "MMMM d, yyyy"

    /// Whether the year has two digits: 69…99 are then read as 1969…1999 and 00…68 as 2000…2068, as POSIX `%y` does.
    package var hasShortYear: Bool {
        switch self {
        case .dayMonthShortYearSlash, .dayMonthShortYearDash, .dayMonthShortYearDot, .monthDayShortYearSlash,
            .monthDayShortYearDash, .yearMonthDayShortSlash, .yearMonthDayShortDash: true
        default: false
        }
    }
}

import Tables
import Testing

/// One date format per column, proven by its values; a day is never taken for a month.
@Suite struct DateFormatTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let values: [String]
        let format: DateFormat?
        var type = ColumnType.date
        /// The first value, as ISO 8601 writes it.
        var first = ""
        var header = "date"
        var testDescription: String { values.joined(separator: " ¦ ") }
    }

    @Test(arguments: [
        Case(values: ["2024-03-01", "2024-12-31"], format: .yearMonthDayDash, first: "2024-03-01"),
        Case(values: ["2024/3/1"], format: .yearMonthDaySlash, first: "2024-03-01"),
        Case(values: ["2024.03.01"], format: .yearMonthDayDot, first: "2024-03-01"),
        Case(values: ["20240301", "20241231"], format: .yearMonthDayCompact, first: "2024-03-01"),
        Case(values: ["01032024", "31122024"], format: .dayMonthYearCompact, first: "2024-03-01"),
        Case(values: ["01/03/2024", "31/12/2024"], format: .dayMonthYearSlash, first: "2024-03-01"),
        Case(values: ["01/03/2024", "12/31/2024"], format: .monthDayYearSlash, first: "2024-01-03"),
        // All days up to twelve: the French order.
        Case(values: ["01/03/2024", "02/05/2024"], format: .dayMonthYearSlash, first: "2024-03-01"),
        Case(values: ["1-3-2024", "31-12-2024"], format: .dayMonthYearDash, first: "2024-03-01"),
        Case(values: ["01.03.2024", "31.12.2024"], format: .dayMonthYearDot, first: "2024-03-01"),
        Case(values: ["01 03 2024", "31 12 2024"], format: .dayMonthYearSpace, first: "2024-03-01"),
        Case(values: ["01/03/24", "31/12/99"], format: .dayMonthShortYearSlash, first: "2024-03-01"),
        Case(values: ["31-12-98"], format: .dayMonthShortYearDash, first: "1998-12-31"),
        Case(values: ["98-12-31"], format: .yearMonthDayShortDash, first: "1998-12-31"),
        Case(values: ["12/31/98"], format: .monthDayShortYearSlash, first: "1998-12-31"),
        Case(values: ["1er mars 2024", "3 févr. 2023"], format: .dayMonthNameYear, first: "2024-03-01"),
        Case(values: ["le 1er mars 2024", "le mardi 5 mars 2024"], format: .dayMonthNameYear, first: "2024-03-01"),
        Case(values: ["1er mars 2024 à 8 h 30", "5 mars 2024 à 17 h"], format: .dayMonthNameYear, type: .datetime, first: "2024-03-01T08:30:00"),
        Case(values: ["vendredi 1 mars 2024"], format: .dayMonthNameYear, first: "2024-03-01"),
        Case(values: ["15 AOÛT 1998", "15 août 1999"], format: .dayMonthNameYear, first: "1998-08-15"),
        Case(values: ["March 1, 2024", "Aug 15, 1998"], format: .monthNameDayYear, first: "2024-03-01"),
        Case(values: ["2024-02-29"], format: .yearMonthDayDash, first: "2024-02-29"),
        // Both readings of the two values cannot hold together.
        Case(values: ["31/12/2024", "12/31/2024"], format: nil, type: .text),
        Case(values: ["2023-02-29"], format: nil, type: .text),
        Case(values: ["2024-13-01"], format: nil, type: .text),
        Case(values: ["01/03/2024", "2024-03-01"], format: nil, type: .text),
        Case(values: ["01/03/2024", "01-03-2024"], format: nil, type: .text),
        // Eight digits without a word for it: a number.
        Case(values: ["20240301", "20241231"], format: nil, type: .integer, header: "effectif"),
        Case(values: ["20240301", "20249999"], format: nil, type: .integer),
        Case(values: ["2024-03-01T12:30:00Z"], format: .yearMonthDayDash, type: .datetime, first: "2024-03-01T12:30:00Z"),
        Case(values: ["2024-01-08T22:56:02.300292+01:00"], format: .yearMonthDayDash, type: .datetime, first: "2024-01-08T21:56:02.300292Z"),
        Case(values: ["2024-03-01 12:30", "2024-03-01 12:31:05.25"], format: .yearMonthDayDash, type: .datetime, first: "2024-03-01T12:30:00"),
        Case(values: ["31/12/2024 à 8h05"], format: .dayMonthYearSlash, type: .datetime, first: "2024-12-31T08:05:00"),
        Case(values: ["20240301T123000Z"], format: .yearMonthDayCompact, type: .datetime, first: "2024-03-01T12:30:00Z"),
        // With and without a zone are two scales of time.
        Case(values: ["2024-03-01T12:30:00Z", "2024-03-01T12:30:00"], format: nil, type: .text),
        // Nanoseconds would be lost.
        Case(values: ["2024-03-01T12:30:00.123456789Z"], format: nil, type: .text),
        Case(values: ["2024-03-01T24:30:00Z"], format: nil, type: .text),
        Case(values: ["12.05", "1.2.3"], format: nil, type: .text),
        Case(values: ["192.168.0.1"], format: nil, type: .text),
    ])
    func decides(_ example: Case) {
        let profile = Columns.profile(example.values, header: example.header)
        #expect(profile.type == example.type)
        #expect(profile.dateFormat == example.format)
        guard example.format != nil, let first = example.values.first else { return }
        #expect(Columns.profile([first] + example.values, header: example.header).dateFormat == example.format)
        let alone = Columns.accumulator([first]).profile(header: "date", name: "date", rows: 1, type: example.type)
        if alone.dateFormat == example.format { #expect(alone.min == example.first) }
    }

    @Test func ambiguousDaysAreTold() {
        func isTold(_ values: [String]) -> Bool { Columns.profile(values).notices.contains { $0.code == "date.ambiguous" } }
        #expect(isTold(["01/03/2024", "02/05/2024"]))
        #expect(!isTold(["01/03/2024", "25/05/2024"]))
        #expect(!isTold(["01/01/2024", "02/02/2024"]))
        #expect(!isTold(["2024-03-01", "2024-05-02"]))
    }

    @Test func zonesAreTold() {
        #expect(Columns.profile(["2024-03-01T12:30:00Z"]).isZoned == true)
        #expect(Columns.profile(["2024-03-01T12:30:00"]).isZoned == false)
        #expect(Columns.profile(["2024-03-01"]).isZoned == nil)
    }
}

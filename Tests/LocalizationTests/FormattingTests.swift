import Foundation
import Localization
import Testing

@Suite struct FormattingTests {
    let french = Localizer(.french)
    let english = Localizer(.english)

    @Test(arguments: [
        (0, "0", "0"), (999, "999", "999"), (1234, "1\u{202F}234", "1,234"),
        (508_788, "508\u{202F}788", "508,788"), (-1_000_000, "\u{2212}1\u{202F}000\u{202F}000", "\u{2212}1,000,000"),
        (-999, "\u{2212}999", "\u{2212}999"),
    ])
    func wholeNumbers(value: Int, inFrench: String, inEnglish: String) {
        #expect(french.number(value) == inFrench)
        #expect(english.number(value) == inEnglish)
    }

    @Test(arguments: [
        (0.0, 3, "0"), (1.5, 3, "1,5"), (1.005, 1, "1"), (2.999, 2, "3"), (1234.5678, 2, "1\u{202F}234,57"),
        (-0.0001, 2, "0"), (-2.25, 1, "\u{2212}2,3"), (0.05, 2, "0,05"), (.nan, 2, "–"), (.infinity, 2, "–"),
        (1e16, 2, "10\u{202F}000\u{202F}000\u{202F}000\u{202F}000\u{202F}000"),
    ] as [(Double, Int, String)])
    func decimals(value: Double, digits: Int, expected: String) {
        #expect(french.decimal(value, maxDigits: digits) == expected)
    }

    @Test("What is not nothing does not look like nothing", arguments: [
        (0.04, 1, "<\u{A0}0,1"), (-0.04, 1, ">\u{A0}\u{2212}0,1"), (0.05, 1, "0,1"), (0.3, 0, "<\u{A0}1"), (0, 1, "0"), (1e-17, 1, "0"), (12.34, 1, "12,3"),
    ])
    func amounts(value: Double, digits: Int, expected: String) {
        #expect(french.amount(value, maxDigits: digits) == expected)
        #expect(french.quantity(value, unit: "%", maxDigits: digits) == expected + "\u{202F}%")
    }

    @Test(arguments: [
        (0.25, "25\u{202F}%"), (0.1234, "12,3\u{202F}%"), (1.0, "100\u{202F}%"), (0, "0\u{202F}%"),
        (0.99999, "99,9\u{202F}%"), (0.00001, "< 0,1\u{202F}%"),
    ] as [(Double, String)])
    func percentages(ratio: Double, expected: String) {
        #expect(french.percent(ratio) == expected)
    }

    @Test(arguments: [
        (0, "0\u{A0}octet", "0\u{A0}bytes"), (1, "1\u{A0}octet", "1\u{A0}byte"), (512, "512\u{A0}octets", "512\u{A0}bytes"),
        (1000, "1\u{A0}ko", "1\u{A0}kB"), (40_482_113, "40,5\u{A0}Mo", "40.5\u{A0}MB"),
        (999_960, "1\u{A0}Mo", "1\u{A0}MB"), (123_400_000_000, "123\u{A0}Go", "123\u{A0}GB"),
    ] as [(Int64, String, String)])
    func sizes(count: Int64, inFrench: String, inEnglish: String) {
        #expect(french.bytes(count) == inFrench)
        #expect(english.bytes(count) == inEnglish)
    }

    @Test(arguments: [
        ("2026-01-01T11:00:00Z", "1er janvier 2026 à 12 h 00", "1 January 2026 at 12:00"),
        ("2026-08-14T22:05:00Z", "15 août 2026 à 0 h 05", "15 August 2026 at 0:05"),
        ("2000-02-29T10:09:59Z", "29 février 2000 à 11 h 09", "29 February 2000 at 11:09"),
        ("1969-12-31T22:30:00Z", "31 décembre 1969 à 23 h 30", "31 December 1969 at 23:30"),
    ])
    func datesInParis(instant: String, inFrench: String, inEnglish: String) throws {
        let date = try Date(instant, strategy: .iso8601)
        #expect(french.dateTime(date) == inFrench)
        #expect(english.dateTime(date) == inEnglish)
        #expect(inFrench.hasPrefix(french.date(date)))
    }

    @Test(arguments: [(0, "1er janvier 1970"), (-719_162, "1er janvier 1"), (20_779, "22 novembre 2026"), (-1, "31 décembre 1969")])
    func datesOfTables(days: Int, expected: String) {
        #expect(french.date(daysSince1970: days) == expected)
    }

    @Test(arguments: [
        (0, "0\u{A0}ms"), (0.0123, "12\u{A0}ms"), (0.9996, "1\u{A0}s"), (3.24, "3,2\u{A0}s"), (42.4, "42\u{A0}s"),
        (192, "3\u{A0}min\u{A0}12\u{A0}s"), (3900, "1\u{A0}h\u{A0}05\u{A0}min"), (183_600, "2\u{A0}j\u{A0}3\u{A0}h"),
    ] as [(Double, String)])
    func durations(seconds: Double, expected: String) {
        #expect(french.duration(seconds) == expected)
    }

    @Test(arguments: [
        (10.0, "à l\u{2019}instant", "just now"),
        (-60.0, "dans 1 minute", "in 1 minute"),
        (1500, "il y a 25 minutes", "25 minutes ago"),
        (7200, "il y a 2 heures", "2 hours ago"),
        (43200, "hier", "yesterday"),
        (-86400, "demain", "tomorrow"),
        (259200, "il y a 3 jours", "3 days ago"),
        (3888000, "il y a 1 mois", "1 month ago"),
        (31622400, "il y a 1 an", "1 year ago"),
        (69120000, "il y a 2 ans", "2 years ago"),
    ] as [(Double, String, String)])
    func relativeDates(ago seconds: Double, inFrench: String, inEnglish: String) throws {
        let now = try Date("2026-11-22T08:00:00Z", strategy: .iso8601)
        #expect(french.relative(now - seconds, to: now) == inFrench)
        #expect(english.relative(now - seconds, to: now) == inEnglish)
    }
}

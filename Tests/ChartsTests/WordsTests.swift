import Charts
import Localization
import Testing

@Suite struct WordsTests {
    @Test(arguments: [
        ([(2020, 12, 31), (2022, 12, 31)], Cadence.year), ([(2020, 1, 1)], .year), ([(2020, 1, 1), (2020, 4, 1)], .quarter),
        ([(2020, 6, 30), (2021, 3, 31)], .quarter), ([(2020, 2, 29), (2020, 3, 31)], .month), ([(2020, 2, 1), (2020, 7, 1)], .month),
        ([(2020, 2, 3), (2020, 7, 1)], .day), ([(2020, 6, 30), (2021, 6, 30)], .month),
    ])
    func cadenceIsToldFromTheDates(_ dates: [(Int, Int, Int)], _ cadence: Cadence) {
        #expect(Cadence(of: dates.map { Samples.day($0.0, $0.1, $0.2) }) == cadence)
    }

    @Test(arguments: [
        (Cadence.year, Language.french, "2024"), (.quarter, .french, "T3\u{A0}2024"), (.month, .french, "juil. 2024"), (.day, .french, "1er juil. 2024"),
        (.quarter, .english, "Q3\u{A0}2024"), (.day, .english, "1 July 2024"),
    ])
    func periodsHaveNames(_ cadence: Cadence, _ language: Language, _ name: String) {
        #expect(cadence.name(day: Samples.day(2024, 7, 1), Localizer(language)) == name)
    }

    @Test func theSummarySaysRangeTrendAndLastValue() throws {
        let line = try #require(Samples.charts.first { $0.name == "line-one" }).chart
        #expect(line.summary(Samples.french) == "De 41,2\u{202F}% (2012) à 66,1\u{202F}% (2023), en hausse. Plus bas\u{A0}: 41,2\u{202F}% (2012)\u{202F}; plus haut\u{A0}: 66,1\u{202F}% (2023). 3 valeurs manquent.")
    }

    @Test func theTableHasEveryFigureAndWhyOneIsMissing() throws {
        let table = try #require(Samples.charts.first { $0.name == "line-one" }).chart.table(Samples.french)
        #expect(table.rows.count == 12)
        #expect(table.rows[3] == [.period(day: Samples.day(2015, 12, 31), .year), .missing("secret statistique")])
        #expect(table.rows[11][1] == .number(66.1, unit: "%", digits: 1))
    }

    @Test(arguments: Samples.charts.map(\.name))
    func everyChartIsAnImageWithTitleAndDescription(_ name: String) throws {
        let chart = try #require(Samples.charts.first { $0.name == name }).chart
        let svg = chart.svg(.wide, Samples.french)
        #expect(svg.hasPrefix("<svg class=\"chart chart--wide\" role=\"img\" aria-labelledby=\""))
        #expect(svg.contains("<title id=\"\(chart.heading.identifier)-wide-titre\">") && svg.contains("<desc id="))
        // The content security policy forbids them.
        #expect(!svg.contains("style=") && !svg.contains("<script"))
        let table = chart.table(Samples.french)
        #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    }

    @Test func whatPeopleWriteIsEscaped() {
        let chart = BarChart(ChartHeading("<b>", identifier: "a"), category: "x", bars: [.init("<script>\"&", 1, isHighlighted: true)])
        let svg = chart.svg(.narrow, Samples.french)
        #expect(!svg.contains("<script") && svg.contains("&lt;script&gt;&quot;&amp;"))
    }

    @Test(arguments: [(1_250_000.0, "€", "1,25\u{A0}M\u{A0}€"), (999_600_000, "", "1\u{A0}Md"), (12_345, "€", "12\u{202F}345\u{A0}€"), (-45_600_000, "", "\u{2212}45,6\u{A0}M")])
    func largeNumbersAreShortOnDrawings(_ value: Double, _ unit: String, _ text: String) {
        #expect(ChartHeading("x", unit: MeasureUnit(other: unit), digits: 0).shortly(value, Samples.french) == text)
    }
}

import Charts
import Localization
import Testing

@Suite struct GeometryTests {
    @Test(arguments: Samples.charts.map(\.name), ChartSize.allCases)
    func labelsNeverOverlapAndStayInside(_ name: String, _ size: ChartSize) throws {
        let chart = try #require(Samples.charts.first { $0.name == name }).chart
        for language in Language.allCases {
            let drawing = chart.drawing(size, Localizer(language))
            for (index, one) in drawing.texts.enumerated() {
                #expect(one.x >= -0.5 && one.x + one.width <= drawing.width + 0.5, "\(one.text) leaves the drawing")
                #expect(one.y >= -2 && one.y + one.height <= drawing.height + 3, "\(one.text) leaves the drawing")
                for other in drawing.texts[(index + 1)...] { #expect(!one.overlaps(other), "\(one.text) / \(other.text)") }
            }
        }
    }

    /// Names and values by chance, always the same: whatever the figures, labels stay apart.
    @Test func labelsOfAnyLinesStayApart() {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let words = ["Loire", "Bourgogne-Franche-Comté", "de la", "Métropole", "Saint-Pierre", "et", "Île", "communauté d'agglomération"]
        for _ in 0..<150 {
            let series = (0..<(1 + next(7))).map { _ in
                ChartSeries(
                    (0...next(4)).map { _ in words[next(words.count)] }.joined(separator: " "),
                    (0..<(1 + next(30))).map { ChartPoint(day: Samples.day(2000 + $0), value: next(5) == 0 ? nil : Double(next(1_000_000)) / 7 - 40_000) },
                    role: [.subject, .context, .target][next(3)])
            }
            let chart = LineChart(
                ChartHeading("Essai", unit: MeasureUnit(other: ["", "%", "€", "habitants"][next(4)]), digits: next(3)), series: series,
                references: next(2) == 0 ? [] : [ReferenceLine("Moyenne des communes", Double(next(100_000)))],
                events: (0..<next(4)).map { ChartEvent(words[next(words.count)], day: Samples.day(2000 + $0 * 2)) })
            for size in ChartSize.allCases {
                let drawing = chart.drawing(size, Samples.french)
                for (index, one) in drawing.texts.enumerated() {
                    for other in drawing.texts[(index + 1)...] { #expect(!one.overlaps(other), "\(one.text) / \(other.text)") }
                }
            }
        }
    }

    @Test func aGapInterruptsTheLine() {
        let points = [1, 2, nil, 4, nil, 6, 7].enumerated().map { ChartPoint(day: Samples.day(2000 + $0), value: $1) }
        let svg = LineChart(ChartHeading("Trous"), series: [ChartSeries("Trous", points)]).svg(.wide, Samples.french)
        let line = svg.split(separator: "class=\"chart-line").last.map { $0.prefix { $0 != "/" } } ?? ""
        #expect(line.filter { $0 == "M" }.count == 2)
        // The value between two gaps is there by its mark.
        #expect(svg.contains("2003\u{A0}: 4"))
    }

    @Test func barsBeginAtZero() {
        let bars = [BarChart.Bar("a", 10), .init("b", 20), .init("c", -5)]
        let svg = BarChart(ChartHeading("Barres"), category: "Nom", bars: bars).svg(.wide, Samples.french)
        let widths = svg.split(separator: "<rect class=\"chart-bar\"").dropFirst().compactMap { part in
            part.split(separator: "width=\"").dropFirst().first.flatMap { Double($0.prefix { $0 != "\"" }) }
        }
        #expect(widths.count == 3)
        #expect(abs(widths[1] - 2 * widths[0]) < 0.2 && abs(widths[0] - 2 * widths[2]) < 0.2)
    }

    @Test func aBarsOrderPutsMissingValuesLast() {
        let bars = [BarChart.Bar("a", nil), .init("b", 1), .init("c", 3), .init("d", .nan), .init("e", 2)]
        func names(_ order: BarChart.Order) -> [String] {
            BarChart(ChartHeading("Barres"), category: "Nom", bars: bars, order: order).table(Samples.french).rows.map { $0[0].written(Samples.french) }
        }
        #expect(names(.descending) == ["c", "e", "b", "a", "d"])
        #expect(names(.ascending) == ["b", "e", "c", "a", "d"])
        #expect(names(.given) == ["a", "b", "c", "d", "e"])
    }
}

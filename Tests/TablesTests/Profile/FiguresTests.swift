import Foundation
import Tables
import Testing

/// Counts, averages and distributions, exact where values are few and within the stated error where they are many.
@Suite struct FiguresTests {
    @Test func countsOfASmallColumn() {
        let profile = Columns.profile(["b", "a", "", "b", " ", "c", "b"])
        #expect(profile.count == 7)
        #expect(profile.missing == 2)
        #expect(profile.distinct == 3)
        #expect(profile.distinctIsExact)
        #expect(profile.topValues.map(\.value) == ["b", "a", "c"])
        #expect(profile.topValues.map(\.count) == [3, 1, 1])
        #expect(profile.min == "a")
        #expect(profile.max == "c")
    }

    @Test func momentsAndQuantilesOfNumbers() {
        let profile = Columns.profile((1...100).map(String.init))
        #expect(profile.mean == 50.5)
        #expect(abs((profile.standardDeviation ?? 0) - 28.86607004772212) < 1e-11)
        #expect(profile.quantiles == [2, 6, 26, 51, 75, 95, 99])
        #expect(profile.min == "1")
        #expect(profile.max == "100")
        #expect(profile.histogram.reduce(0) { $0 + $1.count } == 100)
    }

    @Test func booleansAreCounted() {
        let profile = Columns.profile(["oui", "non", "oui", "", "OUI"])
        #expect(profile.trueCount == 3)
        #expect(profile.falseCount == 1)
    }

    @Test func lengthsCountCharacters() {
        let profile = Columns.profile(["é", "abc", "日本"])
        #expect(profile.minLength == 1)
        #expect(profile.maxLength == 3)
        #expect(profile.meanLength == 2)
    }

    @Test func patternsShowTheShape() {
        let profile = Columns.profile(["75001", "69003", "2A004", "Éa"])
        #expect(profile.patterns.map(\.value) == ["99999", "9A999", "Aa"])
        #expect(profile.patterns.map(\.count) == [2, 1, 1])
    }

    @Test func datesLieOnTheScaleOfDays() {
        let profile = Columns.profile(["02/01/1970", "31/12/1969", "01/01/1970"])
        #expect(profile.min == "1969-12-31")
        #expect(profile.max == "1970-01-02")
        #expect(profile.quantiles[3] == 0)
    }

    /// Numbers from a skewed law, and what a sketch says of them.
    @Test func sketchesStayWithinTheirError() {
        var dice = Dice(seed: 7)
        let numbers = (0..<30_000).map { _ in (pow(Double(dice.below(1_000_000)) / 1000, 2) * 1000).rounded() / 1000 }
        let profile = Columns.profile(numbers.map { String($0) }, distinctLimit: 8_192)
        let sorted = numbers.sorted()
        #expect(profile.type == .number)
        #expect(!profile.distinctIsExact)
        let distinct = Double(Set(numbers).count)
        #expect(abs(Double(profile.distinct) - distinct) < 0.03 * distinct)
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        #expect(abs((profile.mean ?? 0) - mean) < 1e-9 * mean)
        for (level, quantile) in zip(ColumnProfile.quantileLevels, profile.quantiles) {
            let exact = sorted[Int(level * Double(sorted.count - 1))]
            #expect(abs(quantile - exact) <= Swift.max(0.016 * exact, (sorted[sorted.count - 1] - sorted[0]) / 2000), "\(level)")
        }
        #expect(profile.histogram.reduce(0) { $0 + $1.count } == 30_000)
        #expect(Double(profile.min ?? "") == sorted[0])
        #expect(Double(profile.max ?? "") == sorted[sorted.count - 1])
    }

    @Test func frequentValuesAreFoundAmongMany() throws {
        var dice = Dice(seed: 11)
        let values = (0..<40_000).map { index in index % 20 == 0 ? "RUE DE L'ÉGLISE" : "RUE \(dice.next())" }
        let profile = Columns.profile(values, distinctLimit: 8_192)
        let top = try #require(profile.topValues.first)
        #expect(!profile.topValuesAreExact)
        #expect(top.value == "RUE DE L'ÉGLISE")
        #expect(top.count > 1_400 && top.count < 2_600)
    }
}

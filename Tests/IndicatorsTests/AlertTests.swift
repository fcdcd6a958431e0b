import Indicators
import Localization
import Territories
import Testing

@Suite("Alerts")
struct AlertTests {
    private func alerts(
        _ values: [(String, Double)], national: [(String, Double)] = [], weather: Weather? = nil, on today: String = "2026-01-15",
        _ configure: (inout IndicatorDefinition) -> Void = { _ in }
    ) async throws -> [Alert] {
        var definition = IndicatorDefinition(id: IndicatorID(service: "s", slug: "v"), name: "V", source: .values, nature: .published, level: .departement)
        definition.unit = " %"
        configure(&definition)
        let room = try await Room([definition])
        let changes = values.map { CellChange(definition.id, place("D28"), day($0.0), .value, value: $0.1) }
            + national.map { CellChange(definition.id, .france, day($0.0), .value, value: $0.1) }
        try await room.indicators.give(changes, author: "x")
        let alerts = try await room.indicators.current().alerts(definition.id, place("D28"), on: day(today), weather: weather)
        for alert in alerts {
            for language in Language.allCases {
                let words = alert.words(in: Localizer(language))
                #expect(!words.contains("{"), "\(words)")
                #expect(!words.hasPrefix("indicators."))
            }
        }
        return alerts
    }

    @Test("More than ten points behind the country")
    func gap() async throws {
        let targets = IndicatorTargets([
            .init(scope: .level(.departement), date: day("2026-12-31"), value: 100), .init(scope: .territory(.france), date: day("2026-12-31"), value: 100),
        ])
        let found = try await alerts(
            [("2024-12-31", 0), ("2025-12-31", 20)], national: [("2024-12-31", 0), ("2025-12-31", 30.5)]) { $0.targets = targets }
        #expect(found.map(\.kind) == [.gap])
        #expect(found.first?.words(in: Localizer(.french)) == "Le taux d’avancement (20\u{202F}%) est à 10,5 points sous le taux national (30,5\u{202F}%).")
        #expect(try await alerts(
            [("2024-12-31", 0), ("2025-12-31", 20)], national: [("2024-12-31", 0), ("2025-12-31", 30)]) { $0.targets = targets }.isEmpty)
    }

    @Test("Three changes for the worse, whichever way is worse")
    func fall() async throws {
        let falling = [("2022-12-31", 9.0), ("2023-12-31", 8), ("2024-12-31", 7), ("2025-12-31", 6)]
        #expect(try await alerts(falling).map(\.kind) == [.fallingTrend])
        #expect(try await alerts(falling) { $0.direction = .down }.isEmpty)
        #expect(try await alerts(Array(falling.dropFirst())).isEmpty)
    }

    @Test("A target without a rate, and why")
    func rate() async throws {
        let found = try await alerts([("2025-12-31", 6)]) {
            $0.targets = IndicatorTargets([.init(scope: .level(.departement), date: day("2026-12-31"), value: 10)])
            $0.initial = .given
        }
        #expect(found.map(\.kind) == [.rateMissing])
        #expect(found.first?.words(in: Localizer(.french)).contains("il manque la valeur initiale") == true)
    }

    @Test("No weather, late values, holes, implausible values")
    func others() async throws {
        #expect(try await alerts([("2025-12-31", 6)], weather: .missing).map(\.kind) == [.weatherMissing])
        #expect(try await alerts([("2025-12-31", 6)], weather: .notNeeded).isEmpty)
        // The next year ends on 2026-12-31, and its value is due half a year later.
        #expect(try await alerts([("2025-12-31", 6)], on: "2027-07-02").isEmpty)
        #expect(try await alerts([("2025-12-31", 6)], on: "2027-07-03").map(\.kind) == [.late])
        #expect(try await alerts([("2025-12-31", 6)], on: "2030-01-01") { $0.until = day("2025-12-31") }.isEmpty)
        let hole = try await alerts([("2021-12-31", 1), ("2024-12-31", 2), ("2025-12-31", 3)])
        #expect(hole.map(\.kind) == [.breakInSeries])
        #expect(hole.first?.arguments["count"] == .integer(2))
        #expect(try await alerts([("2024-12-31", 1), ("2025-12-31", 130)]) { $0.bounds = 0...100 }.map(\.kind) == [.implausible])
        let calm = [("2020-12-31", 10.0), ("2021-12-31", 11), ("2022-12-31", 10), ("2023-12-31", 11), ("2024-12-31", 12)]
        #expect(try await alerts(calm + [("2025-12-31", 40)]).map(\.kind) == [.implausible])
        #expect(try await alerts(calm + [("2025-12-31", 14)]).isEmpty)
    }
}

import Indicators
import Territories
import Testing

@Suite("Progress, as the State computes it")
struct ProgressTests {
    struct Case: CustomTestStringConvertible {
        let initial, current, target: Double
        let direction: IndicatorDirection
        let rate: Double
        var testDescription: String { "VI \(initial), VA \(current), VC \(target), \(direction): \(rate)" }
    }

    @Test("100·(VA−VI)/(VC−VI), two decimals, kept within 0 and 100, settled by direction where there is no way to go", arguments: [
        Case(initial: 5.3, current: 8.6, target: 15, direction: .up, rate: 34.02),
        Case(initial: 0, current: 1, target: 3, direction: .up, rate: 33.33),
        Case(initial: 0, current: 2, target: 3, direction: .none, rate: 66.67),
        Case(initial: 10, current: 5, target: 20, direction: .up, rate: 0),
        Case(initial: 10, current: 25, target: 20, direction: .up, rate: 100),
        // Down: the same with the signs turned.
        Case(initial: 30, current: 20, target: 10, direction: .down, rate: 50),
        Case(initial: 30, current: 40, target: 10, direction: .down, rate: 0),
        Case(initial: 30, current: 5, target: 10, direction: .down, rate: 100),
        // VI already at or beyond VC.
        Case(initial: 20, current: 20, target: 20, direction: .up, rate: 100),
        Case(initial: 25, current: 22, target: 20, direction: .up, rate: 100),
        Case(initial: 25, current: 19.9, target: 20, direction: .up, rate: 0),
        Case(initial: 5, current: 8, target: 10, direction: .down, rate: 100),
        Case(initial: 5, current: 11, target: 10, direction: .down, rate: 0),
    ])
    func rates(_ example: Case) {
        #expect(Progress.rate(from: example.initial, to: example.target, at: example.current, direction: example.direction) == example.rate)
    }

    private func progress(_ slug: String, _ initial: Double?, _ current: Double?, _ target: Double?, isWithheld: Bool = false) throws -> Progress {
        let day = try #require(CivilDate("2025-12-31"))
        func dated(_ value: Double?) -> DatedValue? { value.map { DatedValue(date: day, value: $0) } }
        return Progress(
            indicator: IndicatorID(service: "s", slug: slug), territory: .france, term: .final, direction: .up, initial: dated(initial),
            current: dated(current), target: dated(target), isWithheld: isWithheld)
    }

    @Test("Without one of the three values there is no rate, and the first reason is told")
    func absences() throws {
        #expect(try progress("a", 1, 2, nil).absence == .targetMissing)
        #expect(try progress("a", 1, nil, 3).absence == .currentMissing)
        #expect(try progress("a", nil, 2, 3).absence == .initialMissing)
        #expect(try progress("a", 1, nil, 3, isWithheld: true).absence == .withheld)
        #expect(try progress("a", 1, 2, 3).absence == nil)
    }

    @Test("A policy's rate is the weighted sum, and is withheld unless all its indicators have one")
    func policies() throws {
        let half = try progress("a", 0, 5, 10), all = try progress("b", 0, 10, 10), none = try progress("c", 0, nil, 10)
        let rate = PolicyRate(territory: .france, term: .final, parts: [(half, 1), (all, 3)])
        #expect(rate.rate == 87.5)
        #expect(rate.parts.map(\.share) == [0.25, 0.75])
        let withheld = PolicyRate(territory: .france, term: .final, parts: [(half, 1), (none, 1)])
        #expect(withheld.rate == nil)
        #expect(withheld.missing == [none.indicator])
        // What weighs nothing is not waited for.
        #expect(PolicyRate(territory: .france, term: .final, parts: [(half, 1), (none, 0)]).rate == 50)
        #expect(PolicyRate(territory: .france, term: .final, parts: []).rate == nil)
    }
}

import Declarations
import Indicators
import Lake
import Localization
import Territories
import Testing

@Suite("Expressions")
struct ExpressionTests {
    /// One row a commune and an elected official, as the national register writes them.
    static let elected = """
        code,nom,sexe,naissance,mandat,salaire,csp,horaires
        28001,A,F,1980-05-10,2026-03-15,100,10,"mardi 09:00-12:00, 14:00-17:00 ; vendredi 09:00-12:00, 14:00-18:30"
        28001,B,M,1990-03-15,2026-03-15,300,21,"mardi 09:00-12:00, 14:00-17:00 ; vendredi 09:00-12:00, 14:00-18:30"
        28001,C,F,1990-03-16,2026-03-15,,10,"mardi 09:00-12:00, 14:00-17:00 ; vendredi 09:00-12:00, 14:00-18:30"
        28002,D,M,1960-01-01,2025-07-14,50,31,sur rendez-vous
        """

    struct Case: CustomTestStringConvertible {
        let expression: String
        /// Of 28001.
        let value: Double?
        var testDescription: String { expression }
    }

    @Test("Over the rows of a territory", arguments: [
        Case(expression: "count()", value: 3),
        Case(expression: "count(where sexe = 'F')", value: 2),
        Case(expression: "count(salaire)", value: 2),
        Case(expression: "count(nom where salaire > 100 or missing(salaire))", value: 2),
        Case(expression: "count_distinct(csp)", value: 2),
        Case(expression: "sum(salaire)", value: 400),
        Case(expression: "sum(salaire where sexe = \"M\")", value: 300),
        Case(expression: "mean(salaire)", value: 200),
        Case(expression: "median(coalesce(salaire, 0))", value: 100),
        Case(expression: "min(salaire) + max(salaire) * 2", value: 700),
        Case(expression: "100 * count(where sexe = 'F') / count()", value: 200.0 / 3),
        Case(expression: "mean(age(naissance, date('2026-03-15')))", value: (45.0 + 36 + 35) / 3),
        Case(expression: "mean(age(naissance, mandat))", value: (45.0 + 36 + 35) / 3),
        Case(expression: "count(where csp in ('10', '31'))", value: 2),
        Case(expression: "count(where csp not in ('10') and not sexe = 'F')", value: 1),
        Case(expression: "sum(if(sexe = 'F', 2, 1))", value: 5),
        Case(expression: "max(year(naissance)) - -1", value: 1991),
        Case(expression: "max(weekly_hours(horaires))", value: 13.5),
        Case(expression: "count(where contains(lower([nom]), 'a'))", value: 1),
        Case(expression: "max(days(end_of_quarter(mandat), end_of_year(mandat)))", value: 275),
        Case(expression: "greatest(count(), 10) ÷ 4", value: 2.5),
        Case(expression: "round(mean(salaire) / 3, 2)", value: 66.67),
        Case(expression: "sum(salaire) / count(where sexe = 'X')", value: nil),
    ])
    func values(_ example: Case) async throws {
        let definition = definition(nature: .published, value: IndicatorExpression(example.expression))
        let room = try await Room([definition])
        let made = try await room.refresh(definition.id, try await room.table(Self.elected))
        let point = try #require(try await room.indicators.current().series(definition.id, place("commune:28001")).first)
        if let value = example.value {
            #expect(abs((point.value ?? .nan) - value) < 1e-9)
        } else {
            #expect(point.value == nil)
            #expect(point.absence == .division)
            // Of both communes.
            #expect(made.report?.divisions == 2)
        }
    }

    @Test("Opening hours that are not read are told, and have no value")
    func unreadHours() async throws {
        let definition = definition(nature: .published, value: "max(weekly_hours(horaires))")
        let room = try await Room([definition])
        let report = try #require(try await room.refresh(definition.id, try await room.table(Self.elected)).report)
        #expect(report.unreadHours == ["sur rendez-vous"])
        #expect(try await room.indicators.current().series(definition.id, place("commune:28002")).isEmpty)
    }

    struct Mistake: CustomTestStringConvertible {
        let expression: String
        let code: String
        /// The words at fault, and what is proposed.
        let word: String
        var nearest: String?
        var testDescription: String { expression }
    }

    @Test("Mistakes are told with their place and the nearest word", arguments: [
        Mistake(expression: "count(where sex = 'F')", code: "column", word: "sex", nearest: "sexe"),
        Mistake(expression: "coutn()", code: "function", word: "coutn()", nearest: "count"),
        Mistake(expression: "sum(nom)", code: "type", word: "nom"),
        Mistake(expression: "sum(salaire) + nom", code: "type", word: "nom"),
        Mistake(expression: "sum(salaire) + salaire", code: "mixed", word: "salaire"),
        Mistake(expression: "sum(sum(salaire))", code: "nested", word: "sum(salaire)"),
        Mistake(expression: "sum()", code: "arguments", word: "sum()"),
        Mistake(expression: "round(salaire where true)", code: "condition", word: "true"),
        Mistake(expression: "count(where sexe = 'F)", code: "quote", word: "'F)"),
        Mistake(expression: "sum(salaire", code: "expected", word: ""),
        Mistake(expression: "sum(salaire) )", code: "unexpected", word: ")"),
        Mistake(expression: "sum(salaire) +", code: "unfinished", word: ""),
        Mistake(expression: "sum([salaire)", code: "bracket", word: "[salaire)"),
        Mistake(expression: "sum(12abc)", code: "number", word: "12"),
        Mistake(expression: "sum(salaire; csp)", code: "character", word: ";"),
        Mistake(expression: "   ", code: "empty", word: ""),
        Mistake(expression: String(repeating: "(", count: 200) + "1", code: "deep", word: "("),
    ])
    func mistakes(_ example: Mistake) async throws {
        let definition = definition(nature: .published, value: IndicatorExpression(example.expression, at: .init(line: 7, column: 12)))
        let room = try await Room([definition])
        let table = try await room.table(Self.elected)
        let found = try #require(definition.mistakes(columns: table.columns).first)
        #expect(found.code == "indicators.expression.\(example.code)")
        let text = Array(example.expression)
        #expect(String(text[found.characters.clamped(to: 0..<text.count)]) == example.word)
        if let nearest = example.nearest { #expect(found.arguments["nearest"] == .text(nearest)) }
        #expect(found.place?.line == 7)
        #expect(found.place?.column == 12 + found.characters.lowerBound)
        for language in Language.allCases {
            let told = Localizer(language).message(for: found)
            #expect(!told.text.contains("{"), "\(told.text)")
            #expect(told.text != "errors.\(found.code)")
        }
    }

    @Test("What a person types never becomes SQL")
    func binding() async throws {
        let definition = definition(nature: .published, value: #"count(where nom = "x'); DROP TABLE t; --" or nom = 'A')"#)
        let room = try await Room([definition])
        try await room.refresh(definition.id, try await room.table(Self.elected))
        #expect(try await room.indicators.current().series(definition.id, place("commune:28001")).first?.value == 1)
    }
}

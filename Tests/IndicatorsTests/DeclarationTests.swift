import Declarations
import Indicators
import Localization
import Territories
import Testing

@Suite("Declarations of indicators")
struct DeclarationTests {
    private func problems(_ yaml: String) -> [DeclarationProblem] {
        do {
            _ = try IndicatorDeclaration.read(yaml: yaml, file: "essai.yaml", service: "s", slug: "essai")
            return []
        } catch let error as DeclarationError {
            return error.problems
        } catch { return [] }
    }

    static let whole = """
        name: Part de femmes parmi les élus municipaux
        description: Combien d'élus municipaux sont des femmes.
        unit: "%"
        digits: 1
        theme: parite
        level: commune
        direction: up
        frequency: annual
        delay: 30
        source:
          dataset: elus
          resource: municipaux
          territory: code_commune
          date: version
          where: fonction != 'Maire'
          numerator: count(where sexe = 'F')
          denominator: count()
          vintage: 2015
        breakdowns:
          - slug: age
            name: Âge
            category: if(age(date_naissance, date('2026-01-01')) < 40, 'jeunes', 'autres')
            labels:
              jeunes: Moins de 40 ans
              autres: 40 ans et plus
        targets:
          - level: departement
            date: 2026-12-31
            value: 50
          - territory: D75
            date: 2027-12-31
            value: 51,5
        initial: 2020-12-31
        weight: 2
        bounds: {minimum: 0, maximum: 100}
        secrecy: {threshold: 11, units: count()}
        coverage: 0.9
        alerts: {gap: 5, fall: 4, jump: 10}
        owner: DGCL
        method: Répertoire national des élus.
        licence: Licence Ouverte 2.0
        """

    @Test("All of a declaration is read")
    func reading() throws {
        let definition = try IndicatorDeclaration.read(yaml: Self.whole, file: "essai.yaml", service: "s", slug: "essai")
        #expect("\(definition.id)" == "s/essai")
        #expect(definition.unit == "\u{202F}%")
        #expect(definition.nature == .ratio(scale: 100))
        #expect(definition.source.table?.vintage == day("2015-01-01"))
        #expect(definition.source.table?.date == .version)
        #expect(definition.source.table?.numerator?.place == DeclarationPlace(line: 16, column: 14))
        #expect(definition.breakdowns.first?.labels.map(\.label) == ["Moins de 40 ans", "40 ans et plus"])
        #expect(definition.targets.points(for: place("D28")) == [DatedValue(date: day("2026-12-31"), value: 50)])
        #expect(definition.targets.points(for: place("D75")) == [DatedValue(date: day("2027-12-31"), value: 51.5)])
        #expect(definition.initial == .on(day("2020-12-31")))
        #expect(definition.bounds == 0...100)
        #expect(definition.secrecy?.threshold == 11)
        #expect(definition.minimumCoverage == 0.9)
        #expect(definition.alerts == AlertThresholds(gap: 5, fall: 4, jump: 10))
        #expect(definition.file == "essai.yaml")
    }

    @Test("A unit may have its singular, which figures ask for as the language does", arguments: [
        (0.0, "0\u{A0}cantine", "0\u{A0}cantines"), (1, "1\u{A0}cantine", "1\u{A0}cantine"), (1.96, "2\u{A0}cantines", "2\u{A0}cantines"), (12, "12\u{A0}cantines", "12\u{A0}cantines"),
    ])
    func unit(value: Double, french: String, english: String) throws {
        let yaml = "name: A\nsource: values\nunit: {one: cantine, other: cantines}\n"
        let definition = try IndicatorDeclaration.read(yaml: yaml, file: "essai.yaml", service: "s", slug: "essai")
        #expect(definition.unit == "\u{A0}cantines" && definition.singularUnit == "cantine")
        for (language, told) in [(Language.french, french), (.english, english)] {
            let localizer = Localizer(language)
            #expect(localizer.quantity(value, unit: MeasureUnit(one: "cantine", other: "cantines"), maxDigits: 0) == told)
            #expect(localizer.amount(value, maxDigits: 0) + definition.unit(after: value, localizer) == told)
        }
    }

    @Test("A target without a territory or a level holds everywhere, unless a level or a territory has its own")
    func targetsEverywhere() throws {
        let yaml = "name: A\nsource: values\ntargets:\n  - {date: 2022-01-01, value: 20}\n  - {level: region, date: 2022-01-01, value: 30}\n  - {territory: D28, date: 2022-01-01, value: 40}\n"
        let targets = try IndicatorDeclaration.read(yaml: yaml, file: "essai.yaml", service: "s", slug: "essai").targets
        for (id, value) in [("france", 20), ("R24", 30), ("D28", 40), ("D45", 20)] {
            #expect(targets.points(for: place(id)).map(\.value) == [Double(value)], "\(id)")
        }
    }

    struct Mistake: CustomTestStringConvertible {
        let yaml: String
        let code: String
        let line: Int
        let column: Int
        var testDescription: String { "\(code) at \(line):\(column)" }
    }

    @Test("Each mistake has its place, and words in both languages", arguments: [
        Mistake(yaml: "name: A\nsource: values\ntargets:\n  - level: departement\n    value: 3", code: "declarations.key_missing", line: 4, column: 5),
        Mistake(yaml: "name: A\nsource: values\ntargets:\n  - territory: D1234\n    date: 2026-12-31\n    value: 3", code: "indicators.declaration.zone_unknown", line: 4, column: 16),
        Mistake(yaml: "name: A\nsource: values\ntargets:\n  - territory: france\n    level: france\n    date: 2026-12-31\n    value: 3", code: "indicators.declaration.target_scope", line: 4, column: 5),
        Mistake(yaml: "name: A\nsource: values\nlevl: commune", code: "declarations.key_unknown", line: 3, column: 1),
        Mistake(yaml: "name: A\nsource: values\nlevel: comune", code: "declarations.value_unknown", line: 3, column: 8),
        Mistake(yaml: "name: A\nsource: values\ndirection: hausse", code: "declarations.value_unknown", line: 3, column: 12),
        Mistake(yaml: "name: A\nsource: values\nunit: {one: cantine}", code: "declarations.key_missing", line: 3, column: 7),
        Mistake(yaml: "name: A", code: "indicators.declaration.source_missing", line: 1, column: 1),
        Mistake(yaml: "name: A\nsource: {dataset: d, territory: c}\nnature: sum", code: "indicators.declaration.nature_incomplete", line: 3, column: 9),
        Mistake(yaml: "name: A\nsource: {dataset: d, territory: c, value: v, numerator: n}\nnature: sum", code: "indicators.declaration.nature_unused", line: 2, column: 57),
        Mistake(yaml: "name: A\nsource:\n  dataset: d\n  territory: c\n  value: cuont()\nnature: sum", code: "indicators.expression.function", line: 5, column: 10),
        Mistake(yaml: "name: A\nsource:\n  dataset: d\n  territory: c\n  value: count(where a = ) \nnature: sum", code: "indicators.expression.unexpected", line: 5, column: 26),
        Mistake(yaml: "name: A\nformula: 100 * / b", code: "indicators.expression.unexpected", line: 2, column: 16),
        Mistake(yaml: "name: A\nformula: sum(a)", code: "indicators.expression.function", line: 2, column: 10),
        Mistake(yaml: "name: A\nsource: values\ncoverage: 80", code: "indicators.declaration.out_of_range", line: 3, column: 11),
    ])
    func mistakes(_ mistake: Mistake) throws {
        let found = problems(mistake.yaml)
        let problem = try #require(found.first)
        #expect(problem.code == mistake.code, "\(found)")
        #expect(problem.place == DeclarationPlace(line: mistake.line, column: mistake.column), "\(found)")
        for language in Language.allCases {
            let told = Localizer(language).message(for: problem)
            #expect(told.text.hasPrefix("essai.yaml:\(mistake.line):\(mistake.column)"), "\(told.text)")
            #expect(!(told.text + (told.hint ?? "")).contains("{"), "\(told)")
        }
    }

    @Test("Formulas that go in a circle, or name nothing, are told where they stand; the others are computed all the same")
    func circles() async throws {
        func formula(_ slug: String, _ text: String) throws -> IndicatorDefinition {
            try IndicatorDeclaration.read(yaml: "name: \(slug)\nformula: \(text)", file: "\(slug).yaml", service: "s", slug: slug)
        }
        let base = IndicatorDefinition(id: IndicatorID(service: "s", slug: "base"), name: "base", source: .values, nature: .published)
        let definitions = try [base, formula("a", "b + 1"), formula("b", "2 * c"), formula("c", "a / 2"), formula("d", "base / baze"), formula("e", "100 / base"), formula("f", "f + 1")]
        let problems = IndicatorDeclaration.problems(across: definitions)
        #expect(problems.map(\.file).sorted() == ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "f.yaml"])
        let circle = try #require(problems.first { $0.file == "a.yaml" })
        #expect(circle.kind == .indicatorCyclic)
        #expect(circle.place == DeclarationPlace(line: 2, column: 10))
        #expect(circle.details["circle"] == .text("s/a → s/b → s/c → s/a"))
        let unknown = try #require(problems.first { $0.file == "d.yaml" })
        #expect(unknown.place == DeclarationPlace(line: 2, column: 17))
        #expect(unknown.details["nearest"] == .text("base"))
        let room = try await Room(definitions)
        try await room.indicators.give([
            CellChange(base.id, place("D28"), day("2025-12-31"), .value, value: 4), CellChange(base.id, place("D45"), day("2025-12-31"), .value, value: 0),
        ], author: "x")
        let now = try await room.indicators.current()
        #expect(now.series(IndicatorID(service: "s", slug: "e"), place("D28")).first?.value == 25)
        // Divided by nothing: no value, and the reason.
        #expect(now.series(IndicatorID(service: "s", slug: "e"), place("D45")).first?.absence == .division)
        #expect(now.series(IndicatorID(service: "s", slug: "a"), place("D28")).isEmpty)
    }
}

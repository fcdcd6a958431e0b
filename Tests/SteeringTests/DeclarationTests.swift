import Declarations
import Indicators
import Steering
import Territories
import Testing

@Suite struct DeclarationTests {
    private func read(_ yaml: String) throws -> (SteeringDeclaration?, [DeclarationProblem]) {
        let reader = DeclarationReader(file: "service.yaml")
        let declaration = SteeringDeclaration(try reader.compose(yaml), service: "pilote", title: "PILOTE", levels: [.france], reader: reader)
        return (declaration, reader.problems)
    }

    @Test func readsAProgramme() throws {
        let (declaration, problems) = try read(
            """
            title: Politiques prioritaires
            indicators: barometre
            levels: [departement, france]
            ask: [weather, comment]
            readers: everybody
            weather_days: 30
            policies:
              - slug: sante
                name: Accès aux soins
                owner: Ministère de la Santé
                description: Des médecins *partout*.
                indicators:
                  - medecins
                  - indicator: autre/pharmacies
                    weight: 2,5
            """)
        #expect(problems.isEmpty)
        let programme = try #require(declaration).programme
        #expect(programme.title == "Politiques prioritaires" && programme.service == "pilote" && programme.levels == [.france, .departement])
        #expect(programme.asks == [.weather, .comment] && programme.readers == .everybody && programme.weatherLife == 30)
        let policy = try #require(programme.policy("sante"))
        #expect(policy.owner == "Ministère de la Santé" && policy.indicators == [
            .init(IndicatorID(service: "barometre", slug: "medecins")), .init(IndicatorID(service: "autre", slug: "pharmacies"), weight: 2.5),
        ])
        #expect(declaration?.indicators.map(\.id.description) == ["barometre/medecins", "autre/pharmacies"])
        #expect(declaration?.indicators.first?.place.line == 13)
    }

    @Test func oneLineIsEnough() throws {
        let (declaration, problems) = try read("policies: themes")
        #expect(problems.isEmpty)
        let programme = try #require(declaration).programme
        #expect(programme.title == "PILOTE" && programme.source == .themes(of: "pilote") && programme.levels == [.france])
        #expect(try read("indicators: barometre").0?.programme.source == .declared(by: "barometre"))
        #expect(programme.asks.count == SteeringAsk.allCases.count && programme.readers == .members)
    }

    @Test("Each mistake has its place and the nearest word", arguments: [
        ("policy: []", "declarations.key_unknown", 1), ("readers: all", "declarations.value_unknown", 1),
        ("policies: theme", "declarations.value_unknown", 1),
        ("ask: [meteo]\npolicies: themes", "declarations.value_unknown", 1),
        ("policies: themes\nlevels: [departements]", "declarations.value_unknown", 2),
        ("policies:\n  - name: Santé\n    slug: Santé !\n    indicators: [a]", "declarations.slug_invalid", 3),
        ("policies:\n  - {name: A, slug: a, indicators: [x]}\n  - {name: B, slug: a, indicators: [x]}", "declarations.slug_duplicate", 3),
        ("policies:\n  - name: A\n    slug: a\n    indicators: ['Un Deux']", "declarations.slug_invalid", 4),
        ("policies:\n  - name: A\n    slug: a\n    indicators:\n      - {indicator: x, weight: -1}", "declarations.number_expected", 5),
        ("policies:\n  - name: A\n    slug: a", "declarations.key_missing", 2),
    ])
    func mistakes(yaml: String, code: String, line: Int) throws {
        let (_, problems) = try read(yaml)
        #expect(problems.map(\.code) == [code] && problems.first?.line == line)
    }
}

import Declarations
import Indicators
import Testing

@Suite("Files of indicators")
struct IndicatorFileTests {
    private func file(_ yaml: String) -> IndicatorFile { IndicatorFile(yaml: yaml, file: "f.yaml", service: "s", slug: "f") }

    private static let shared = """
        defaults:
          unit: €
          level: departement
          nature: sum
          source:
            dataset: aides
            territory: dep
            where: dispositif = "$slug"
            value: sum(montant)
        indicators:
          - slug: pge
            name: Prêts
          - slug: reports
            name: Reports
            unit: reports
            source: {resource: fichier, value: count()}
        """

    @Test("An indicator alone is named for its file")
    func alone() throws {
        let file = file("name: A\nsource: values")
        #expect(file.definitions.map(\.id.description) == ["s/f"] && file.slugs == ["f"] && file.problems.isEmpty)
    }

    @Test("Several share what stands under `defaults`, and say what is their own")
    func several() throws {
        let file = file(Self.shared)
        #expect(file.problems.isEmpty)
        #expect(file.slugs == ["pge", "reports"])
        let tables = file.definitions.compactMap(\.source.table)
        #expect(tables.map(\.dataset) == ["aides", "aides"])
        #expect(tables.map(\.resource) == [nil, "fichier"])
        #expect(tables.map { $0.filter?.text ?? "" } == [#"dispositif = "pge""#, #"dispositif = "reports""#])
        #expect(tables.map { $0.value?.text ?? "" } == ["sum(montant)", "count()"])
        #expect(file.definitions.map(\.unit) == ["\u{A0}€", "\u{A0}reports"])
    }

    @Test("A mistake is told once, where it was made; the other indicators stand", arguments: [
        ("territory: dep", "terrtory: dep", 0, [7]), ("value: sum(montant)", "value: sum(montant", 1, [9]),
        ("    unit: reports", "    untt: reports", 1, [15]), ("- slug: reports", "- slug: pge", 1, [13]), ("    name: Prêts", "    nam: Prêts", 1, [12]),
        ("indicators:", "indicateurs:", 0, [10]),
    ])
    func mistakes(from: String, to: String, sound: Int, lines: [Int]) {
        let file = file(Self.shared.replacing(from, with: to))
        #expect(file.definitions.count == sound, "\(file.problems)")
        #expect(Set(file.problems.map(\.line)).isSuperset(of: lines), "\(file.problems)")
        #expect(Set(file.problems).count == file.problems.count)
    }
}

import Catalog
import Foundation
import Localization
import Testing

@Suite("Reuses")
struct ReuseTests {
    private static let yaml = """
        organizations:
          - slug: asso
            name: Les amis des cartes
        datasets:
          - slug: arbres
            title: Arbres
            resources: []
        reuses:
          - slug: carte-des-arbres
            title: Carte des arbres
            description: Tous les arbres.
            url: https://arbres.exemple.fr/
            kind: visualization
            organization: asso
            datasets: [arbres, bancs]
        """

    private func declaration(_ yaml: String) throws -> CatalogueDeclaration {
        try CatalogueDeclaration(yaml: yaml, file: "c.yaml", folder: FileManager.default.temporaryDirectory)
    }

    @Test("What is declared is shown with its datasets, brought up to date, and is found by them")
    func declared() async throws {
        let clock = ManualClock(Date(timeIntervalSince1970: 1_790_000_000))
        let fixture = try await Fixture(now: { clock.now })
        let catalog = fixture.catalog
        let bancs = try await catalog.upsertDataset(slug: "bancs", DatasetMetadata(title: "Bancs"))
        _ = try await catalog.apply(declaration(Self.yaml))
        let made = try #require(try await catalog.reuse("carte-des-arbres"))
        #expect(made.reuse.kind == .visualization && made.organization?.slug == "asso" && made.reuse.url?.host() == "arbres.exemple.fr")
        #expect(try await catalog.reuses(of: bancs.id).map(\.reuse.id) == [made.reuse.id])
        #expect(try await catalog.reuses(offset: 0, limit: 10).total == 1)

        clock.now += 60
        _ = try await catalog.apply(declaration(Self.yaml))
        #expect(try await catalog.reuse("carte-des-arbres")?.reuse == made.reuse, "the same again changes nothing")
        _ = try await catalog.apply(declaration(Self.yaml.replacing(", bancs", with: "").replacing("Tous les", with: "Les")))
        let later = try #require(try await catalog.reuse("carte-des-arbres")).reuse
        #expect(later.id == made.reuse.id && later.description == "Les arbres." && later.modifiedAt == clock.now && later.datasets.count == 1)
        #expect(try await catalog.reuses(of: bancs.id).isEmpty)
        var search = DatasetSearch()
        search.groups = [.reuse(later.id)]
        #expect(try await catalog.datasets(search).items.map(\.dataset.slug) == ["arbres"])
    }

    @Test("A reuse of what is not there is refused whole")
    func unknown() async throws {
        let fixture = try await Fixture()
        await #expect(throws: CatalogError(.datasetUnknown, ["dataset": "bancs"])) { _ = try await fixture.catalog.apply(declaration(Self.yaml)) }
        #expect(try await fixture.catalog.dataset("arbres") == nil)
        #expect(throws: (any Error).self) { try declaration(Self.yaml.replacing("visualization", with: "dessin")) }
    }
}

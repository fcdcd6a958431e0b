import Catalog
import Declarations
import Foundation
import Store
import Testing

@Suite("Catalogue written in YAML")
struct DeclarationTests {
    private static let good = """
        organizations:
          - {slug: insee, name: Insee, url: "https://www.insee.fr"}
        datasets:
          - slug: communes
            title: Communes
            description: |
              Toutes les communes.
            organization: insee
            licence: lov2
            frequency: annual
            level: commune
            themes: [regions]
            keywords: [COG]
            period: {start: 2025-01-01}
            resources:
              - slug: communes
                title: Communes
                file: ${DATA}/communes.csv
                columns:
                  code: Code officiel
              - slug: ailleurs
                title: Ailleurs
                url: https://example.org/x.csv
        """

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "portulan-declaration-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("code,nom\n01001,Abergement\n".utf8).write(to: folder.appending(path: "communes.csv"))
        try await body(folder)
    }

    @Test("A declaration says all that it declares")
    func reading() async throws {
        try await withFolder { folder in
            let declaration = try CatalogueDeclaration(
                yaml: Self.good, file: "c.yaml", folder: folder, variables: ["DATA": folder.path])
            #expect(declaration.organizations.map(\.name) == ["Insee"])
            let dataset = try #require(declaration.datasets.first)
            #expect(dataset.metadata.licence == .lov2)
            #expect(dataset.metadata.temporalCoverage == TemporalCoverage(start: "2025-01-01", end: nil))
            #expect(dataset.resources.map(\.slug) == ["communes", "ailleurs"])
            #expect(dataset.resources[0].metadata.columnDescriptions == ["code": "Code officiel"])
            #expect(dataset.resources[0].source == .file(folder.appending(path: "communes.csv")))
        }
    }

    @Test("Each mistake is told with its place and the word that was meant", arguments: [
        ("licence: lov2", "licence: lov3", "c.yaml:9:14: value_unknown", "lov2"),
        ("frequency: annual", "frequence: annual", "c.yaml:10:5: key_unknown", "frequency"),
        ("organization: insee", "organization: inse", "c.yaml:8:19: organization_unknown", "insee"),
        ("- slug: communes\n    title", "- slug: Les communes\n    title", "c.yaml:4:11: slug_invalid", "les-communes"),
        ("    title: Communes\n    description", "    description", "c.yaml:4:5: key_missing", "title"),
        ("themes: [regions]", "themes: regions", "c.yaml:12:13: list_expected", "themes"),
        ("start: 2025-01-01", "start: 2025-02-30", "c.yaml:14:21: date_invalid", "2025-02-30"),
        ("${DATA}/communes.csv", "${DATTA}/communes.csv", "c.yaml:18:15: variable_unknown", "DATA"),
        ("${DATA}/communes.csv", "cantons.csv", "c.yaml:18:15: file_missing", "cantons.csv"),
        ("slug: ailleurs", "slug: communes", "c.yaml:21:15: slug_duplicate", "communes"),
        ("https://example.org/x.csv", "example.org/x.csv", "c.yaml:23:14: address_invalid", "example.org"),
        ("        url: https://example.org/x.csv", "", "c.yaml:21:9: source_missing", ""),
        ("themes: [regions]", "themes: [regions", "c.yaml:12:13: syntax", ""),
    ])
    func mistakes(right: String, wrong: String, place: String, word: String) async throws {
        try await withFolder { folder in
            let yaml = Self.good.replacingOccurrences(of: right, with: wrong)
            #expect(yaml != Self.good)
            let error = #expect(throws: DeclarationError.self) {
                _ = try CatalogueDeclaration(
                    yaml: yaml, file: "c.yaml", folder: folder, variables: ["DATA": folder.path])
            }
            let problem = try #require(error?.problems.first)
            let parts = place.components(separatedBy: ": ")
            #expect("\(problem)".hasPrefix(parts[0]), "\(problem)")
            #expect(problem.kind.name == parts[1], "\(problem)")
            #expect(word.isEmpty || "\(problem)".contains(word), "\(problem)")
        }
    }

    @Test("All mistakes are told at once, in the order of the file")
    func allMistakes() async throws {
        try await withFolder { folder in
            let yaml = Self.good.replacingOccurrences(of: "lov2", with: "x").replacingOccurrences(of: "level", with: "levle")
            let error = #expect(throws: DeclarationError.self) {
                _ = try CatalogueDeclaration(
                    yaml: yaml, file: "c.yaml", folder: folder, variables: ["DATA": folder.path])
            }
            #expect(error?.problems.map(\.line) == [9, 11])
        }
    }

    @Test("Applying twice reads nothing twice and changes nothing")
    func idempotence() async throws {
        try await withFolder { folder in
            let yaml = Self.good.components(separatedBy: "      - slug: ailleurs")[0]
            let declaration = try CatalogueDeclaration(
                yaml: yaml, file: "c.yaml", folder: folder, variables: ["DATA": folder.path])
            let fixture = try await Fixture()
            let first = try await fixture.catalog.apply(declaration)
            #expect(first.count == 1)
            let job = try #require(first.first?.job)
            #expect(try await fixture.finish(job).state == .succeeded)
            let before = try #require(try await fixture.catalog.dataset("communes"))
            #expect(before.organization?.slug == "insee")
            #expect(before.resources.first?.description(ofColumn: "code") == "Code officiel")

            #expect(try await fixture.catalog.apply(declaration).allSatisfy { $0.job == nil })
            let after = try #require(try await fixture.catalog.dataset("communes"))
            #expect(after.dataset == before.dataset)
            #expect(after.resources.first?.resource == before.resources.first?.resource)

            try Data("code,nom\n01001,Abergement\n01002,Varey\n".utf8).write(to: folder.appending(path: "communes.csv"))
            let changed = try #require(try await fixture.catalog.apply(declaration).first?.job)
            try await fixture.finish(changed)
            #expect(try await fixture.catalog.resource("communes")?.version?.rows == 2)

            // A failure is tried again even though the file has not changed, and goes away with it.
            try await fixture.ingest("broken.csv", "", dataset: "communes", resource: "communes")
            #expect(try await fixture.catalog.resource("communes")?.resource.failure != nil)
            let mended = try #require(try await fixture.catalog.apply(declaration).first?.job)
            try await fixture.finish(mended)
            #expect(try await fixture.catalog.resource("communes")?.resource.failure == nil)
            #expect(try await fixture.catalog.versions(of: "communes").count == 2)
        }
    }
}

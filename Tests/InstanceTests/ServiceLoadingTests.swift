import Catalog
import Foundation
import Indicators
import Instance
import Lake
import Localization
import Services
import Store
import Territories
import Testing

@Suite("Services of an instance")
struct ServiceLoadingTests {
    private static let files = [
        "service.yaml": "title: Ouvertures\n",
        "sources/ouvertures.yaml": """
            datasets:
              - slug: ouvertures
                title: Ouvertures
                resources:
                  - slug: ouvertures
                    title: Heures par département
                    file: ${OUVERTURES}/heures.csv
                    demo: heures.yaml
                    schema: heures
              - slug: ailleurs
                title: Ailleurs
                resources:
                  - {slug: ailleurs, title: Nulle part, file: "${ABSENTE}/x.csv"}
            """,
        "schemas/heures.json": #"{"fields": [{"name": "dep", "type": "string"}, {"name": "heures", "type": "integer", "constraints": {"maximum": 25}}]}"#,
        "demo/heures.yaml": """
            seed: 3
            each: {territory: departement}
            columns:
              dep: $territory.code
              heures: {law: uniform, min: 10, max: 40}
            """,
        "indicators/heures.yaml": """
            name: Heures
            level: departement
            nature: sum
            source: {dataset: ouvertures, resource: ouvertures, territory: dep, date: 2025-12-31, value: sum(heures)}
            """,
        "pages/accueil.md": "---\ntitle: Ouvertures\n---\n```chart\nheures\n```\n",
    ]

    private static let code = [
        "regions": "code_region,nom,code_chef_lieu\n28,Normandie,\n53,Bretagne,\n",
        "departements": "code_departement,nom,code_region,code_chef_lieu\n29,Finistère,53,\n35,Ille-et-Vilaine,53,\n50,Manche,28,\n",
        "epci": "siren,nom,type\n", "cantons": "code_canton,nom,type,code_departement,code_bureau_centralisateur,geometry\n",
        "codes_postaux_communes": "code_postal,code_commune\n",
        "communes": """
            code_commune,type,nom,population_municipale,code_commune_parente,code_departement,code_region,siren_epci,geometry
            29019,COM,Brest,140000,,29,53,,
            35238,COM,Rennes,225000,,35,53,,
            50502,COM,Saint-Lô,19000,,50,28,,

            """,
    ]

    private func write(_ files: [String: String], to folder: URL) throws {
        for (path, text) in files {
            let url = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    private func load(_ instance: Instance) async throws -> [String?] {
        let runner = Task { await instance.runJobs() }
        let loading = try await instance.load(service: "ouvertures") { resource in
            if let job = resource.job { try await instance.finish(job) }
        }
        let failures = await instance.computeIndicators().failures
        runner.cancel()
        await runner.value
        #expect(failures.isEmpty, "\(failures)")
        #expect(loading?.problems == [])
        return loading?.applied.map { $0.job == nil ? nil : $0.resourceSlug } ?? []
    }

    @Test("A source out of reach is made up for and labelled, until the real one is there")
    func loading() async throws {
        let workplace = try Workplace()
        try await workplace.create().close()
        try write(Self.files, to: workplace.path("site/services/ouvertures"))
        try write(["fautif/service.yaml": "titel: x\n"], to: workplace.path("site/services"))
        try write(Dictionary(uniqueKeysWithValues: Self.code.map { ("\($0.key).csv", $0.value) }), to: workplace.path("code"))
        _ = try SnapshotBuilder(files: [workplace.path("code")], base: nil, date: CivilDate("2026-01-01"))
            .write(to: workplace.path("site/territories.snapshot"))
        let data = workplace.path("donnees")
        let instance = try await workplace.open(environment: ["OUVERTURES": data.path])
        try instance.prepareServices()
        #expect(instance.services.services.map(\.isOutOfService) == [false, true])

        #expect(try await load(instance) == ["ouvertures"])
        let service = try #require(instance.services.service("ouvertures"))
        #expect(service.sources.map(\.state) == [.synthetic, .absent])
        let page = try #require(service.definition?.home)
        #expect(service.syntheticSources(of: page).map(\.resource) == ["ouvertures"])
        #expect(service.absentSources(of: page).isEmpty)
        let shown = try #require(try await instance.catalog.resource("ouvertures")?.resource)
        #expect(shown.title.contains("données fictives") && shown.description.contains("Données fictives"))
        #expect(try await load(instance) == [nil])

        // The real data comes.
        try write(["heures.csv": "dep,heures\n29,20\n35,30\n50,12\n"], to: data)
        #expect(try await load(instance) == ["ouvertures"])
        #expect(instance.services.service("ouvertures")?.sources.map(\.state) == [.real, .absent])
        let real = try #require(try await instance.catalog.resource("ouvertures")?.resource)
        #expect(real.title == "Heures par département" && real.description.isEmpty)
        // It is held to the service's own schema, which the instance knows by the service's name.
        #expect(real.schema == "ouvertures/heures")
        #expect(try instance.schemas.entries().map(\.name) == ["ouvertures/heures"])
        let id = IndicatorID(service: "ouvertures", slug: "heures")
        let observations = try await instance.indicators.current()
        #expect(observations.series(id, try #require(TerritoryID(.region, "53"))).map(\.value) == [50])

        // A backup holds the service and its figures.
        try await instance.backup(to: workplace.path("sauvegarde.tar"))
        try await workplace.restore(workplace.path("sauvegarde.tar"), to: "copie")
        let copy = try await workplace.open("copie")
        try copy.prepareServices()
        #expect(copy.services.services.map(\.slug) == instance.services.services.map(\.slug))
        let restored = try await copy.indicators.current()
        #expect(restored.series(id, try #require(TerritoryID(.departement, "29"))).map(\.value) == [20])

        // A file of figures that cannot be read is told, and made again from its table.
        let files = try await copy.indicators.referencedContent().map(copy.lake.original)
        await copy.close()
        #expect(!files.isEmpty)
        for file in files { try Data("nothing".utf8).write(to: file) }
        func figures() async -> DoctorCheck? {
            let environment = (try? await workplace.environment("copie")) ?? [:]
            return await Doctor(root: copy.folder.root, environment: environment, executable: Workplace.executable).checks().first { $0.name == "figures" }
        }
        let damaged = try #require(await figures())
        #expect(damaged.status == .failure)
        #expect(damaged.detail.arguments["indicator"] == .text("ouvertures/heures"))
        let hurt = try await workplace.open("copie")
        try hurt.prepareServices()
        #expect(await hurt.unreadableIndicators().map(\.indicator) == ["ouvertures/heures"])
        #expect(await hurt.computeIndicators().computed == 1)
        #expect(await hurt.unreadableIndicators().isEmpty)
        await hurt.close()
        #expect(await figures()?.status == .ok)

        // It goes again: what was read stays.
        try FileManager.default.removeItem(at: data)
        #expect(try await load(instance) == [nil])
        #expect(instance.services.service("ouvertures")?.sources.map(\.state) == [.real, .absent])
        await instance.close()
    }

    @Test("A table that is published again leads to its indicators, by jobs")
    func following() async throws {
        let workplace = try Workplace()
        try await workplace.create().close()
        try write(Self.files.filter { !$0.key.hasPrefix("demo") }.mapValues { $0.replacingOccurrences(of: "        demo: heures.yaml\n", with: "") }, to: workplace.path("site/services/ouvertures"))
        let instance = try await workplace.open()
        try instance.prepareServices()
        #expect(instance.services.service("ouvertures")?.problems == [])
        let file = workplace.path("heures.csv")
        try Data("dep,heures\n29,20\n".utf8).write(to: file)
        let job = try await instance.catalog.ingest(IngestionRequest(source: .file(file), datasetSlug: "ouvertures", resourceSlug: "ouvertures"))
        let runner = Task { await instance.runJobs() }
        try await instance.finish(job)
        let following = try #require(try await instance.queue.jobs(kind: Instance.indicatorKind, limit: 10).first)
        try await instance.finish(following.id)
        let done = try #require(try await instance.queue.jobs(kind: Instance.indicatorKind, limit: 10).first)
        runner.cancel()
        await runner.value
        #expect(done.state == .succeeded)
        #expect(try done.result(as: IndicatorResult.self)?.isNew == true)
        await instance.close()
    }
}

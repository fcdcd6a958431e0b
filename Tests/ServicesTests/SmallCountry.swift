import Foundation
import Territories

/// A country of two régions and three départements, written for one test.
enum SmallCountry {
    private static let tables = [
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

    static func gazetteer(in folder: URL) throws -> Gazetteer {
        let source = folder.appendingPathComponent("code")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (name, text) in tables { try Data(text.utf8).write(to: source.appendingPathComponent("\(name).csv")) }
        let file = folder.appendingPathComponent("territories.snapshot")
        _ = try SnapshotBuilder(files: [source], base: nil, date: CivilDate("2026-01-01")).write(to: file)
        return try Gazetteer(opening: file)
    }
}

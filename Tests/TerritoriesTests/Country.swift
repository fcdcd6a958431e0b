import Foundation
import Territories

/// A country of twelve square communes in two départements, an enclave and an island, kept in a folder of its own.
///
/// Communes stand in rows of four on a net of a tenth of a degree from 2° E, 48° N; 02004 holds the enclave 02099.
final class Country: Sendable {
    let folder: URL
    let gazetteer: Gazetteer
    let summary: SnapshotBuilder.Summary

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "territories-\(UUID().uuidString)")
        let source = folder.appending(path: "source")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (name, text) in Self.tables { try Data(text.utf8).write(to: source.appending(path: "\(name).csv")) }
        let file = folder.appending(path: "country.territories")
        summary = try SnapshotBuilder(files: [source], base: nil, date: CivilDate("2026-01-01")).write(to: file)
        gazetteer = try Gazetteer(opening: file)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var file: URL { folder.appending(path: "country.territories") }

    private static var tables: [String: String] {
        [
            "regions": "code_region,nom,code_chef_lieu\n11,Île-du-Test,01001\n",
            "departements": "code_departement,nom,code_region,code_chef_lieu\n01,Ouest,11,01001\n02,Est,11,02003\n",
            "epci": "siren,nom,type\n200000001,Communauté du Nord,CC\n200000002,Communauté du Sud,CA\n",
            "cantons": "code_canton,nom,type,code_departement,code_bureau_centralisateur,geometry\n0101,Canton de l'Ouest,C,01,01001,\n",
            "codes_postaux_communes": "code_postal,code_commune\n01000,01001\n01000,01002\n02000,02003\n02100,02099\n",
            "communes": communes,
        ]
    }

    private static let names = [
        "01001": "Saint-Étienne-lès-Essais", "01002": "L'Haÿ-du-Test", "01011": "Le Havre", "01012": "Sainte-Foy", "01021": "Œyreluy", "01022": "Mâcon",
        "02003": "Marseille", "02004": "Saint-Denis", "02013": "Villeneuve-d'Ascq", "02014": "Nantes", "02023": "Montpellier", "02024": "Aix",
        "02099": "Enclave",
    ]

    private static var communes: String {
        var text = "code_commune,type,nom,population_municipale,code_commune_parente,code_departement,code_region,siren_epci,geometry\n"
        for (code, name) in names.sorted(by: { $0.key < $1.key }) where code != "02099" {
            let row = Int(code.dropFirst(3).prefix(1))!, column = Int(code.suffix(1))! - 1
            let outer = square(2 + Double(column) / 10, 48 + Double(row) / 10, 0.1)
            let hole = code == "02004" ? [Array(square(2.33, 48.03, 0.02).reversed())] : []
            let population = 1000 * (row + 1) + 100 * column
            text += "\(code),COM,\(name),\(population),,\(code.prefix(2)),11,\(row < 2 ? "200000001" : "200000002"),\(wkb([[outer] + hole]))\n"
        }
        // An enclave of the west in the east, with an island out at sea.
        let enclave = wkb([[square(2.33, 48.03, 0.02)], [square(2.6, 48.5, 0.01)]])
        text += "02099,COM,Enclave,50,,01,11,200000002,\(enclave)\n"
        text += "01099,COMD,Foy-le-Vieux,,01012,01,11,200000001,\n"
        return text
    }

    private static func square(_ west: Double, _ south: Double, _ size: Double) -> [(Double, Double)] {
        // A point amid each side, so that there is something to simplify.
        let steps = [(0.0, 0.0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5)]
        return steps.map { step in
            (((west + step.0 * size) * 1e7).rounded() / 1e7, ((south + step.1 * size) * 1e7).rounded() / 1e7)
        }
    }

    /// A multipolygon in hexadecimal WKB, rings closed.
    static func wkb(_ polygons: [[[(Double, Double)]]]) -> String {
        var bytes: [UInt8] = []
        func add(_ value: UInt32) { bytes += (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        func add(_ value: Double) { bytes += (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64($0 * 8)) } }
        bytes.append(1)
        add(UInt32(6))
        add(UInt32(polygons.count))
        for polygon in polygons {
            bytes.append(1)
            add(UInt32(3))
            add(UInt32(polygon.count))
            for ring in polygon {
                add(UInt32(ring.count + 1))
                for point in ring + [ring[0]] { add(point.0); add(point.1) }
            }
        }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
}

import Foundation
import Lake
import Tables
import Testing

@Suite struct GeoJSONTests {
    /// The geometries of an export, in order, nil for null.
    private func geometries(_ bytes: [UInt8]) throws -> [NSDictionary?] {
        let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(document["type"] as? String == "FeatureCollection")
        let features = try #require(document["features"] as? [[String: Any]])
        for feature in features {
            #expect(feature["type"] as? String == "Feature")
            #expect(feature["properties"] is [String: Any])
        }
        return features.map { $0["geometry"] as? NSDictionary }
    }

    @Test func pointsFromCoordinates() async throws {
        let test = try TestLake()
        let table = try await test.table(
            "nom,y,x\nParis,48.8566,2.3522\nNulle part,,2\nFaux,148.5,2.5\n", meanings: ["y": .latitude, "x": .longitude])
        let found = try geometries(try await test.export(table, as: .geoJSON))
        #expect(found == [["type": "Point", "coordinates": [2.3522, 48.8566]], nil, nil])
        let text = try await test.text(table, TableQuery(columns: ["nom"], page: .offset(0, size: 1)), as: .geoJSON)
        #expect(text.contains("\"properties\":{\"nom\":\"Paris\"}"))
    }

    @Test(arguments: [(SemanticType.latLonPair, [2.3522, 48.8566]), (.lonLatPair, [48.8566, 2.3522])])
    func pointsFromPairs(meaning: SemanticType, expected: [Double]) async throws {
        let test = try TestLake()
        let table = try await test.table("nom,lieu\nParis,\"48.8566, 2.3522\"\nRien,\nFaux,ici\n", meanings: ["lieu": meaning])
        let found = try geometries(try await test.export(table, as: .geoJSON))
        #expect(found == [["type": "Point", "coordinates": expected as NSArray], nil, nil])
    }

    @Test func geometriesOfGeoJSONText() async throws {
        let test = try TestLake()
        let table = try await test.table(
            "nom,forme\nA,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [1, 2]}\"\nB,\"{\"\"type\"\": }\"\nC,\"{} , {}\"\nD,texte\n",
            meanings: ["forme": .geojson])
        let found = try geometries(try await test.export(table, as: .geoJSON))
        #expect(found == [["type": "Point", "coordinates": [1, 2]], nil, nil, nil])
    }

    /// Each made with PostGIS's ST_AsHexEWKB or by hand from the standard.
    @Test(arguments: [
        ("0101000000000000000000F03F0000000000000040", #"{"type":"Point","coordinates":[1,2]}"#),
        ("00000000013FF00000000000004000000000000000", #"{"type":"Point","coordinates":[1,2]}"#),
        ("0101000020E6100000000000000000F03F0000000000000040", #"{"type":"Point","coordinates":[1,2]}"#),
        ("01E9030000000000000000F03F00000000000000400000000000000840", #"{"type":"Point","coordinates":[1,2]}"#),
        ("0101000080000000000000F03F00000000000000400000000000000840", #"{"type":"Point","coordinates":[1,2]}"#),
        (
            "010200000002000000000000000000000000000000000000000000000000000000000000000000F03F",
            #"{"type":"LineString","coordinates":[[0,0],[0,1]]}"#
        ),
        (
            "01060000000100000001030000000100000003000000000000000000000000000000000000000000000000000000000000000000F03F00000000000000000000000000000000",
            #"{"type":"MultiPolygon","coordinates":[[[[0,0],[0,1],[0,0]]]]}"#
        ),
        ("0107000000010000000101000000000000000000F03F0000000000000040", #"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#),
    ])
    func readsWKB(hexadecimal: String, json: String) {
        var out: [UInt8] = []
        var text = hexadecimal
        let isGeometry = text.withUTF8 { unsafe WKBGeometry.appendGeoJSON(hexadecimal: $0, to: &out) }
        #expect(isGeometry)
        #expect(String(decoding: out, as: UTF8.self) == json)
    }

    @Test(arguments: [
        "", "01", "zz01000000000000000000F03F0000000000000040", "0101000000000000000000F03F", "0201000000000000000000F03F0000000000000040",
        "0101000000000000000000F03F000000000000004000", "0102000000FFFFFFFF", "01010000206A080000000000000000F03F0000000000000040",
        "0101000000000000000000F87F0000000000000040",
    ])
    func refusesWhatIsNotWKB(hexadecimal: String) {
        var out: [UInt8] = []
        var text = hexadecimal
        let isGeometry = text.withUTF8 { unsafe WKBGeometry.appendGeoJSON(hexadecimal: $0, to: &out) }
        #expect(!isGeometry)
    }

    @Test func aTableWithoutPlacesSaysSo() async throws {
        let test = try TestLake()
        let table = try await test.table("a,b\n1,2\n3,4\n")
        #expect(table.geometrySource == nil)
        let error = try await #require(throws: LakeError.self) { try await test.export(table, as: .geoJSON) }
        #expect(error.code == "lake.geometry.none")
    }
}

import Foundation
import Localization
import Territories
import Testing

@Suite("A vintage, kept in a file")
struct GazetteerTests {
    private let country: Country
    private var gazetteer: Gazetteer { country.gazetteer }

    init() throws { country = try Country() }

    private func id(_ text: String) -> TerritoryID { TerritoryID(text)! }

    @Test("The summary says what was made and what is missing")
    func summary() {
        #expect(country.summary.counts[.commune] == 13)
        #expect(country.summary.counts[.overseasCollectivity] == 8)
        #expect(country.summary.withoutOutline == [])
        #expect(country.summary.withoutPopulation == [])
        #expect(country.summary.date.description == "2026-01-01")
        #expect(gazetteer.sources == ["source"])
    }

    @Test("Territories come back as they were given")
    func territories() throws {
        let commune = try #require(gazetteer.territory(id("commune:01002")))
        #expect(commune.name.full == "L’Haÿ-du-Test")
        #expect(commune.population == 1100)
        #expect(commune.parents.map(\.description) == ["region:11", "departement:01", "epci:200000001"])
        #expect(commune.parent(.france) == .france)
        let part = try #require(gazetteer.territory(id("commune-deleguee:01099")))
        #expect(part.parent(.commune) == id("commune:01012"))
        #expect(gazetteer.territory(id("departement:02"))?.seat == id("commune:02003"))
        #expect(gazetteer.territory(id("commune:09999")) == nil)
        #expect(gazetteer.territories(.commune, in: id("departement:02")).map(\.id.code) == ["02003", "02004", "02013", "02014", "02023", "02024"])
        #expect(gazetteer.territories(.departement, in: .france).count == 2)
    }

    @Test("Lists of identifiers are those of the territories", arguments: ["france", "region:11", "departement:02", "epci:200000001", "departement:99"])
    func lists(holder: String) {
        for level in TerritoryLevel.allCases {
            #expect(gazetteer.ids(level, in: id(holder)) == gazetteer.territories(level, in: id(holder)).map(\.id))
        }
        #expect(gazetteer.ids(.commune) == gazetteer.territories(.commune).map(\.id))
        #expect(gazetteer.name(of: id("commune:01002")) == gazetteer.territory(id("commune:01002"))?.name)
        #expect(gazetteer.name(of: id("commune:09999")) == nil)
    }

    @Test("The nearest by inhabitants, by ratio", arguments: [1, 3, 50])
    func similar(limit: Int) {
        for own in gazetteer.territories(.commune) {
            func distance(_ other: Territory) -> Double {
                let a = Double(own.population ?? 0), b = Double(other.population ?? 0)
                return max(a / b, b / a)
            }
            let expected = gazetteer.territories(.commune).filter { $0.id != own.id }
                .sorted { (distance($0), $0.id) < (distance($1), $1.id) }.prefix(limit).map(\.id)
            #expect(gazetteer.similar(to: own.id, limit: limit) == expected)
        }
        #expect(gazetteer.similar(to: id("commune:09999"), limit: limit) == [])
    }

    @Test("Wider levels add up their communes", arguments: [("departement:02", 13_500), ("region:11", 25_850), ("france", 25_850)])
    func populations(territory: String, population: Int) {
        let sum = gazetteer.territories(.commune, in: id(territory)).compactMap(\.population).reduce(0, +)
        #expect(gazetteer.territory(id(territory))?.population == sum)
        #expect(sum == population)
    }

    @Test("Areas are those of the ellipsoid")
    func areas() throws {
        // A cell from 2° to 2.1° E and 48° to 48.1° N, by the formula of the authalic sphere (worked out apart).
        let commune = try #require(gazetteer.territory(id("commune:01001"))?.area)
        #expect(abs(commune - 82.91) < 0.05)
        let whole = try #require(gazetteer.territory(.france)?.area)
        let parts = gazetteer.territories(.commune).compactMap(\.area).reduce(0, +)
        #expect(abs(whole - parts) < 0.01)
        let centroid = try #require(gazetteer.territory(id("commune:01001"))?.centroid)
        #expect(abs(centroid.longitude - 2.05) < 1e-6 && abs(centroid.latitude - 48.05) < 1e-6)
    }

    @Test("Neighbours share a border, not only a corner", arguments: [
        ("commune:01001", ["commune:01002", "commune:01011"]), ("commune:02004", ["commune:02003", "commune:02014", "commune:02099"]),
        ("commune:02099", ["commune:02004"]), ("departement:01", ["departement:02"]), ("epci:200000001", ["epci:200000002"]), ("france", []),
    ])
    func neighbours(territory: String, expected: [String]) {
        #expect(gazetteer.neighbours(of: id(territory)).map(\.id.description).sorted() == expected)
    }

    @Test("A border is as long as it is")
    func borderLength() throws {
        let border = try #require(gazetteer.neighbours(of: id("commune:01001")).first)
        // A tenth of a degree of a meridian, against 7.4 km of a parallel: the longest comes first.
        #expect(border.id == id("commune:01002"))
        #expect(abs(border.kilometres - 11.12) < 0.05)
    }

    @Test("A place is in one commune, holes and islands included", arguments: [
        (2.05, 48.05, "commune:01001"), (2.15, 48.25, "commune:01022"), (2.34, 48.04, "commune:02099"), (2.31, 48.01, "commune:02004"),
        (2.605, 48.505, "commune:02099"), (2.65, 48.5, nil), (-60, 10, nil), (200, 95, nil),
    ] as [(Double, Double, String?)])
    func communeAt(longitude: Double, latitude: Double, expected: String?) {
        #expect(gazetteer.commune(at: GeoPoint(longitude: longitude, latitude: latitude))?.description == expected)
    }

    @Test("Postal codes lead to communes and back")
    func postalCodes() {
        #expect(gazetteer.communes(postalCode: "01000").map(\.id.code) == ["01001", "01002"])
        #expect(gazetteer.postalCodes(of: id("commune:02099")) == ["02100"])
        #expect(gazetteer.communes(postalCode: "0100").isEmpty)
    }

    @Test("A new file completes the vintage; the outlines stay")
    func update() throws {
        let events = country.folder.appending(path: "events.csv")
        try Data("""
            MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP
            32,2019-01-01,COM,01012,0,F,F,Foy,COM,01012,0,SF,SF,Sainte-Foy
            32,2019-01-01,COM,01099,0,V,V,Foy-le-Vieux,COM,01012,0,SF,SF,Sainte-Foy
            """.utf8).write(to: events)
        let file = country.folder.appending(path: "new.territories")
        let summary = try SnapshotBuilder(files: [events], base: gazetteer, date: nil).write(to: file)
        #expect(summary.movements == 2)
        // The communes have undergone the events of that day: it is the day of the vintage as far as anything tells.
        #expect(summary.date.description == "2019-01-01")
        let new = try Gazetteer(opening: file)
        #expect(new.territory(id("commune:01012"))?.area == gazetteer.territory(id("commune:01012"))?.area)
        #expect(new.neighbours(of: id("commune:02004")).map(\.id) == gazetteer.neighbours(of: id("commune:02004")).map(\.id))
        #expect(try new.movements().map(\.before?.name.full) == ["Foy", "Foy-le-Vieux"])
        #expect(try new.history().communes(on: CivilDate("2018-01-01")!).contains("01099"))
        #expect(new.postalCodes(of: id("commune:01001")) == ["01000"])
    }

    @Test("Files that are no snapshot, or damaged, are told apart", arguments: ["foreign", "damaged", "version", "cut"])
    func badFiles(problem: String) throws {
        var data = try Data(contentsOf: country.file)
        switch problem {
        case "foreign": data = Data("code,nom\n1,2\n".utf8) + data
        case "version": data[8] = 99
        case "cut": data = data.prefix(data.count / 2)
        default: data[data.count / 2] ^= 0x40
        }
        let file = country.folder.appending(path: "bad.territories")
        try data.write(to: file)
        let error = #expect(throws: TerritoriesError.self) { try Gazetteer(opening: file) }
        #expect(error?.code == "territories.snapshot.\(problem == "cut" ? "damaged" : problem)")
    }

    @Test("Without a day and without events, nobody guesses")
    func noDate() throws {
        let error = #expect(throws: TerritoriesError.self) {
            try SnapshotBuilder(files: [country.folder.appending(path: "source")], base: nil, date: nil)
        }
        #expect(error?.code == "territories.update.date")
    }
}

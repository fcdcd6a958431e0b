import Tables
import Testing

/// Pairs of columns that hold a place: in which system, and which half is which.
@Suite struct ProjectionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let x: [String]
        let y: [String]
        let meanings: [SemanticType]
        let system: String
        var isSwapped = false
        var headers = ("x", "y")
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "Paris", x: ["652381.02", "652390.5"], y: ["6862305.42", "6862310.1"], meanings: [.lambert93X, .lambert93Y], system: "EPSG:2154"),
        Case(name: "Pointe-à-Pitre", x: ["656230.4", "641044.7"], y: ["1795020.8", "1768810.2"], meanings: [.utmX, .utmY], system: "EPSG:5490"),
        Case(name: "Fort-de-France", x: ["707860.1", "714022.3"], y: ["1615405.5", "1624001.9"], meanings: [.utmX, .utmY], system: "EPSG:5490"),
        Case(name: "Cayenne", x: ["353900.2", "350012.4"], y: ["545330.7", "543221.5"], meanings: [.utmX, .utmY], system: "EPSG:2972"),
        Case(name: "Saint-Denis", x: ["338420.6", "341999.1"], y: ["7690210.3", "7688004.2"], meanings: [.utmX, .utmY], system: "EPSG:2975"),
        Case(name: "Mamoudzou", x: ["524610.8", "521003.3"], y: ["8587450.4", "8590122.9"], meanings: [.utmX, .utmY], system: "EPSG:4471"),
        Case(name: "Lambert 93 exchanged", x: ["6862305.42", "6862310.1"], y: ["652381.02", "652390.5"], meanings: [.lambert93Y, .lambert93X], system: "EPSG:2154", isSwapped: true),
        Case(name: "degrees", x: ["2.3522", "5.3698"], y: ["48.8566", "43.2965"], meanings: [.longitude, .latitude], system: "EPSG:4326", headers: ("longitude", "latitude")),
        Case(
            name: "degrees exchanged", x: ["48.8566", "43.2965"], y: ["2.3522", "5.3698"], meanings: [.longitude, .latitude], system: "EPSG:4326", isSwapped: true,
            headers: ("longitude", "latitude")),
    ])
    func aPairIsOfOneSystem(_ example: Case) {
        var columns = [Columns.profile(example.x, header: example.headers.0), Columns.profile(example.y, header: example.headers.1)]
        ColumnProfile.reconcile(&columns)
        #expect(columns.map(\.meaning) == example.meanings)
        #expect(columns.map(\.coordinateSystem) == [example.system, example.system])
        #expect(columns.allSatisfy { column in column.notices.contains { $0.code == "place.swapped" } == example.isSwapped })
    }
}

import Foundation
import Localization
import Territories
import Testing

@Suite("Choropleth maps")
struct ChoroplethTests {
    private let country: Country

    init() throws { country = try Country() }

    private func map() -> ChoroplethMap {
        var values = Dictionary(uniqueKeysWithValues: country.gazetteer.territories(.commune).map { ($0.id, Double($0.population ?? 0) / 100) })
        values[TerritoryID("commune:01022")!] = nil
        var map = ChoroplethMap(country.gazetteer, .commune, values: values, title: "Un titre & des <signes>")
        map.unit = "%"
        map.classification = .quantiles(3)
        map.source = "Source : un test."
        map.link = { "/territoires/\($0.id)?a=1&b=2" }
        return map
    }

    @Test("The map is as it was looked at and found good", arguments: [Language.french, .english])
    func golden(language: Language) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden/communes-\(language.rawValue).svg")
            .standardizedFileURL
        let svg = map().svg(Localizer(language))
        if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] == "1" { try Data(svg.utf8).write(to: file) }
        #expect(try svg == String(contentsOf: file, encoding: .utf8))
    }

    @Test("The legend counts every territory, those without a value apart")
    func legend() {
        let legend = map().legend(Localizer(.french))
        #expect(legend.reduce(0) { $0 + $1.count } == 13)
        #expect(legend.last?.colour == nil)
        #expect(legend.last?.count == 1)
        #expect(legend.first?.label == "moins de 13\u{202F}%")
    }

    @Test("A border is drawn with the same points from both sides")
    func sharedBorders() throws {
        let svg = map().svg(Localizer(.french))
        // Absolute points of each path.
        var edges: [String: Int] = [:]
        for match in svg.matches(of: /fill="(?:#|url)[^"]*" d="([^"]+)"/) {
            var x = 0, y = 0
            for ring in match.1.split(separator: "z") {
                let numbers = ring.matches(of: /-?\d+/).compactMap { Int($0.0) }
                var points: [String] = []
                for index in stride(from: 0, to: numbers.count - 1, by: 2) {
                    x = index == 0 ? numbers[0] : x + numbers[index]
                    y = index == 0 ? numbers[1] : y + numbers[index + 1]
                    points.append("\(x),\(y)")
                }
                for (index, point) in points.enumerated() {
                    let next = points[(index + 1) % points.count]
                    edges[min(point, next) + " " + max(point, next), default: 0] += 1
                }
            }
        }
        // Twelve squares in a net of three by four share seventeen borders, each at least one edge; the enclave four more.
        #expect(edges.values.filter { $0 == 2 }.count >= 18)
        #expect(edges.values.allSatisfy { $0 <= 2 })
    }

    @Test("With too many territories to tab through there is no link")
    func noLinks() {
        var map = map()
        #expect(map.svg(Localizer(.french)).contains("<a "))
        map.maximumOfLinks = 5
        #expect(!map.svg(Localizer(.french)).contains("<a "))
        #expect(map.svg(Localizer(.french)).contains("<title>Nantes\u{A0}: "))
    }

    @Test("A map without any value says so")
    func empty() {
        let map = ChoroplethMap(country.gazetteer, .departement, values: [:], title: "Rien")
        #expect(map.svg(Localizer(.french)).contains("<desc id=\"carte-desc\">Aucune donnée.</desc>"))
        #expect(map.legend(Localizer(.french)).map(\.count) == [2])
    }
}

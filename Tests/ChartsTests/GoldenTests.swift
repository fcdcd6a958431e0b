import Charts
import Foundation
import Testing

/// The drawings as they were looked at. `PORTULAN_REGENERATE=1` writes them anew: look again before keeping them.
@Suite struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    @Test(arguments: Samples.charts.map(\.name), ChartSize.allCases)
    func drawingsAreUnchanged(_ name: String, _ size: ChartSize) throws {
        let chart = try #require(Samples.charts.first { $0.name == name }).chart
        let drawn = chart.svg(size, Samples.french).replacing("><", with: ">\n<") + "\n"
        let file = Self.folder.appending(path: "\(name)-\(size.rawValue).svg")
        if ProcessInfo.processInfo.environment["PORTULAN_REGENERATE"] == "1" { try drawn.write(to: file, atomically: true, encoding: .utf8) }
        #expect(try String(contentsOf: file, encoding: .utf8) == drawn)
    }
}

import Foundation
import Server
import Territories
import Testing

/// The colours of charts, as the style sheet has them.
@Suite struct ChartColourTests {
    /// The custom properties of a rule, by name.
    private static func properties(of selector: String) throws -> [String: Colour] {
        let file = ServedInstance.root.appending(path: "Sources/Server/Resources/Static/charts.css")
        let css = try String(contentsOf: file, encoding: .utf8)
        let rule = try #require(css.range(of: "\n\(selector) {"))
        let body = css[rule.upperBound...].prefix { $0 != "}" }
        var found: [String: Colour] = [:]
        for declaration in body.split(separator: ";") {
            let parts = declaration.split(separator: ":").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            guard parts.count == 2, parts[1].hasPrefix("#") else { continue }
            var digits = parts[1].dropFirst().map(String.init)
            if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
            let bytes = stride(from: 0, to: 6, by: 2).compactMap { UInt8(digits[$0] + digits[$0 + 1], radix: 16) }
            found[parts[0]] = Colour(red: bytes[0], green: bytes[1], blue: bytes[2])
        }
        return found
    }

    private static let schemes = [":root", ":root[data-fr-theme=\"dark\"]", "html[data-theme=\"neutre\"]", "html[data-theme=\"neutre\"][data-fr-theme=\"dark\"]"]

    /// What a scheme shows: its own colours over those that it goes by.
    private static func colours(_ scheme: String) throws -> [String: Colour] {
        var colours = try properties(of: ":root")
        if scheme.contains("dark") { colours.merge(try properties(of: ":root[data-fr-theme=\"dark\"]")) { $1 } }
        return colours.merging(try properties(of: scheme)) { $1 }
    }

    @Test("lines and areas have a contrast of 3 with the paper, texts of 4.5 (WCAG 2.2, 1.4.3 and 1.4.11)", arguments: schemes)
    func contrasts(_ scheme: String) throws {
        let colours = try Self.colours(scheme)
        let paper = try #require(colours["--chart-paper"])
        for number in 1...6 {
            let area = try #require(colours["--chart-\(number)"])
            #expect(area.contrast(with: paper) >= 3, "\(scheme) --chart-\(number)")
            #expect(try #require(colours["--chart-\(number)-text"]).contrast(with: paper) >= 4.5, "\(scheme) --chart-\(number)-text")
            #expect(try #require(colours["--chart-\(number)-inside"]).contrast(with: area) >= 4.5, "\(scheme) --chart-\(number)-inside")
        }
        #expect(try #require(colours["--chart-other"]).contrast(with: paper) >= 3, "\(scheme) --chart-other")
        #expect(try #require(colours["--chart-grey"]).contrast(with: paper) >= 4.5, "\(scheme) --chart-grey")
    }

    /// Where two colours look alike to somebody, marks, dashes and names still part them; here at least their lightness
    /// or their hue does, for the three common kinds of colour blindness (Machado, Oliveira and Fernandes, “A
    /// physiologically-based model for simulation of color vision deficiency”, 2009).
    @Test("series stay apart for the colour-blind", arguments: schemes)
    func colourBlindness(_ scheme: String) throws {
        let colours = try Self.colours(scheme)
        let series = try (1...6).map { try #require(colours["--chart-\($0)"]) }
        for (kind, matrix) in Self.deficiencies {
            for first in series.indices {
                for second in series.indices where second > first {
                    let distance = Self.distance(Self.seen(series[first], matrix), Self.seen(series[second], matrix))
                    #expect(distance >= 0.055, "\(scheme): \(first + 1) and \(second + 1) are \(distance) apart, \(kind)")
                }
            }
        }
    }

    private static let deficiencies: [(String, [[Double]])] = [
        ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
        ("deuteranopia", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
        ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
    ]

    /// The linear parts of a colour as somebody sees it.
    private static func seen(_ colour: Colour, _ matrix: [[Double]]) -> [Double] {
        let parts = [colour.red, colour.green, colour.blue].map { byte -> Double in
            let value = Double(byte) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return matrix.map { row in max(0, row[0] * parts[0] + row[1] * parts[1] + row[2] * parts[2]) }
    }

    /// In OKLab (Ottosson, 2020), where 0.02 is hardly seen and 1 is black to white.
    private static func distance(_ first: [Double], _ second: [Double]) -> Double {
        let (a, b) = (lab(first), lab(second))
        return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }

    private static func lab(_ rgb: [Double]) -> [Double] {
        let l = cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2])
        let m = cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2])
        let s = cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2])
        return [
            0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
        ]
    }
}

import Foundation
import Territories
import Testing

@Suite("Classes of values")
struct ClassificationTests {
    @Test("Bounds and counts", arguments: [
        (Classification.quantiles(4), [1.0, 2, 3, 4, 5, 6, 7, 8], [3.0, 5, 7], [2, 2, 2, 2]),
        (.equalIntervals(3), [0.0, 1, 2, 30], [20.0], [3, 1]),
        (.naturalBreaks(3), [1.0, 2, 3, 50, 51, 52, 200, 201], [50.0, 200], [3, 3, 2]),
        (.given([10, 20]), [1.0, 10, 19, 20], [10.0, 20], [1, 2, 1]), (.given([10, 20]), [1.0], [10.0, 20], [1, 0, 0]),
        (.quantiles(5), [7.0, 7, 7], [], [3]), (.naturalBreaks(5), [1.0, 2], [2.0], [1, 1]),
        (.quantiles(2), [14.37, 14.61], [14.5], [1, 1]), (.quantiles(2), [-0.31, 0.42], [0.0], [1, 1]),
        (.naturalBreaks(1), [1.0, 5], [], [2]),
    ] as [(Classification, [Double], [Double], [Int])])
    func bounds(method: Classification, values: [Double], bounds: [Double], counts: [Int]) throws {
        let classes = try #require(method.classes(of: values.reversed()))
        #expect(classes.bounds == bounds)
        #expect(classes.counts == counts)
        for value in values { #expect(classes.counts[classes.index(of: value)] > 0) }
    }

    @Test("Nothing to class is no class")
    func empty() {
        #expect(Classification.quantiles(5).classes(of: []) == nil)
        #expect(Classification.quantiles(5).classes(of: [.nan, .infinity]) == nil)
    }

    @Test("Natural breaks are the best there are", arguments: 0..<30)
    func optimum(seed: UInt64) throws {
        var random = SplitMix(seed)
        let values = (0..<9).map { _ in Double(random.below(100)) }
        let sorted = values.sorted()
        let classes = try #require(Classification.naturalBreaks(3).classes(of: values))
        func cost(_ groups: [[Double]]) -> Double {
            groups.reduce(0) { total, group in
                let mean = group.reduce(0, +) / Double(max(1, group.count))
                return total + group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            }
        }
        let found = cost(Dictionary(grouping: sorted) { classes.index(of: $0) }.values.map { $0 })
        var best = Double.infinity
        for first in 1..<8 { for second in (first + 1)..<9 {
            best = min(best, cost([Array(sorted[..<first]), Array(sorted[first..<second]), Array(sorted[second...])]))
        } }
        #expect(found <= best + 1e-9)
    }

    @Test("Every colour contrasts three to one with the ink, and differs from the next for everybody", arguments: ColourRamp.allCases)
    func colours(ramp: ColourRamp) {
        for count in 1...7 {
            let colours = ramp.colours(count)
            #expect(colours.count == count)
            #expect(colours.allSatisfy { $0.contrast(with: ColourRamp.ink) >= 3 })
            for (left, right) in zip(colours, colours.dropFirst()) {
                for vision in Vision.allCases { #expect(vision.distance(left, right) > 0.03, "\(ramp) \(count) \(vision)") }
            }
        }
    }
}

/// How colours look to people who lack a sort of cones (Machado, Oliveira and Fernandes, “A physiologically-based
/// model for simulation of color vision deficiency”, 2009, severity 1).
enum Vision: CaseIterable {
    case usual, protanopia, deuteranopia, tritanopia

    private var matrix: [[Double]] {
        switch self {
        case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
        case .protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        case .deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        case .tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        }
    }

    /// In OKLab, where 0.02 can just be told.
    func distance(_ left: Colour, _ right: Colour) -> Double {
        let a = lab(left), b = lab(right)
        return zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }

    private func lab(_ colour: Colour) -> [Double] {
        let linear = [colour.red, colour.green, colour.blue].map { part -> Double in
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let seen = matrix.map { row in min(1, max(0, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 })) }
        let l = pow(0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2], 1 / 3)
        let m = pow(0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2], 1 / 3)
        let s = pow(0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2], 1 / 3)
        return [
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        ]
    }
}

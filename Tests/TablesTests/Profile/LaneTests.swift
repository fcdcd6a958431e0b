import Foundation
import Tables
import Testing

/// Reading a value as the one before was read is only a shorter way: the profile is that of the general way.
@Suite struct LaneTests {
    /// Kinds of values, each close to what a lane takes and to what it must refuse.
    static let kinds: [String] = ["digits", "decimals", "uuid", "codes", "words", "mixed"]

    private static func value(_ kind: String, _ dice: inout Dice) -> String {
        func text(_ alphabet: String, _ least: UInt64, _ most: UInt64) -> String {
            let letters = Array(alphabet)
            return String((0..<least + dice.below(most - least + 1)).map { _ in letters[Int(dice.below(UInt64(letters.count)))] })
        }
        switch kind {
        case "digits": return text("0123456789", 1, 21)
        case "decimals":
            return (dice.below(3) == 0 ? "-" : "") + text("0123456789", 0, 10) + [".", ".", ".", ",", "", " "][Int(dice.below(6))] + text("0123456789", 0, 10)
        case "uuid":
            let hex = dice.below(2) == 0 ? "0123456789abcdef" : "0123456789ABCDEF"
            let parts = [8, 4, 4, 4, 12].map { text(hex, $0, $0) }
            let whole = parts.joined(separator: "-")
            switch dice.below(20) {
            case 0: return String(whole.dropLast()) + "g"
            case 1: return whole.replacingOccurrences(of: "-", with: "_")
            case 2: return String(whole.dropFirst())
            default: return whole
            }
        // The letters of exponents, units, hours, zones and months, where a code could be taken for something else.
        case "codes": return text("0123456789012345678901234567890123456789ETZHeurhmaidecWAB_", 4, 24)
        case "words": return text("abcdefgh éàÉ -'@.|;,0123", 1, 40)
        default: return value(kinds[Int(dice.below(5))], &dice)
        }
    }

    private static func json(_ values: [String], limit: Int, usesLanes: Bool) throws -> String {
        var accumulator = ColumnAccumulator(position: 1, distinctLimit: limit, usesLanes: usesLanes)
        unsafe Columns.withCells(values) { unsafe accumulator.add($0, firstRow: 0, firstLine: 2) }
        let profile = accumulator.profile(header: "colonne", name: "colonne", rows: Int64(values.count))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return String(decoding: try encoder.encode(profile), as: UTF8.self)
    }

    @Test(arguments: kinds, [UInt64(1), 2, 3, 4, 5, 6])
    func theShortWayIsTheLongWay(_ kind: String, _ seed: UInt64) throws {
        var dice = Dice(seed: seed &* 977 &+ UInt64(kind.count))
        let values = (0..<6_000).map { _ -> String in
            dice.below(50) == 0 ? ["", " ", "NA", "-", "\\N", " 12", "2024-03-01", "20240301", "12:30", "1 234,5 €"][Int(dice.below(10))] : Self.value(kind, &dice)
        }
        let short = try Self.json(values, limit: 64, usesLanes: true).split(separator: "\n")
        let long = try Self.json(values, limit: 64, usesLanes: false).split(separator: "\n")
        let difference = zip(short, long).first { $0 != $1 }
        #expect(short.count == long.count && difference == nil, "\(difference.map { "\($0.0) ≠ \($0.1)" } ?? "length")")
    }

    @Test func aValueOfEachShapeIsReadAlike() throws {
        // One value repeated in a column of its own, so that the lane it opens reads the next one.
        var dice = Dice(seed: 11)
        for kind in Self.kinds {
            for _ in 0..<150 {
                let value = Self.value(kind, &dice)
                let values = (0..<12).map { "\($0)é" } + [value, value, value]
                #expect(try Self.json(values, limit: 8, usesLanes: true) == Self.json(values, limit: 8, usesLanes: false), "\(value)")
            }
        }
    }
}

import Foundation
import Tables
import Testing

/// The profile is the same on one thread or many: however the column is cut, and in whatever order the pieces come.
@Suite struct MergeTests {
    struct Column: Sendable, CustomTestStringConvertible {
        let header: String
        let values: [String]
        var testDescription: String { header }
    }

    static let columns: [Column] = {
        var dice = Dice(seed: 3)
        func many(_ count: Int, _ value: (Int) -> String) -> [String] { (0..<count).map(value) }
        return [
            Column(header: "few", values: many(8_000) { _ in ["Paris", "PARIS", " Lyon", "", "NA"][Int(dice.below(5))] }),
            Column(header: "integers", values: many(8_000) { _ in String(Int64(bitPattern: dice.next()) >> 20) }),
            Column(header: "decimals", values: many(8_000) { _ in "\(Double(dice.below(10_000_000)) / 1000)" }),
            Column(header: "comma", values: many(8_000) { _ in "\(dice.below(1000)),\(100 + dice.below(900))" }),
            Column(header: "date", values: many(8_000) { _ in "\(10 + dice.below(18))/0\(1 + dice.below(9))/\(1900 + dice.below(120))" }),
            Column(header: "datetime", values: many(8_000) { _ in "2024-03-\(10 + dice.below(18))T\(10 + dice.below(13)):\(10 + dice.below(49)):\(10 + dice.below(49))Z" }),
            Column(header: "siret", values: many(8_000) { _ in String(10_000_000_000_000 + dice.below(80_000_000_000_000)) }),
            Column(header: "text", values: many(8_000) { _ in String(repeating: "é", count: Int(dice.below(30))) + String(dice.below(50_000)) }),
            Column(header: "late", values: many(7_999) { String($0) } + ["douze"]),
            Column(header: "padded", values: many(8_000) { _ in dice.below(100) == 0 ? " \(dice.below(20_000))" : "\(dice.below(20_000))" }),
        ]
    }()

    /// As a golden file would hold it; the counts of `topValues` are estimates once values are many.
    private static func text(_ accumulator: ColumnAccumulator, _ column: Column) throws -> String {
        var profile = accumulator.profile(header: column.header, name: column.header, rows: Int64(column.values.count))
        if !profile.topValuesAreExact { profile.topValues = [] }
        // Sums of doubles are kept to 106 bits; the last bit of the quotient may still fall either way.
        profile.mean = profile.mean.map { Double(String(format: "%.12g", $0)) ?? $0 }
        profile.standardDeviation = profile.standardDeviation.map { Double(String(format: "%.10g", $0)) ?? $0 }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        return String(decoding: try encoder.encode(profile), as: UTF8.self)
    }

    /// The first line of two texts that differs.
    private static func difference(_ a: String, _ b: String) -> String? {
        zip(a.split(separator: "\n"), b.split(separator: "\n")).first { $0 != $1 }.map { "\($0.0) ≠ \($0.1)" }
    }

    private static func pieces(_ column: Column, _ bounds: [Int], limit: Int) -> [ColumnAccumulator] {
        zip(bounds, bounds.dropFirst()).map { from, to in
            Columns.accumulator(Array(column.values[from..<to]), firstRow: Int64(from), distinctLimit: limit)
        }
    }

    @Test(arguments: columns, [500, 40_960])
    func cutsDoNotShow(_ column: Column, _ limit: Int) throws {
        let whole = try Self.text(Columns.accumulator(column.values, distinctLimit: limit), column)
        for bounds in [[0, 8_000], [0, 4_000, 8_000], [0, 1, 4_096, 4_097, 7_999, 8_000]] {
            var pieces = Self.pieces(column, bounds, limit: limit)
            var merged = pieces.removeFirst()
            for piece in pieces { merged.merge(piece) }
            var difference = try Self.difference(Self.text(merged, column), whole)
            #expect(difference == nil, "in order, cut at \(bounds): \(difference ?? "")")

            var backwards = Array(Self.pieces(column, bounds, limit: limit).reversed())
            merged = backwards.removeFirst()
            for piece in backwards { merged.merge(piece) }
            difference = try Self.difference(Self.text(merged, column), whole)
            #expect(difference == nil, "backwards, cut at \(bounds): \(difference ?? "")")
        }
    }

    @Test(arguments: columns, [500, 6_000, 40_960])
    func aSuccessorGoesOnAsIfNothingWere(_ column: Column, _ limit: Int) throws {
        let whole = try Self.text(Columns.accumulator(column.values, distinctLimit: limit), column)
        var first = Columns.accumulator(Array(column.values[..<5_000]), distinctLimit: limit)
        var second = first.successor()
        unsafe Columns.withCells(Array(column.values[5_000...])) { unsafe second.add($0, firstRow: 5_000, firstLine: 5_002) }
        first.merge(second)
        #expect(try Self.difference(Self.text(first, column), whole) == nil)
    }

    @Test func anEmptyPieceChangesNothing() throws {
        let column = Self.columns[1]
        var merged = ColumnAccumulator(position: 1)
        merged.merge(Columns.accumulator(column.values))
        merged.merge(ColumnAccumulator(position: 1))
        #expect(try Self.text(merged, column) == Self.text(Columns.accumulator(column.values), column))
    }
}

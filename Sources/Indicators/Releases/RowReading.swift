package import Localization

/// What became of the rows of the table that a release was computed from: those that count nowhere are told with the
/// figures, for as long as the figures stand.
package struct RowReading: Sendable, Hashable, Codable {
    /// A code that is no territory of the level.
    package struct Code: Sendable, Hashable, Codable {
        package let code: String
        /// How many rows name it.
        package let rows: Int
    }

    /// Rows that the definition's filter lets through.
    package let rows: Int
    package let withoutTerritory: Int
    package let withoutDate: Int
    /// Rows of unknown codes.
    package let ofUnknownCodes: Int
    /// The unknown codes that most rows name, at most ``mostCodes`` of them.
    package let unknownCodes: [Code]
    /// Territories and dates of which the table says several things that differ; none was taken.
    package let ambiguous: Int

    /// So many codes are kept.
    package static let mostCodes = 20

    init(_ report: ReadingReport) {
        rows = report.rows
        withoutTerritory = report.withoutTerritory
        withoutDate = report.withoutDate
        ofUnknownCodes = report.unknown.reduce(0) { $0 + $1.count }
        unknownCodes = report.unknown.prefix(Self.mostCodes).map { Code(code: $0.code, rows: $0.count) }
        ambiguous = report.ambiguous.count
    }

    /// Rows that count in no territory.
    package var lost: Int { withoutTerritory + withoutDate + ofUnknownCodes }

    /// What a person should know of it: “65 lignes sur 10 317 ne comptent nulle part : …”; nil where nothing is amiss.
    package func sentence(_ localizer: Localizer) -> String? {
        var sentences: [String] = []
        if lost > 0 {
            sentences.append(localizer.text("indicators.rows.lost", [
                "lost": .integer(lost), "rows": .integer(rows), "reasons": .text(reasons(localizer).joined(separator: ", ")),
            ]))
        }
        if ambiguous > 0 { sentences.append(localizer.text("indicators.rows.ambiguous", ["count": .integer(ambiguous)])) }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private func reasons(_ localizer: Localizer) -> [String] {
        var reasons: [String] = []
        if withoutTerritory > 0 { reasons.append(localizer.text("indicators.rows.withoutTerritory", ["count": .integer(withoutTerritory)])) }
        if withoutDate > 0 { reasons.append(localizer.text("indicators.rows.withoutDate", ["count": .integer(withoutDate)])) }
        if ofUnknownCodes > 0 {
            let codes = unknownCodes.prefix(5).map { $0.rows > 1 ? "\($0.code) × \($0.rows)" : $0.code }
            let isAll = unknownCodes.count <= 5
            reasons.append(localizer.text(isAll ? "indicators.rows.unknown" : "indicators.rows.unknownSome", [
                "count": .integer(ofUnknownCodes), "codes": .text(codes.joined(separator: ", ")),
            ]))
        }
        return reasons
    }
}

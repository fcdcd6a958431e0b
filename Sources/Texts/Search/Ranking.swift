import Foundation

/// How documents are ranked: BM25F, with constants in place of averages.
///
/// A word's *impact* in a document depends on that document alone, so it is computed once, kept in a byte and never
/// changes while others come and go. Source: S. Robertson, H. Zaragoza, “The Probabilistic Relevance Framework: BM25
/// and Beyond”, 2009, section 3.6 (fields weighted before saturation).
enum Ranking {
    /// Frequency at which half of a word's effect is reached.
    static let saturation: Float = 2

    /// What occurrences in one field add to the weighted frequency.
    static func frequency(_ count: Int, field: Int, length: Int) -> Float {
        let field = fields[field]
        let norm = 1 - field.lengthEffect + field.lengthEffect * Float(length) / field.usualLength
        return field.weight * Float(count) / max(norm, 0.1)
    }

    /// The saturated effect, from 1 to 255 for the greatest.
    static func impact(_ frequency: Float) -> UInt8 {
        UInt8(min(max((255 * frequency / (frequency + saturation)).rounded(), 1), 255))
    }

    /// How much a word tells, from the number of documents that hold it.
    static func information(documents: Int, of total: Int) -> Float {
        let count = Float(min(documents, total))
        return log(1 + (Float(total) - count + 0.5) / (count + 0.5))
    }

    /// Part of a score that boosts decide.
    static let boostShare: Float = 0.2

    /// What weak words tell, against others as rare.
    static let weakShare: Float = 0.25
    /// What names of places tell: who asks for « défibrillateurs Montpellier » prefers those of elsewhere to the trees
    /// of Montpellier.
    static let placeShare: Float = 0.6
    /// Weight of a word apart from the expression that it is part of: in « qualité de l'air », air alone is little.
    static let looseShare: Float = 0.6

    private static let fields = TextField.allCases

    /// Tells an index whose analysis, weights or format differ.
    static func fingerprint(_ lexicon: Lexicon) -> UInt64 {
        var print = lexicon.fingerprint ^ UInt64(saturation.bitPattern)
        for field in fields {
            for number in [field.weight, field.usualLength, field.lengthEffect] {
                print = (print ^ UInt64(number.bitPattern)) &* 0x100_0000_01B3
            }
        }
        return (print ^ 1) &* 0x100_0000_01B3
    }
}

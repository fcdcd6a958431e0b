import Foundation

/// Texts brought to lower-case ASCII letters and digits, so that « Élus » is found by `elus`.
package enum Folding {
    /// The words of a text, folded; every character that is neither letter, digit nor in `keeping` parts two words.
    package static func words(_ text: String, keeping: String = "") -> [String] {
        var words: [String] = []
        var word = ""
        // Compatibility decomposition parts a letter from its accent, and turns « ﬁ » into two letters.
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            if let ligature = ligatures[scalar] {
                word += ligature
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || keeping.unicodeScalars.contains(scalar) {
                word += scalar.isASCII ? scalar.properties.lowercaseMapping : transliterated(scalar)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The words of a text between spaces, one before the first and one after the last, ready for prefix search with
    /// `LIKE '% word%'`.
    package static func haystack(_ texts: [String]) -> String {
        let words = texts.flatMap { Folding.words($0) }
        return words.isEmpty ? "" : " " + words.joined(separator: " ") + " "
    }

    /// Letters that decomposition leaves whole.
    private static let ligatures: [Unicode.Scalar: String] = [
        "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d",
        "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i",
    ]

    /// Letters of other alphabets in Latin ones (`Ж` gives `zh`); nothing where no transliteration is known.
    private static func transliterated(_ scalar: Unicode.Scalar) -> String {
        let latin = String(scalar).applyingTransform(.toLatin, reverse: false) ?? ""
        return latin.decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) }
            .map(\.properties.lowercaseMapping).joined()
    }
}

internal import Foundation

/// How wide text will be, before any browser has drawn it.
///
/// Advance widths, in thousandths of the font's size, are the larger of those of Marianne (the State's typeface) and
/// of Liberation Sans (whose metrics are Arial's), so that what fits here fits under either theme.
package enum TextWidth {
    /// - Parameter size: of the font, in the units of the answer.
    package static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
        let widths = isBold ? bold : regular
        var sum = 0
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E: sum += widths[Int(scalar.value) - 0x20]
            case 0xA0: sum += 278
            case 0x202F: sum += 139
            // Accents stand over the letter before them.
            case 0x300...0x36F: continue
            case 0x2212, 0x20AC, 0x2013: sum += 600
            case 0x2019, 0xB7: sum += 278
            case 0x153, 0xE6, 0x152, 0xC6: sum += 1050
            default: sum += 1000
            }
        }
        return Double(sum) * size / 1000
    }

    /// Lines no wider than `width`, broken at spaces; a word wider than that is cut, with an ellipsis.
    package static func lines(_ text: String, width: Double, size: Double, isBold: Bool = false) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ").map(String.init) {
            if let last = lines.last, of(last + " " + word, size: size, isBold: isBold) <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(shortened(word, width: width, size: size, isBold: isBold))
            }
        }
        return lines
    }

    /// The text, or as much of it as fits with an ellipsis.
    package static func shortened(_ text: String, width: Double, size: Double, isBold: Bool = false) -> String {
        if of(text, size: size, isBold: isBold) <= width { return text }
        var kept = text
        while !kept.isEmpty, of(kept + "…", size: size, isBold: isBold) > width { kept.removeLast() }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }

    private static let regular = [
        278, 304, 463, 662, 600, 889, 745, 270, 333, 333, 431, 600, 278, 333, 278, 357, 600, 556, 600,
        600, 600, 600, 600, 600, 600, 600, 278, 278, 600, 600, 600, 556, 1015, 738, 667, 757, 800, 667,
        611, 809, 835, 316, 500, 721, 556, 889, 835, 837, 667, 837, 722, 667, 629, 725, 738, 1039, 716,
        676, 668, 305, 357, 305, 600, 556, 600, 562, 661, 560, 659, 581, 388, 556, 621, 265, 265, 546,
        265, 945, 621, 640, 660, 660, 397, 500, 420, 604, 534, 802, 530, 549, 505, 334, 357, 334, 600,
    ]
    private static let bold = [
        278, 333, 490, 695, 600, 889, 740, 270, 363, 363, 471, 600, 278, 333, 278, 377, 600, 556, 600,
        600, 600, 600, 600, 600, 600, 600, 333, 333, 600, 600, 600, 611, 975, 746, 722, 740, 794, 667,
        611, 795, 843, 348, 556, 748, 611, 901, 843, 829, 667, 829, 722, 667, 637, 733, 746, 1072, 741,
        710, 695, 333, 377, 333, 600, 556, 600, 565, 656, 556, 656, 579, 406, 611, 616, 279, 279, 557,
        279, 919, 616, 632, 656, 656, 406, 556, 428, 611, 556, 837, 560, 560, 534, 389, 377, 389, 600,
    ]
}

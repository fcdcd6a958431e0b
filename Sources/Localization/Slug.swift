/// Words fit for addresses: `a`–`z`, `0`–`9`, and single `-` or `_` between them.
package enum Slug {
    /// Longest slug, in characters; long titles are cut at a word.
    package static let maximumLength = 80

    /// The slug of a text, French letters transliterated: « L'Œuvre d'Élisée » gives `l-oeuvre-d-elisee`.
    ///
    /// - Parameter fallback: what a text without a single letter or digit gives.
    package static func make(from text: String, fallback: String = "sans-titre") -> String {
        let words = Folding.words(text, keeping: "_")
            .map { $0.split(separator: "_").joined(separator: "_") }.filter { !$0.isEmpty }
        var slug = ""
        for word in words {
            if slug.isEmpty {
                slug = String(trimmed(word.prefix(maximumLength)))
            } else if slug.count + 1 + word.count <= maximumLength {
                slug += "-" + word
            } else {
                break
            }
        }
        return slug.isEmpty ? fallback : slug
    }

    /// Whether a text given by a person may serve as a slug as it is.
    package static func isValid(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= maximumLength else { return false }
        var previousIsWord = false
        for byte in text.utf8 {
            let isWord = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            guard isWord || (previousIsWord && (byte == 0x2D || byte == 0x5F)) else { return false }
            previousIsWord = isWord
        }
        return previousIsWord
    }

    /// The first of `slug`, `slug-2`, `slug-3`… that is not taken.
    package static func unique(_ slug: String, isTaken: (String) throws -> Bool) rethrows -> String {
        var candidate = slug
        var number = 1
        while try isTaken(candidate) {
            number += 1
            candidate = extended(slug, by: String(number))
        }
        return candidate
    }

    /// `slug-ending`; a long slug is cut to make room for the ending.
    package static func extended(_ slug: String, by ending: String) -> String {
        "\(trimmed(slug.prefix(maximumLength - ending.count - 1)))-\(ending)"
    }

    /// Without what may not end a slug.
    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last, last == "-" || last == "_" { text.removeLast() }
        return text
    }
}

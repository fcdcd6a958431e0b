import Foundation
import Localization

/// Which passwords are taken.
///
/// The CNIL's deliberation no. 2022-100 of 21 July 2022 asks 50 bits where attempts are slowed down, and leaves the way
/// free. Length is the whole rule here: 12 characters of one case are 56 bits; asking for digits and signs makes people
/// write `Motdepasse2024!`. What everybody tries first is refused instead (NIST SP 800-63B, 5.1.1.2).
package struct PasswordPolicy: Sendable, Hashable {
    /// In characters.
    package var minimumLength: Int
    /// A bound on the work of one request.
    package static let maximumLength = 200

    package init(minimumLength: Int = 12) { self.minimumLength = max(minimumLength, 12) }

    /// - Parameters:
    ///   - personal: texts that others know of the person: their address, their name, the site's name.
    /// - Throws: ``IdentityError`` `passwordShort`, `passwordLong`, `passwordCommon`, `passwordPersonal`,
    ///   `passwordSimple`.
    package func check(_ password: String, personal: [String] = []) throws {
        let text = PasswordHash.normalized(password)
        guard text.count >= minimumLength else { throw IdentityError(.passwordShort, ["minimum": .integer(minimumLength)]) }
        guard text.count <= Self.maximumLength else {
            throw IdentityError(.passwordLong, ["maximum": .integer(Self.maximumLength)])
        }
        let letters = Self.letters(text)
        guard Set(text.lowercased()).count >= 5, !Self.isRun(text) else { throw IdentityError(.passwordSimple) }
        let known = personal.flatMap { $0.split { !$0.isLetter && !$0.isNumber } }.map { Self.letters(String($0)) }
        // What is left beside a name that others know must be long enough to hold by itself.
        for word in known where word.count >= 4 && letters.contains(word) {
            guard letters.replacing(word, with: "").count >= minimumLength else { throw IdentityError(.passwordPersonal) }
        }
        if CommonPasswords.holds(letters) { throw IdentityError(.passwordCommon) }
    }

    /// In lower case, without accents, with the digits and signs that stand for letters brought back to them, and the
    /// rest taken off.
    static func letters(_ text: String) -> String {
        let swaps: [Character: Character] = [
            "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "€": "e",
        ]
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "fr_FR"))
        // Digits and signs at the two ends are ornaments: they stand for nothing.
        let isLetter: (Character) -> Bool = { $0.isLetter }
        guard let first = folded.firstIndex(where: isLetter), let last = folded.lastIndex(where: isLetter) else { return "" }
        return String(folded[first...last].map { swaps[$0] ?? $0 }.filter(\.isLetter))
    }

    /// Whether each character follows the one before it in the alphabet, in the digits or on the keyboard.
    private static func isRun(_ text: String) -> Bool {
        let rows = [
            "abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm",
            "&é\"'(-è_çà)=",
        ].flatMap { [$0, String($0.reversed())] }
        let lower = text.lowercased()
        var steps = 0
        for (here, next) in zip(lower, lower.dropFirst()) {
            if here == next || rows.contains(where: { $0.contains("\(here)\(next)") }) { steps += 1 }
        }
        return steps * 10 >= (text.count - 1) * 8
    }
}

/// The words that passwords are most often made of, in French and in English: `Resources/common-passwords.txt`.
enum CommonPasswords {
    private static let words: Set<String> = {
        let file = Bundle.module.bundleURL.appendingPathComponent("Resources/common-passwords.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }()

    /// Whether `letters` is nothing but one, two or three such words. Four at random are many enough to choose from.
    static func holds(_ letters: String) -> Bool {
        let characters = Array(letters)
        // fewest[n]: how few common words make the first n characters.
        var fewest: [Int?] = [0] + Array(repeating: nil, count: characters.count)
        for start in characters.indices {
            guard let count = fewest[start], count < 3 else { continue }
            for end in (start + 1)...characters.count where words.contains(String(characters[start..<end])) {
                fewest[end] = min(fewest[end] ?? .max, count + 1)
            }
        }
        return fewest[characters.count] != nil
    }
}

import Foundation

/// A text parted into words: French elisions dropped, compounds both whole and in parts, codes kept whole.
///
/// It keeps its buffers from one text to the next; one instance serves one thread.
struct Tokenizer {
    /// One word: where its normal form is in ``forms``, and where it stood in the text.
    struct Word {
        var form: Range<Int>
        /// UTF-8 offsets in ``text``.
        var source: Range<Int>
        /// Whether it stands beside its own parts (`covid-19`, `opendata`) and so takes no place of its own.
        var isWhole: Bool
        var isCapitals: Bool
        var hasDigit: Bool
    }

    /// The bytes of all normal forms: lower case, ligatures opened, accents kept.
    var forms: [UInt8] = []
    var words: [Word] = []
    /// The text that offsets refer to: the one given, or its usual writing (NFKC) where it needed one.
    private(set) var text: [UInt8] = []
    /// Whether capitals tell something: not in a text that is all in capitals.
    private(set) var hasLowerCase = false
    var atoms: [Atom] = []
    let lexicon: Lexicon

    /// Longest word kept, in bytes; longer runs are noise (encoded files, keys) and are left out.
    static let longestWord = 64

    init(lexicon: Lexicon) {
        self.lexicon = lexicon
    }

    /// Reads a text: its words are then in ``words``, in order.
    mutating func read(_ source: String) {
        text = Array(source.utf8)
        guard collectAtoms(normalizing: true) else {
            text = Array(source.precomposedStringWithCompatibilityMapping.utf8)
            _ = collectAtoms(normalizing: false)
            emitWords()
            return
        }
        emitWords()
    }

    // MARK: Atoms

    /// A run of letters and digits.
    struct Atom {
        var form: Range<Int>
        var source: Range<Int>
        /// What stands between it and the atom before, where that is one character: a hyphen, an apostrophe, a joint.
        var glue: UInt8
        var letters: Int
        var digits: Int
        var hasLower: Bool
        var hasUpper: Bool
        /// Where a capital follows a small letter (`codeInsee`): offset in ``forms``; 0 where none does.
        var hump: Int

        var isDigits: Bool { letters == 0 }
        var isSingleLetter: Bool { letters == 1 && digits == 0 }
    }

    static let apostrophe = UInt8(ascii: "'")
    static let hyphen = UInt8(ascii: "-")
    static let space = UInt8(ascii: " ")
    static let dot = UInt8(ascii: ".")
    static let comma = UInt8(ascii: ",")
    static let ampersand = UInt8(ascii: "&")

    /// - Returns: false where the text must be normalised first.
    private mutating func collectAtoms(normalizing: Bool) -> Bool {
        forms.removeAll(keepingCapacity: true)
        words.removeAll(keepingCapacity: true)
        atoms.removeAll(keepingCapacity: true)
        hasLowerCase = false
        var atom: Atom?
        var glue: UInt8 = 0
        var wasLower = false
        var index = 0
        while index < text.count {
            let (scalar, length) = Self.decode(text, index)
            if normalizing, Letters.wantsNormalization(scalar) { return false }
            let kind = Letters.classOf(scalar)
            if kind == .letter || kind == .digit {
                var current = atom ?? Atom(
                    form: forms.count..<forms.count, source: index..<index, glue: glue, letters: 0, digits: 0,
                    hasLower: false, hasUpper: false, hump: 0
                )
                if kind == .digit {
                    current.digits += 1
                    wasLower = false
                } else {
                    current.letters += 1
                    if Letters.isUpper(scalar) {
                        if wasLower, current.hump == 0 { current.hump = forms.count }
                        current.hasUpper = true
                        wasLower = false
                    } else {
                        current.hasLower = true
                        wasLower = true
                    }
                }
                Letters.appendLower(scalar, to: &forms)
                current.form = current.form.lowerBound..<forms.count
                current.source = current.source.lowerBound..<(index + length)
                atom = current
            } else if kind != .mark {
                if let ended = atom {
                    append(ended)
                    atom = nil
                    glue = Self.glue(kind, scalar)
                } else {
                    glue = 0
                }
                wasLower = false
            }
            index += length
        }
        if let ended = atom { append(ended) }
        return true
    }

    private mutating func append(_ atom: Atom) {
        hasLowerCase = hasLowerCase || (atom.hasLower && atom.letters > 1)
        atoms.append(atom)
    }

    private static func glue(_ kind: Letters.Class, _ scalar: Unicode.Scalar) -> UInt8 {
        switch kind {
        case .apostrophe: apostrophe
        case .hyphen: hyphen
        case .space: space
        case .joint: UInt8(truncatingIfNeeded: scalar.value)
        default: 0
        }
    }

    /// The scalar at `index` and its length. Swift's strings are valid UTF-8.
    private static func decode(_ text: [UInt8], _ index: Int) -> (Unicode.Scalar, Int) {
        let first = text[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        func tail(_ offset: Int) -> UInt32 { UInt32(text[index + offset] & 0x3F) }
        let value: UInt32
        let length: Int
        if first < 0xE0 {
            (value, length) = (UInt32(first & 0x1F) << 6 | tail(1), 2)
        } else if first < 0xF0 {
            (value, length) = (UInt32(first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
        } else {
            (value, length) = (UInt32(first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
        }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}

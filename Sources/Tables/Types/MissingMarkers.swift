/// Words that people write where they have no value.
///
/// They count as missing only where the other values prove a type: in a column of text, `NA` may be Namibia.
enum MissingMarkers {
    /// As written in files met in the open-data portals; compared without regard to case.
    private static let words: [String] = [
        "na", "n/a", "#n/a", "#na", "n.a.", "n.a", "nan", "null", "none", "nil", "nd", "n.d.", "n.d", "n/d", "nc", "n.c.", "n.c",
        "n/c", "ns", "nr", "n.r.", "-", "--", "---", "—", "–", "?", "??", ".", "..", "...", "x", "xx", "*", "**", "/", "#ref!", "#div/0!", "#valeur!",
        "#value!", "(null)", "<na>", "<null>", "vide", "aucun", "aucune", "inconnu", "inconnue", "non renseigné",
        "non renseigne", "non renseignée", "non communiqué", "non disponible", "sans objet", "missing", "unknown", "s", "secret", "00/00/0000", "0000-00-00", "0000-00-00 00:00:00",
    ]

    /// Longest word in bytes.
    static var longest: Int { 19 }

    static func contains(_ bytes: ByteView) -> Bool {
        bytes.count <= longest && table[hash(bytes)] != nil
    }

    /// FNV-1a over the bytes, capitals of ASCII taken as small letters.
    private static func hash(_ bytes: ByteView) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in 0..<bytes.count {
            let byte = bytes[index]
            hash = (hash ^ UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01B3
        }
        return hash
    }

    private static let table = WordTable(
        Dictionary(words.map { ($0.withView { hash($0) }, true) }, uniquingKeysWith: { first, _ in first }))

    /// `\N`, which MySQL and PostgreSQL write for NULL.
    @inline(__always)
    static func isNull(_ bytes: ByteView) -> Bool {
        bytes.count == 2 && bytes[0] == UInt8(ascii: "\\") && bytes[1] == UInt8(ascii: "N")
    }
}

/// Words that people write where they have no value.
///
/// They count as missing only where the other values prove a type: in a column of text, `NA` may be Namibia.
enum MissingMarkers {
    /// As written in files met in the open-data portals; compared without regard to case.
    private static let words: Set<String> = [
        "na", "n/a", "#n/a", "#na", "n.a.", "n.a", "nan", "null", "none", "nil", "nd", "n.d.", "n.d", "n/d", "nc", "n.c.", "n.c",
        "n/c", "ns", "nr", "n.r.", "-", "--", "---", "—", "–", "?", "??", ".", "..", "...", "x", "xx", "*", "**", "/", "#ref!", "#div/0!", "#valeur!",
        "#value!", "(null)", "<na>", "<null>", "vide", "aucun", "aucune", "inconnu", "inconnue", "non renseigné",
        "non renseigne", "non renseignée", "non communiqué", "non disponible", "sans objet", "missing", "unknown", "s", "secret",
    ]

    /// Longest word in bytes.
    static var longest: Int { 16 }

    static func contains(_ bytes: ByteView) -> Bool {
        if bytes.count > longest { return false }
        return words.contains(bytes.text().lowercased())
    }

    /// `\N`, which MySQL and PostgreSQL write for NULL.
    @inline(__always)
    static func isNull(_ bytes: ByteView) -> Bool {
        bytes.count == 2 && bytes[0] == UInt8(ascii: "\\") && bytes[1] == UInt8(ascii: "N")
    }
}

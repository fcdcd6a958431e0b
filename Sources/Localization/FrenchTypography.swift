/// The spaces that French puts around punctuation, so that whoever writes a message can type plain ones.
///
/// Before `;`, `!`, `?` and `%`: a narrow no-break space (U+202F). Before `:` and inside « »: a no-break space
/// (U+00A0). Apostrophes between letters become typographic. Source: *Lexique des règles typographiques en usage à
/// l'Imprimerie nationale*, “Ponctuation”.
///
/// Text between back-quotes or tags is for machines and is left alone.
enum FrenchTypography {
    static func applied(to text: String) -> String {
        var result = String.UnicodeScalarView()
        var isCode = false
        var isTag = false
        var previous: Unicode.Scalar?
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            let next = scalars.first
            if scalar == "`" { isCode.toggle() }
            if scalar == "<", let next, next == "/" || next.properties.isAlphabetic { isTag = true }
            switch scalar {
            case " " where !isCode && !isTag:
                switch (previous, next) {
                case (_, ";"), (_, "!"), (_, "?"), (_, "%"): result.append("\u{202F}")
                case (_, ":"), (_, "»"), ("«", _): result.append("\u{A0}")
                default: result.append(scalar)
                }
            case "'" where !isCode && !isTag && previous?.properties.isAlphabetic == true
                && (next?.properties.isAlphabetic == true || next == "{" || next == "«"):
                result.append("\u{2019}")
            default: result.append(scalar)
            }
            if scalar == ">" { isTag = false }
            previous = scalar
        }
        return String(result)
    }
}

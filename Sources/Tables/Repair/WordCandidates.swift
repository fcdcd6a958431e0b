import Localization

/// Values of a list, yes and no, and words for nothing, in other spellings.
enum WordCandidates {
    /// The value of the list that the text spells otherwise; or, a slip or two away, the only one that near.
    static func inList(_ text: String, _ list: [String]) -> [Candidate] {
        let folded = FoldedText.of(text)
        guard !folded.isEmpty else { return [] }
        let same = list.filter { FoldedText.of($0) == folded }
        if !same.isEmpty { return same.map { Candidate($0, .listSpelling, isFaithful: same.count == 1) } }
        // Only values that are one sign away, or two in long ones, and none other as near.
        let limit = folded.utf8.count >= 10 ? 2 : folded.utf8.count >= 4 ? 1 : 0
        guard limit > 0 else { return [] }
        let signs = Array(folded.utf8)
        let near = list.map { (value: $0, slips: EditDistance.between(signs, Array(FoldedText.of($0).utf8), atMost: limit)) }
            .filter { $0.slips <= limit }
        guard let best = near.min(by: { $0.slips < $1.slips }), near.count(where: { $0.slips == best.slips }) == 1 else { return [] }
        return [Candidate(best.value, .listSlip, isFaithful: false)]
    }

    /// - Parameters:
    ///   - yes, no: the words that the schema takes, the preferred one first.
    static func boolean(_ text: String, yes: [String], no: [String]) -> [Candidate] {
        let folded = FoldedText.of(text)
        guard let isTrue = booleans[folded], let word = (isTrue ? yes : no).first else { return [] }
        // A cross says yes on a form, and “not applicable” on another.
        return [Candidate(word, .booleanWord, isFaithful: folded != "x")]
    }

    private static let booleans: [String: Bool] = [
        "true": true, "vrai": true, "oui": true, "yes": true, "o": true, "y": true, "v": true, "t": true, "1": true, "x": true,
        "1 0": true, "ok": true, "si": true,
        "false": false, "faux": false, "non": false, "no": false, "n": false, "f": false, "0": false, "0 0": false,
    ]

    /// Nothing, in place of a word that stands for it.
    static func missing(_ text: String) -> [Candidate] {
        let isMarker = text.lowercased().withView { MissingMarkers.contains($0) || MissingMarkers.isNull($0) }
        guard isMarker || text == "\\N" else { return [] }
        // A single letter or “secret” may say something.
        let isSure = text.count > 1 && FoldedText.of(text) != "secret" || ["-", "?", ".", "/", "—", "–", "*"].contains(text)
        return [Candidate("", .missingWord, isFaithful: isSure)]
    }
}

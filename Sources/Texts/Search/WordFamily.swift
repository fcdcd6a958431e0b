/// How near two words are that Snowball brings to the same stem: its stems are sometimes too short (`commun`).
enum WordFamily {
    /// - Parameters: two words without accents.
    /// - Returns: `nil` where they share too little to be of one family.
    static func kinship(_ left: [UInt8], _ right: [UInt8]) -> (weight: Float, relation: WordMatch.Relation)? {
        if singular(left) == singular(right) { return (0.93, .inflection) }
        let shared = zip(left, right).prefix { $0 == $1 }.count
        let longest = max(left.count, right.count)
        guard shared >= 3, shared * 10 >= longest * 5 else { return nil }
        return (0.4 + 0.4 * Float(shared) / Float(longest), .derivation)
    }

    /// A word less the endings of number and gender.
    static func singular(_ word: [UInt8]) -> [UInt8] {
        var word = word[...]
        func ends(_ ending: String) -> Bool { word.count > ending.utf8.count + 2 && word.suffix(ending.utf8.count).elementsEqual(ending.utf8) }
        if ends("aux") {
            // « eaux » makes « eau », other words in « aux » mostly « al ».
            return ends("eaux") ? Array(word.dropLast()) : Array(word.dropLast(2)) + Array("l".utf8)
        }
        if ends("s") || ends("x") { word = word.dropLast() }
        for (feminine, masculine) in endings where ends(feminine) {
            return Array(word.dropLast(feminine.utf8.count)) + Array(masculine.utf8)
        }
        if ends("ee") { return Array(word.dropLast()) }
        if ends("e") { return Array(word.dropLast()) }
        return Array(word)
    }

    private static let endings = [
        ("elle", "el"), ("enne", "en"), ("onne", "on"), ("ette", "et"), ("euse", "eur"), ("trice", "teur"), ("ive", "if"),
        ("iere", "ier"), ("aine", "ain"),
    ]
}

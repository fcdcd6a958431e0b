import Localization

/// Licences as they are named in catalogues: addresses, titles, codes, sentences.
package enum LicenceNames {
    /// The licence that a text names; `nil` where none is recognised.
    package static func recognise(_ text: String) -> Licence? {
        let folded = " " + Folding.words(text).joined(separator: " ") + " "
        guard folded.count > 2 else { return nil }
        if let code = Licence(rawValue: text.trimmingWhitespace().lowercased()) { return code }
        if let code = codes[folded.trimmingWhitespace()] { return code }
        for (words, licence) in phrases where words.allSatisfy({ folded.contains($0) }) { return licence }
        return nil
    }

    /// The first recognised in several texts.
    package static func recognise(_ texts: [String]) -> Licence? {
        texts.lazy.compactMap { recognise($0) }.first
    }

    /// Short names in use on portals (CKAN, OpenDataSoft, udata), folded.
    private static let codes: [String: Licence] = [
        "lov2": .lov2, "lo": .lov2, "fr lo": .lov1, "etalab": .lov2, "etalab 2 0": .lov2, "licence ouverte": .lov2,
        "lo ol": .lov2, "open licence": .lov2, "odbl": .odbl, "odc odbl": .odbl, "odc by": .odcBy, "pddl": .odcPDDL,
        "odc pddl": .odcPDDL, "cc by": .ccBy, "cc by 4 0": .ccBy, "cc by sa": .ccBySA, "cc by sa 4 0": .ccBySA,
        "cc0": .ccZero, "cc zero": .ccZero, "cc0 1 0": .ccZero, "mit": .mit, "apache 2 0": .apache2, "gpl": .gpl3,
        "other open": .otherOpen, "other pd": .otherOpen, "other at": .otherOpen, "other closed": .otherClosed,
        "other nc": .otherClosed, "other not open": .otherClosed,
    ]

    /// Words that together name a licence, the most telling first. Each begins and ends at a word.
    private static let phrases: [([String], Licence)] = [
        ([" licence ouverte ", " version 1 "], .lov1), ([" licence ouverte ", " 1 0 "], .lov1),
        ([" licence ouverte v1"], .lov1), ([" licence ouverte v2"], .lov2),
        ([" 2014 05 licence ouverte "], .lov1), ([" licence ouverte open licence 5899923 "], .lov1),
        ([" open licence ", " 1 0 "], .lov1),
        ([" fr lo "], .lov1),
        ([" licence ouverte "], .lov2), ([" open licence "], .lov2), ([" etalab "], .lov2), ([" licence etalab "], .lov2),
        ([" licence ouvert"], .lov2),
        ([" odbl "], .odbl), ([" open database license "], .odbl), ([" opendatacommons org licenses odbl "], .odbl),
        ([" open data commons attribution "], .odcBy), ([" opendatacommons org licenses by "], .odcBy),
        ([" pddl "], .odcPDDL), ([" public domain dedication and licen"], .odcPDDL),
        ([" by nc "], .otherClosed), ([" by nd "], .otherClosed), ([" noncommercial "], .otherClosed),
        ([" non commercial"], .otherClosed), ([" pas d utilisation commerciale "], .otherClosed),
        ([" creativecommons org publicdomain zero "], .ccZero), ([" cc0 "], .ccZero), ([" cc zero "], .ccZero),
        ([" creativecommons org licenses by sa "], .ccBySA), ([" cc by sa "], .ccBySA),
        ([" creative commons ", " share alike "], .ccBySA), ([" creative commons ", " sharealike "], .ccBySA),
        ([" creative commons ", " partage "], .ccBySA),
        ([" creativecommons org licenses by "], .ccBy), ([" cc by "], .ccBy), ([" creative commons ", " attribution "], .ccBy),
        // The European list of licences (publications.europa.eu/resource/authority/licence).
        ([" authority licence cc by sa"], .ccBySA), ([" authority licence cc by"], .ccBy),
        ([" authority licence cc0"], .ccZero), ([" authority licence etalab 2 0 "], .lov2),
        ([" authority licence odc bl "], .odbl), ([" authority licence odc by "], .odcBy), ([" authority licence odc pddl "], .odcPDDL),
        ([" eupl "], .eupl), ([" apache ", " 2 0 "], .apache2), ([" gpl 3 0 "], .gpl3), ([" gnu ", " general public "], .gpl3),
    ]
}

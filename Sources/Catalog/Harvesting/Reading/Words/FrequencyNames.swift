import Localization

/// Rhythms as they are named in catalogues: the European vocabulary, Dublin Core's, ISO 19115, ISO 8601 durations,
/// words of portals in French and English.
package enum FrequencyNames {
    /// - Returns: `nil` where the text is not a known rhythm.
    package static func recognise(_ text: String) -> Frequency? {
        let trimmed = text.trimmingWhitespace()
        if let code = Frequency(rawValue: trimmed) { return code }
        // The last part of an address is the code.
        let last = trimmed.split(whereSeparator: { "/#".contains($0) }).last.map(String.init) ?? trimmed
        let folded = Folding.words(last).joined()
        return names[folded] ?? names[Folding.words(trimmed).joined()]
    }

    private static let names: [String: Frequency] = {
        var names: [String: Frequency] = [:]
        for (frequency, words) in table {
            for word in words.split(separator: " ") { names[String(word)] = frequency }
            names[Folding.words(frequency.rawValue).joined()] = frequency
        }
        return names
    }()

    /// Words folded, without what parts them. EU: <http://publications.europa.eu/resource/authority/frequency>; ISO:
    /// MD_MaintenanceFrequencyCode; Dublin Core: <http://purl.org/cld/freq/>.
    private static let table: [(Frequency, String)] = [
        (.continuous, "cont continuous updatecont continual continu continuelle encontinu tempsreel real1 rpt1s rpt1m 1min 5min 10min 15min 30min"),
        (.hourly, "hourly bihourly trihourly horaire touteslesheures rpt1h pt1h 12hrs"),
        (.daily, "daily dailyx2 daily2 quotidien quotidienne journalier journaliere rp1d p1d touslesjours chaquejour quotidienneouplusieursfoisparjour"),
        (.semiweekly, "semiweekly weekly2 weekly3 threetimesaweek deuxfoisparsemaine bihebdomadaire"),
        (.weekly, "weekly hebdomadaire hebdo rp1w p1w rp7d p7d rp1s chaquesemaine hebdomadaireouplusieursfoisparsemaine"),
        (.biweekly, "biweekly fortnightly bimensuelle bimensuel rp2w p2w touteslesdeuxsemaines"),
        (.semimonthly, "semimonthly monthly2 monthly3 threetimesamonth deuxfoisparmois rp05m rp05w"),
        (.monthly, "monthly mensuel mensuelle rp1m p1m chaquemois mensuelleouplusieursfoisparmois"),
        (.bimonthly, "bimonthly bimestriel bimestrielle rp2m p2m touslesdeuxmois"),
        (.quarterly, "quarterly trimestriel trimestrielle rp3m p3m"),
        (.threeTimesAYear, "annual3 threetimesayear quadrimestriel quadrimestrielle rp4m p4m troisfoisparan"),
        (.semiannual, "annual2 biannually biannual semiannually semiannual semestriel semestrielle rp6m p6m"),
        (.annual, "annual annually yearly annuel annuelle rp1y p1y rp12m chaqueannee touslesans"),
        (.biennial, "biennial biennially bisannuel bisannuelle biennale rp2y p2y bienniel touslesdeuxans"),
        (.triennial, "triennial triennially triennal triennale rp3y p3y touslestroisans"),
        (.quinquennial, "quinquennial quinquennale quinquennal rp5y p5y touslescinqans decennial"),
        (.punctual, "never notplanned ponctuel ponctuelle jamais aucune once nonplanifiee unefois oneoff"),
        (.irregular, "irreg irregular irregulier irreguliere asneeded other autre aubesoin encasdebesoin nonreguliere periodic"),
        (.unknown, "unknown inconnu inconnue opdatpro notspecified undefined"),
    ]
}

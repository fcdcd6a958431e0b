/// The units that stand in a line of their own under the names of columns.
enum UnitWords {
    /// Symbols of the International System and the units of French statistics, as they are abbreviated.
    private static let words: Set<String> = [
        "m", "km", "cm", "mm", "µm", "m2", "m²", "km2", "km²", "ha", "a", "m3", "m³", "hm3", "l", "hl", "ml", "m3/s", "m³/s", "m3/h", "m³/h", "l/s",
        "kg", "g", "mg", "t", "tonne", "tonnes", "kt", "mg/l", "g/l", "µg/l", "µg/m3", "µg/m³", "ng/m3", "ng/m³", "mg/kg", "ppm", "ppb",
        "s", "min", "h", "j", "jour", "jours", "mois", "an", "ans", "année", "années", "heures", "minutes", "km/h", "m/s",
        "w", "kw", "mw", "gw", "wh", "kwh", "mwh", "gwh", "twh", "kva", "v", "kv", "hz", "mhz", "ghz", "j/m2", "w/m2", "w/m²", "tep", "ktep",
        "°c", "k", "°", "degrés", "degré", "pa", "hpa", "kpa", "bar", "db", "db(a)", "ph", "ntu", "µs/cm", "n/100ml", "npp/100ml", "ufc/100ml",
        "€", "k€", "m€", "md€", "€/m2", "€/m²", "€/kwh", "euro", "euros", "eur", "€/t", "€/hab", "€/hab.", "g/km", "gco2/km", "gco2e", "kgco2e", "tco2e", "teqco2", "kg co2e",
        "%", "‰", "en %", "pct", "pourcentage", "nb", "nombre", "nbre", "unité", "unités", "hab", "hab.", "habitants", "hab/km2", "hab/km²", "hab./km²", "l/100km", "l/100 km",
        "wgs84", "rgf93", "l93", "ngf", "m ngf", "code", "texte", "date", "aaaa", "jj/mm/aaaa", "aaaa-mm-jj", "o/n", "oui/non",
    ]

    /// - Parameter text: of the cell, in UTF-8 or a single-byte encoding.
    static func contains(_ text: [UInt8]) -> Bool {
        let unit = (String(validating: text, as: UTF8.self) ?? SingleByteTable(.windows1252).decode(text)).lowercased()
        if words.contains(unit) { return true }
        if text.count > 40 { return false }
        let isEnclosed = unit.hasPrefix("(") && unit.hasSuffix(")") || unit.hasPrefix("[") && unit.hasSuffix("]")
        return isEnclosed || unit.hasPrefix("en ") || unit.hasPrefix("nombre de ") || unit.hasPrefix("nombre d")
    }
}

/// What the values of a column stand for, beyond their physical type; told by `meaning.<raw>`.
///
/// The sentence `meaning.<raw>.definition` names the standard or the law that each follows.
package enum SemanticType: String, Codable, Sendable, CaseIterable {
    // Organisations
    case siren, siret, rna, uai, finess, apeNAF
    // Territories
    case codeCommune, codeDepartement, codeRegion, codeCanton, codeEPCI, codeIRIS, codePostal, codeFantoir
    case nameCommune, nameDepartement, nameRegion, nameCountry, countryCode2, countryCode3, countryNumber
    // Places
    case latitude, longitude, latLonPair, lonLatPair, lambert93X, lambert93Y, utmX, utmY, address, streetType
    case geojson, wkt, wkb
    // Persons
    case nir, csp, sex, firstName, lastName, birthDate, phone, email
    // Time and quantities
    case year, month, weekday, percent, money
    // Forms of text
    case url, uuid, json, list, category, freeText, identifier

    /// Whether the values may name or describe a natural person, in the sense of article 4 of the GDPR.
    package var isPersonal: Bool {
        switch self {
        case .nir, .firstName, .lastName, .birthDate, .phone, .email: true
        default: false
        }
    }

    /// Whether the values are codes, stored as text even where each is made of digits alone.
    package var isCode: Bool {
        switch self {
        case .siren, .siret, .rna, .uai, .finess, .apeNAF, .codeCommune, .codeDepartement, .codeRegion, .codeCanton,
            .codeEPCI, .codeIRIS, .codePostal, .codeFantoir, .countryCode2, .countryCode3, .countryNumber, .nir, .csp, .phone: true
        default: false
        }
    }

    /// Whether the values place a row on a map, alone or with the other half of the pair.
    package var isPlace: Bool {
        switch self {
        case .latitude, .longitude, .latLonPair, .lonLatPair, .lambert93X, .lambert93Y, .utmX, .utmY, .geojson, .wkt, .wkb: true
        default: false
        }
    }
}

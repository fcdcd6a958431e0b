extension MeaningDecision {
    private static func isText(_ column: Column) -> Bool { column.type == .text }
    private static func isCodeLike(_ column: Column) -> Bool { column.type == .text || column.type == .integer }
    private static func isNumber(_ column: Column) -> Bool { column.type.isNumeric }

    /// Numbers, or text that a few bad cells keep from being numbers: the others still lie on the map.
    private static func isNearlyNumber(_ column: Column) -> Bool { column.type.isNumeric || column.type == .text && column.numberShare >= 0.9 }

    /// Whole numbers or text proven by variety: a code that three values fit may be chance.
    private static func isVaried(_ column: Column) -> Bool { isCodeLike(column) && column.distinct >= 3 }

    /// All meanings with a form or a key; the general ones (lists, categories…) come after.
    static let rules: [Rule] = [
        Rule(meaning: .siret, traits: .siret, alone: 0.9, withHeader: 0.6, weight: 2) { column, _ in isCodeLike(column) },
        Rule(meaning: .siren, traits: .siren, alone: 0.95, withHeader: 0.6, weight: 1.8) { column, words in
            isCodeLike(column) && (column.distinct >= 5 || !words.matches(.siren).isEmpty)
        },
        Rule(meaning: .codeEPCI, traits: .codeEPCI, alone: 0.98, withHeader: 0.7, weight: 1.9) { column, words in
            isCodeLike(column) && (column.distinct >= 5 || !words.matches(.codeEPCI).isEmpty)
        },
        Rule(meaning: .rna, traits: .rna, alone: 0.9, withHeader: 0.5, weight: 1.8),
        Rule(meaning: .uai, traits: .uai, alone: 0.9, withHeader: 0.5, weight: 2),
        Rule(meaning: .finess, traits: .finess, alone: nil, withHeader: 0.8, weight: 1) { column, _ in isCodeLike(column) },
        Rule(meaning: .apeNAF, traits: .apeNAF, alone: 0.9, withHeader: 0.6, weight: 1.6),
        Rule(meaning: .nir, traits: .nir, alone: 0.8, withHeader: 0.5, weight: 2) { column, _ in isCodeLike(column) },
        Rule(meaning: .codeIRIS, traits: .codeIRIS, alone: nil, withHeader: 0.8, weight: 1.2) { column, _ in isCodeLike(column) },
        Rule(meaning: .codeFantoir, traits: .codeFantoir, alone: nil, withHeader: 0.6, weight: 1.2),
        Rule(meaning: .codeCommune, traits: .codeCommune, alone: 0.98, withHeader: 0.8, weight: 1.2) { column, words in
            isVaried(column) && (column.hasLeadingZeros && column.distinct >= 20 || !words.matches(.codeCommune).isEmpty)
                || isCodeLike(column) && !words.matches(.codeCommune).isEmpty
        },
        Rule(meaning: .codePostal, traits: .codePostal, alone: nil, withHeader: 0.8, weight: 1.1) { column, _ in isCodeLike(column) },
        Rule(meaning: .codePostal, traits: [.codePostal, .endsInZero], alone: 0.7, withHeader: 0.7, weight: 1.8) { column, words in
            column.hasLeadingZeros && column.distinct >= 20 && words.matches(.codeCommune).isEmpty && words.matches(.codePostal).isEmpty
        },
        Rule(meaning: .codeDepartement, traits: .codeDepartement, alone: nil, withHeader: 0.9, weight: 1) { column, words in
            isCodeLike(column) && words.matches(["nb", "nombre", "count"]).isEmpty
        },
        Rule(meaning: .codeDepartement, traits: .codeDepartement, alone: 0.98, withHeader: 0.9, weight: 1) { column, _ in
            column.type == .text && column.hasLeadingZeros && column.distinct >= 20 && column.maxLength <= 3
        },
        Rule(meaning: .codeRegion, traits: .codeRegion, alone: nil, withHeader: 0.95, weight: 1.05) { column, _ in
            isCodeLike(column) && column.minLength >= 1 && column.maxLength <= 2
        },
        Rule(meaning: .codeCanton, traits: .codeCanton, alone: nil, withHeader: 0.8, weight: 1) { column, _ in isCodeLike(column) },
        Rule(meaning: .nameDepartement, traits: .departementName, alone: 0.8, withHeader: 0.6, weight: 1.3) { column, words in
            column.distinct >= 3 || !words.matches(.nameDepartement).isEmpty
        },
        Rule(meaning: .nameRegion, traits: .regionName, alone: 0.85, withHeader: 0.6, weight: 1.4) { column, words in
            column.distinct >= 3 || !words.matches(.nameRegion).isEmpty
        },
        Rule(meaning: .nameCountry, traits: .countryName, alone: 0.8, withHeader: 0.6, weight: 1.3) { column, words in
            column.distinct >= 3 || !words.matches(.nameCountry).isEmpty
        },
        Rule(meaning: .countryCode2, traits: .countryCode2, alone: nil, withHeader: 0.9, weight: 1.2, condition: { column, _ in isText(column) && column.maxLength == 2 }),
        Rule(meaning: .countryCode3, traits: .countryCode3, alone: nil, withHeader: 0.9, weight: 1.2, condition: { column, _ in isText(column) && column.maxLength == 3 }),
        Rule(meaning: .countryNumber, traits: .countryNumber, alone: nil, withHeader: 0.95, weight: 1.2) { column, _ in
            isCodeLike(column) && column.minLength == 3 && column.maxLength == 3
        },
        Rule(meaning: .nameCommune, traits: .properName, alone: nil, withHeader: 0.7, weight: 0.7) { column, words in
            isText(column) && column.distinct >= 2 && column.meanLength >= 3
                && words.matches(["type", "typecom", "nature", "statut", "code", "insee", "population", "nb"]).isEmpty
        },
        Rule(meaning: .latitude, traits: .latitude, alone: nil, withHeader: 0.8, weight: 0.8) { column, words in
            isNearlyNumber(column) && (column.type != .integer || !words.matches(["*latitude", "*longitude"]).isEmpty)
        },
        Rule(meaning: .longitude, traits: .longitude, alone: nil, withHeader: 0.8, weight: 0.8) { column, words in
            isNearlyNumber(column) && (column.type != .integer || !words.matches(["*latitude", "*longitude"]).isEmpty)
        },
        Rule(meaning: .lambert93X, traits: .lambertX, alone: nil, withHeader: 0.8, weight: 1.2) { column, _ in isNearlyNumber(column) },
        Rule(meaning: .lambert93Y, traits: .lambertY, alone: nil, withHeader: 0.8, weight: 1.2) { column, _ in isNearlyNumber(column) },
        Rule(meaning: .utmY, traits: .reunionY, alone: nil, withHeader: 0.8, weight: 1.2, system: "EPSG:2975") { column, _ in isNearlyNumber(column) },
        Rule(meaning: .utmY, traits: .mayotteY, alone: nil, withHeader: 0.8, weight: 1.2, system: "EPSG:4471") { column, _ in isNearlyNumber(column) },
        // Lambert II étendu has northings as those of the Antilles, Lambert 93 eastings as those of Guyane's northings.
        Rule(meaning: .utmY, traits: .antillesY, alone: nil, withHeader: 0.9, weight: 1.1, system: "EPSG:5490") { column, words in
            isNearlyNumber(column) && words.matches(["*lambert", "l2e", "*ntf"]).isEmpty
        },
        Rule(meaning: .utmY, traits: .guyaneY, alone: nil, withHeader: 0.95, weight: 1.1, system: "EPSG:2972") { column, words in
            isNearlyNumber(column) && words.matches(["*lambert", "l2e", "*ntf", "x", "coord x", "*coordx", "abscisse"]).isEmpty
        },
        Rule(meaning: .latLonPair, traits: .latLonPair, alone: 0.9, withHeader: 0.6, weight: 1.8),
        Rule(meaning: .latLonPair, traits: .worldPair, alone: nil, withHeader: 0.9, weight: 0.8),
        Rule(meaning: .lonLatPair, traits: .lonLatPair, alone: 0.9, withHeader: 0.6, weight: 1.7),
        Rule(meaning: .geojson, traits: .geojson, alone: 0.8, withHeader: 0.5, weight: 2),
        Rule(meaning: .wkt, traits: .wkt, alone: 0.8, withHeader: 0.5, weight: 2),
        Rule(meaning: .wkb, traits: .wkb, alone: 0.9, withHeader: 0.5, weight: 2),
        Rule(meaning: .streetType, traits: .streetType, alone: 0.85, withHeader: 0.5, weight: 1.4) { column, _ in column.distinct >= 2 },
        Rule(meaning: .address, traits: .address, alone: 0.6, withHeader: 0.3, weight: 1.3) { column, _ in column.distinct >= 3 },
        Rule(meaning: .email, traits: .email, alone: 0.8, withHeader: 0.4, weight: 1.8),
        Rule(meaning: .phone, traits: .phone, alone: 0.9, withHeader: 0.5, weight: 1.5),
        Rule(meaning: .url, traits: .url, alone: 0.8, withHeader: 0.5, weight: 1.8),
        Rule(meaning: .uuid, traits: .uuid, alone: 0.9, withHeader: 0.5, weight: 2),
        Rule(meaning: .csp, traits: .csp, alone: nil, withHeader: 0.9, weight: 1) { column, _ in isCodeLike(column) },
        Rule(meaning: .sex, traits: .sex, alone: nil, withHeader: 0.9, weight: 1.5) { column, _ in column.distinct <= 8 },
        Rule(meaning: .sex, traits: .sexWord, alone: 0.95, withHeader: 0.9, weight: 1.5) { column, _ in column.distinct <= 8 },
        Rule(meaning: .firstName, traits: .properName, alone: nil, withHeader: 0.8, weight: 1) { column, _ in isText(column) },
        // `nom` alone is settled by the rest of the table; see ColumnProfile.reconcile.
        Rule(meaning: .lastName, traits: .properName, alone: nil, withHeader: 0.8, weight: 0.9) { column, words in
            isText(column) && column.distinct >= 3 && words.matches(["=nom", "=noms", "=name"]).isEmpty
        },
        Rule(meaning: .birthDate, traits: [], alone: nil, withHeader: 1, weight: 2) { column, _ in column.type == .date },
        Rule(meaning: .year, traits: .year, alone: nil, withHeader: 0.9, weight: 1.2) { column, _ in column.type == .integer },
        Rule(meaning: .month, traits: .monthName, alone: 0.9, withHeader: 0.6, weight: 1.3),
        Rule(meaning: .month, traits: .month, alone: nil, withHeader: 0.9, weight: 1.2),
        Rule(meaning: .weekday, traits: .weekday, alone: nil, withHeader: 0.9, weight: 1.2),
        Rule(meaning: .weekday, traits: .weekday, alone: 0.9, withHeader: 0.9, weight: 1.2) { column, _ in isText(column) && column.distinct >= 3 },
        Rule(meaning: .percent, traits: [], alone: 1, withHeader: 1, weight: 2.5) { column, _ in column.numberFormat?.unit == .percent },
        Rule(meaning: .percent, traits: .percentRange, alone: nil, withHeader: 0.95, weight: 1) { column, _ in isNumber(column) },
        Rule(meaning: .money, traits: [], alone: 1, withHeader: 1, weight: 2.5) { column, _ in
            column.numberFormat?.unit == .euro || column.numberFormat?.unit == .otherCurrency
        },
        Rule(meaning: .money, traits: [], alone: nil, withHeader: 1, weight: 0.5) { column, _ in isNumber(column) },
    ]
}

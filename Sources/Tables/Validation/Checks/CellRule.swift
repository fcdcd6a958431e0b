/// A check that looks at one cell: `nil` where it holds, or what is wrong more closely.
struct CellRule: Sendable {
    let rule: CheckRule
    /// For `year-interval-value`: whether a year alone will do.
    let allowsYearOnly: Bool

    init(_ rule: CheckRule, _ parameters: [String: [String]]) {
        self.rule = rule
        allowsYearOnly = ["true", "yes"].contains(parameters["allow-year-only"]?.first ?? "")
    }

    /// - Parameter value: the cell as its field reads it.
    func problem(_ cell: ByteView, _ value: TypedValue) -> FindingDetail? {
        switch rule {
        case .frenchSIREN: Self.code(cell, length: 9) { CodeChecks.isSIREN($0) }
        case .frenchSIRET: Self.code(cell, length: 14) { CodeChecks.isSIRET($0) }
        case .frenchGPS: FrenchPlaces.problem(value, cell)
        case .nomenclatureActes: NomenclatureActes.problem(cell)
        case .openingHours: OpeningHours.isValid(cell) ? nil : FindingDetail.none
        case .phoneNumber: PhoneNumber.isValid(cell) ? nil : FindingDetail.none
        case .yearInterval: YearInterval.problem(cell, allowsYearOnly: allowsYearOnly)
        default: nil
        }
    }

    /// Digits with Luhn's key. Spaces between groups of digits are no part of a code that programs exchange.
    private static func code(_ cell: ByteView, length: Int, _ hasKey: (ByteView) -> Bool) -> FindingDetail? {
        for index in 0..<cell.count where cell[index] &- 0x30 >= 10 { return .notDigits }
        if cell.count != length { return .wrongLength }
        return hasKey(cell) ? nil : .luhnKey
    }
}

/// `2019/2020`, the second year after the first.
enum YearInterval {
    static func problem(_ cell: ByteView, allowsYearOnly: Bool) -> FindingDetail? {
        if allowsYearOnly, cell.count == 4, DateSyntax.number(cell, 0, 4) != nil { return nil }
        guard cell.count == 9, cell[4] == UInt8(ascii: "/"), let first = DateSyntax.number(cell, 0, 4), let second = DateSyntax.number(cell, 5, 4)
        else { return allowsYearOnly ? .yearOrIntervalExpected : .intervalExpected }
        return first < second ? nil : first == second ? .yearSame : .yearReversed
    }
}

/// The matters of the acts that communes send to the prefect (nomenclature of @CTES, first level), a `/` and the act's
/// own matter behind it; case and accents are free.
enum NomenclatureActes {
    private static let matters: Set<String> = [
        "commande publique", "urbanisme", "domaine et patrimoine", "fonction publique", "institutions et vie politique",
        "libertes publiques et pouvoirs de police", "finances locales", "domaines de competences par themes",
        "autres domaines de competences",
    ]

    static func problem(_ cell: ByteView) -> FindingDetail? {
        let bytes = cell.array
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return .nomenclatureNoSlash }
        let matter = String(decoding: bytes[..<slash], as: UTF8.self)
        let isKnown = matters.contains(FoldedText.of(matter))
        let hasSpace = matter.last?.isWhitespace == true || slash + 1 < bytes.count && bytes[slash + 1] == 0x20
        if isKnown { return hasSpace ? .nomenclatureSpace : nil }
        return .nomenclatureUnknown
    }
}

/// Whether a place is in France: within the frames of the mainland with Corsica and of the overseas départements.
enum FrenchPlaces {
    /// West, south, east and north, in degrees: what IGN publishes as the extents of its territories.
    private static let frames: [(Double, Double, Double, Double)] = [
        (-5.141277, 41.333571, 9.560091, 51.088989),
        (-61.809839, 15.832041, -61.001959, 16.514488),
        (-61.229033, 14.388646, -60.809655, 14.878723),
        (-54.60239, 2.111055, -51.619041, 5.748138),
        (55.216526, -21.389631, 55.836654, -20.8718),
        (45.01833, -13.005254, 45.299985, -12.63659),
    ]

    static func contains(longitude: Double, latitude: Double) -> Bool {
        frames.contains { longitude > $0.0 && longitude < $0.2 && latitude > $0.1 && latitude < $0.3 }
    }

    static func problem(_ value: TypedValue, _ cell: ByteView) -> FindingDetail? {
        var place = value
        if case .point = value {} else if let read = ValueReader(SchemaField(name: "", type: .geopoint)).read(cell) { place = read }
        guard case .point(let longitude, let latitude) = place else { return .gpsAbroad }
        if contains(longitude: longitude.double, latitude: latitude.double) { return nil }
        return contains(longitude: latitude.double, latitude: longitude.double) ? .gpsSwapped : .gpsAbroad
    }
}

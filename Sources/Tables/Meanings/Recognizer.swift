/// Tells which meanings one value fits, from its bytes alone.
///
/// The class mask of the value and its length lead to the few checks that could hold, so that a value costs some
/// nanoseconds however many meanings there are.
struct Recognizer {
    /// Whether lists of names are looked up. Once a column has more different values than any list, it is a waste.
    var looksUpNames = true

    /// - Parameters:
    ///   - bytes: trimmed, not empty.
    ///   - mask: its `ByteClass`.
    ///   - number: its reading as a number.
    @inline(__always)
    func read(_ bytes: ByteView, mask: UInt16, number: NumberReading) -> MeaningTraits {
        if mask == ByteClass.digit { return digits(bytes, number) }
        if !number.traits.intersection(.numbers).isEmpty {
            var traits = Self.decimal(number)
            // `46.15,4.93` and `01 44 38 12 34` also have the marks of a number.
            if mask & (ByteClass.comma | ByteClass.space | ByteClass.plus) != 0 { traits.formUnion(Self.spaced(bytes, mask: mask)) }
            return traits
        }
        if mask & (ByteClass.letters | ByteClass.wide) == 0 { return Self.spaced(bytes, mask: mask) }
        if mask == ByteClass.digit | ByteClass.upper { return code(bytes) }
        return text(bytes, mask: mask)
    }

    /// Digits alone: codes by their length.
    @inline(__always)
    func digits(_ bytes: ByteView, _ number: NumberReading) -> MeaningTraits {
        var traits: MeaningTraits = .oneWord
        switch bytes.count {
        case 1, 2:
            let value = bytes.count == 1 ? Int(bytes[0] & 0xF) : Int(bytes[0] & 0xF) * 10 + Int(bytes[1] & 0xF)
            if value >= 1 && value <= 12 { traits.insert(.month) }
            if value >= 1 && value <= 7 { traits.insert(.weekday) }
            if value == 1 || value == 2 { traits.insert(.sex) }
            if CodeChecks.isRegion(value) { traits.insert(.codeRegion) }
            if value >= 1 && value <= 95 && value != 20 { traits.insert(.codeDepartement) }
            if KnownCodes.isCategory(value) { traits.insert(.csp) }
        case 3:
            if CodeChecks.hasDepartement(bytes) && bytes[0] == 0x39 && bytes[1] >= 0x37 { traits.insert(.codeDepartement) }
            if KnownCodes.isCountry(Int(bytes[0] & 0xF) * 100 + Int(bytes[1] & 0xF) * 10 + Int(bytes[2] & 0xF)) { traits.insert(.countryNumber) }
        case 4:
            let value = Int(bytes[0] & 0xF) * 1000 + Int(bytes[1] & 0xF) * 100 + Int(bytes[2] & 0xF) * 10 + Int(bytes[3] & 0xF)
            if value >= 1500 && value <= 2150 { traits.insert(.year) }
            if CodeChecks.hasDepartement(bytes) { traits.insert(.codeCanton) }
            if value >= 1000 && value < 9600 { traits.insert(.shortPostal) }
        case 5:
            if CodeChecks.isCommune(bytes) { traits.insert(.codeCommune) }
            if CodeChecks.isPostal(bytes) { traits.insert(.codePostal) }
            if bytes[0] == 0x39 && bytes[1] == 0x37 { traits.insert(.codeCanton) }
            if bytes[4] == 0x30 { traits.insert(.endsInZero) }
        case 9:
            if CodeChecks.isSIREN(bytes) {
                traits.insert(.siren)
                if bytes[0] == 0x32 && (bytes[1] == 0x30 || bytes[1] == 0x34) { traits.insert(.codeEPCI) }
            }
            if CodeChecks.hasDepartement(bytes) { traits.formUnion([.finess, .codeIRIS]) }
        case 10:
            if bytes[0] == 0x30 && bytes[1] != 0x30 { traits.insert(.phone) }
        case 13:
            if CodeChecks.isNIR(bytes) { traits.insert(.nir) }
            traits.insert(.shortSiret)
        case 14:
            if CodeChecks.isSIRET(bytes) { traits.insert(.siret) }
        case 15:
            if CodeChecks.isNIR(bytes) { traits.insert(.nir) }
        default: break
        }
        if number.traits.contains(.whole(0)) { traits.formUnion(Self.range(Double(number.integer))) }
        return traits
    }

    /// Numbers that are not digits alone.
    @inline(__always)
    static func decimal(_ number: NumberReading) -> MeaningTraits {
        let marks = number.traits.contains(.number(0)) ? 0 : number.traits.contains(.number(1)) ? 1 : 2
        return range(number.value(marks))
    }

    /// Where a number could lie on the Earth, and whether it could be a share.
    @inline(__always)
    private static func range(_ value: Double) -> MeaningTraits {
        var traits = MeaningTraits()
        if value >= -180 && value <= 180 {
            traits.insert(.longitude)
            if value >= -90 && value <= 90 { traits.insert(.latitude) }
            if isFrenchLongitude(value) { traits.insert(.frenchLongitude) }
            if isFrenchLatitude(value) { traits.insert(.frenchLatitude) }
            if value >= 0 && value <= 100 {
                traits.insert(.percentRange)
                if value <= 1 { traits.insert(.ratio) }
            }
        } else {
            if value >= 50_000 && value <= 1_300_000 { traits.insert(.lambertX) }
            if value >= 6_000_000 && value <= 7_200_000 { traits.insert(.lambertY) }
            traits.formUnion(overseasY(value))
        }
        return traits
    }

    /// Metres north of the Equator, 10,000,000 more south of it, in the legal projections (arrêté du 5 mars 2019): RGAF09 /
    /// UTM 20N, RGFG95 / UTM 22N, RGR92 / UTM 40S, RGM04 / UTM 38S.
    @inline(__always)
    private static func overseasY(_ value: Double) -> MeaningTraits {
        if value < 230_000 || value > 8_620_000 { return [] }
        if value <= 670_000 { return .guyaneY }
        if value >= 1_585_000 && value <= 1_650_000 || value >= 1_745_000 && value <= 2_010_000 { return .antillesY }
        if value >= 7_630_000 && value <= 7_700_000 { return .reunionY }
        return value >= 8_550_000 ? .mayotteY : []
    }

    /// Metropolitan France, then Antilles and Guyane, La Réunion and Mayotte, the Pacific.
    @inline(__always)
    static func isFrenchLatitude(_ value: Double) -> Bool {
        value >= 41 && value <= 51.5 || value >= 2 && value <= 18.5 || value >= -28 && value <= -7
    }

    @inline(__always)
    static func isFrenchLongitude(_ value: Double) -> Bool {
        value >= -5.6 && value <= 10 || value >= -64 && value <= -51 || value >= 44 && value <= 56.5
            || value >= 157 || value <= -133
    }

    /// Metropolitan France, Antilles and Guyane, La Réunion and Mayotte, Saint-Pierre-et-Miquelon, the Pacific.
    static func isFrench(latitude: Double, longitude: Double) -> Bool {
        if latitude >= 41 && latitude <= 51.5 { return longitude >= -5.6 && longitude <= 10 || longitude >= -57 && longitude <= -56 }
        if latitude >= 2 && latitude <= 18.5 { return longitude >= -64 && longitude <= -51 }
        if latitude >= -22 && latitude <= -11 && longitude >= 44 && longitude <= 56.5 { return true }
        return latitude >= -28 && latitude <= -7 && (longitude >= 157 && longitude <= 180 || longitude >= -180 && longitude <= -133)
    }

    /// Digits and capitals.
    @inline(__always)
    private func code(_ bytes: ByteView) -> MeaningTraits {
        var traits: MeaningTraits = .oneWord
        switch bytes.count {
        case 2: if CodeChecks.hasDepartement(bytes) { traits.insert(.codeDepartement) }
        case 3: if bytes[2] &- 0x30 > 9, bytes[0] &- 0x30 < 10, bytes[1] &- 0x30 < 10 { traits.insert(.csp) }
        case 4:
            if CodeChecks.hasDepartement(bytes) { traits.insert(.codeCanton) }
            if DateSyntax.number(bytes, 0, 3) != nil { traits.insert(.csp) }
        case 5:
            if CodeChecks.isCommune(bytes) { traits.insert(.codeCommune) }
            if CodeChecks.isAPE(bytes) { traits.insert(.apeNAF) }
        case 8: if CodeChecks.isUAI(bytes) { traits.insert(.uai) }
        case 9:
            if CodeChecks.hasDepartement(bytes) && DateSyntax.number(bytes, 2, 7) != nil { traits.formUnion([.finess, .codeIRIS]) }
            if CodeChecks.isCommune(bytes) { traits.insert(.codeFantoir) }
        case 10:
            if CodeChecks.isRNA(bytes) { traits.insert(.rna) }
            if CodeChecks.isCommune(bytes) && bytes.last >= 0x41 { traits.insert(.codeFantoir) }
        case 13, 15: if CodeChecks.isNIR(bytes) { traits.insert(.nir) }
        default: break
        }
        if bytes.count >= 42 { traits.formUnion(wkb(bytes)) }
        return traits
    }

    /// Hexadecimal well-known binary: byte order, then a geometry type that exists (OGC 06-103r4; PostGIS flags allowed).
    func wkb(_ bytes: ByteView) -> MeaningTraits {
        guard bytes.count & 1 == 0, bytes[0] == 0x30, bytes[1] == 0x30 || bytes[1] == 0x31 else { return [] }
        let kind = bytes[1] == 0x31 ? bytes.slice(2, 4) : bytes.slice(8, 10)
        guard let type = DateSyntax.number(kind, 0, 2), type >= 1, type <= 17 else { return [] }
        for index in 0..<Swift.min(bytes.count, 64) where !CodeChecks.isHex(bytes[index]) { return [] }
        return .wkb
    }
}

/// The meanings that one value fits, as bits. Several bits of one value are the rule: 75056 is a commune's code and has
/// the form of a postal code; the column decides.
struct MeaningTraits: OptionSet, Hashable, Sendable {
    var rawValue: UInt64
    init(rawValue: UInt64) { self.rawValue = rawValue }

    private static func bit(_ index: UInt64) -> MeaningTraits { MeaningTraits(rawValue: 1 << index) }

    static let siren = bit(0)
    static let siret = bit(1)
    static let rna = bit(2)
    static let uai = bit(3)
    static let finess = bit(4)
    static let apeNAF = bit(5)
    static let codeCommune = bit(6)
    static let codeDepartement = bit(7)
    static let codeRegion = bit(8)
    static let codeCanton = bit(9)
    static let codeEPCI = bit(10)
    static let codeIRIS = bit(11)
    static let codePostal = bit(12)
    static let codeFantoir = bit(13)
    static let departementName = bit(14)
    static let regionName = bit(15)
    static let countryName = bit(16)
    static let countryCode2 = bit(17)
    static let countryCode3 = bit(18)
    static let latLonPair = bit(19)
    static let lonLatPair = bit(20)
    static let address = bit(21)
    static let streetType = bit(22)
    static let geojson = bit(23)
    static let wkt = bit(24)
    static let wkb = bit(25)
    static let nir = bit(26)
    static let csp = bit(27)
    static let sex = bit(28)
    /// Letters, spaces, hyphens and apostrophes, as in the names of persons and communes.
    static let properName = bit(29)
    static let phone = bit(30)
    static let email = bit(31)
    static let url = bit(32)
    static let uuid = bit(33)
    static let year = bit(34)
    /// 1…12, or the name of a month, or `2024-03`.
    static let month = bit(35)
    static let weekday = bit(36)
    /// −90…90 and −180…180 as numbers.
    static let latitude = bit(37)
    static let longitude = bit(38)
    /// Within metropolitan France or one of its overseas territories.
    static let frenchLatitude = bit(39)
    static let frenchLongitude = bit(40)
    static let lambertX = bit(41)
    static let lambertY = bit(42)
    /// Several items between `|`, `;` or `,`.
    static let list = bit(43)
    /// Four words or more.
    static let sentence = bit(44)
    /// Digits that would be a code with the zeros that a spreadsheet cut off.
    static let shortPostal = bit(46)
    static let shortSiret = bit(47)
    /// A five-digit code that ends in 0, as most postal codes and few codes of communes do.
    static let endsInZero = bit(48)
    /// No space: what identifiers look like.
    static let oneWord = bit(49)
    static let ratio = bit(50)
    static let percentRange = bit(51)
    static let monthName = bit(52)
    static let sexWord = bit(53)
    /// Two numbers that are a place somewhere on Earth, latitude first.
    static let worldPair = bit(54)
    /// Items between `|` or `;`, which nothing but a list has.
    static let barredList = bit(55)
    /// Within the northings of the overseas projections: Antilles, Guyane, La Réunion, Mayotte.
    static let antillesY = bit(56)
    static let guyaneY = bit(57)
    static let reunionY = bit(58)
    static let mayotteY = bit(59)
    static let countryNumber = bit(60)
}

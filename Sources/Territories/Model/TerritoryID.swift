/// Which territory: its level and its official code.
///
/// Written `commune:75056`, `departement:75`, `epci:200054781`, `france`. It reads these, and the zones that the
/// ministries' files use: `D75`, `R11`, `FRANCE`, and INSEE's `COM-75056`, `DEP-75`, `REG-11`.
package struct TerritoryID: Sendable, Hashable, Comparable, Codable, LosslessStringConvertible {
    package let level: TerritoryLevel
    /// As the official code writes it: `01004`, `2A`, `971`, a SIREN number for an EPCI; `FRANCE` for France.
    package let code: String

    /// The country.
    package static let france = TerritoryID(known: .france, "FRANCE")

    /// - Parameter code: letters may be small, and the zero that begins a code may be missing (`departement`, `1`).
    /// - Returns: nil for what cannot be a code of the level.
    package init?(_ level: TerritoryLevel, _ code: some StringProtocol) {
        guard let code = Self.normalized(String(code), level) else { return nil }
        self.init(known: level, code)
    }

    /// A code that comes from the official code itself.
    init(known level: TerritoryLevel, _ code: String) {
        self.level = level
        self.code = code
    }

    package init?(_ text: String) {
        let upper = text.uppercased()
        if ["FRANCE", "FR", "FRANCE:FRANCE"].contains(upper) { self = .france; return }
        if let colon = text.firstIndex(of: ":") {
            guard let level = TerritoryLevel(slug: text[..<colon].lowercased()) else { return nil }
            self.init(level, text[text.index(after: colon)...])
        } else if let dash = upper.firstIndex(of: "-"), let level = Self.inseePrefixes[String(upper[..<dash])] {
            self.init(level, upper[upper.index(after: dash)...])
        } else if upper.hasPrefix("D"), upper.utf8.count <= 4 {
            self.init(.departement, upper.dropFirst())
        } else if upper.hasPrefix("R"), upper.utf8.count <= 3 {
            self.init(.region, upper.dropFirst())
        } else {
            return nil
        }
    }

    /// `commune:75056`; `france`.
    package var description: String { level == .france ? "france" : "\(level.slug):\(code)" }

    /// As the files of the ministries write it: `D75`, `R11`, `FRANCE`; nil for the levels that they do not use.
    package var zone: String? {
        switch level {
        case .france: "FRANCE"
        case .region: "R\(code)"
        case .departement: "D\(code)"
        default: nil
        }
    }

    package static func < (left: TerritoryID, right: TerritoryID) -> Bool {
        (left.level, left.code) < (right.level, right.code)
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = TerritoryID(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a territory: \(text)"))
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private static let inseePrefixes: [String: TerritoryLevel] = [
        "REG": .region, "DEP": .departement, "ARR": .arrondissement, "CAN": .canton, "EPCI": .epci, "BV": .livingArea,
        "COM": .commune, "COMD": .delegatedCommune, "COMA": .associatedCommune, "ARM": .municipalArrondissement,
    ]

    private static func normalized(_ text: String, _ level: TerritoryLevel) -> String? {
        var code = text.uppercased()
        guard (1...9).contains(code.utf8.count) else { return nil }
        let width = switch level {
        case .region, .departement: 2
        case .commune, .delegatedCommune, .associatedCommune, .municipalArrondissement, .livingArea: 5
        default: 0
        }
        // Spreadsheets take the first zero away.
        if code.utf8.count == width - 1 { code = "0" + code }
        let bytes = Array(code.utf8)
        let isDigits = bytes.allSatisfy { (0x30...0x39).contains($0) }
        let isCorsican = bytes.count > 1 && bytes[0] == 0x32 && (bytes[1] == 0x41 || bytes[1] == 0x42)
            && bytes.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) }
        let isWellFormed = switch level {
        case .france: code == "FRANCE"
        case .region: isDigits && bytes.count == 2
        case .departement: bytes.count == 2 && (isDigits || isCorsican) || bytes.count == 3 && isDigits && code.hasPrefix("97")
        case .overseasCollectivity: isDigits && bytes.count == 3
        case .epci: isDigits && bytes.count == 9
        case .arrondissement: (3...4).contains(bytes.count) && (isDigits || isCorsican)
        // The last two of a canton may be letters: pseudo-cantons and the métropole of Lyon.
        case .canton:
            (4...5).contains(bytes.count) && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        case .livingArea, .commune, .delegatedCommune, .associatedCommune, .municipalArrondissement:
            bytes.count == 5 && (isDigits || isCorsican)
        }
        return isWellFormed ? code : nil
    }
}

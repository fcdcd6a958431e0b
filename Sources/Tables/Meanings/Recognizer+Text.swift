extension Recognizer {
    /// Everything that holds a letter: words, names, addresses, links, shapes.
    @inline(never)
    func text(_ bytes: ByteView, mask: UInt16) -> MeaningTraits {
        let count = bytes.count
        var traits = MeaningTraits()
        if mask & ByteClass.space == 0 { traits.insert(.oneWord) }

        if mask & ByteClass.at != 0 {
            if mask & ByteClass.space == 0 && Self.isEmail(bytes) { traits.insert(.email) }
            return traits
        }
        let first = bytes.first
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            if first == UInt8(ascii: "[") { traits.formUnion(listItems(bytes)) }
            if first == UInt8(ascii: "{") && Self.contains(bytes, "\"coordinates\"") || Self.contains(bytes, "\"FeatureCollection\"") {
                traits.insert(.geojson)
            }
            return traits
        }
        if mask & ByteClass.space == 0 {
            if Self.isURL(bytes) { return [.url, .oneWord] }
            if count == 36 && CodeChecks.isUUID(bytes) { return [.uuid, .oneWord] }
            if mask & ~(ByteClass.digit | ByteClass.letters) == 0 && mask & ByteClass.digit != 0 {
                return traits.union(count >= 42 ? wkb(bytes) : Self.lowerCode(bytes))
            }
            if count == 6 && mask & ByteClass.dot != 0 && CodeChecks.isAPE(bytes) { return [.apeNAF, .oneWord] }
        } else if count == 21 || count == 18, mask & ByteClass.digit != 0, let compact = Self.withoutSpaces(bytes), compact.count == 15 || compact.count == 13 {
            // A number of social security as people write it: 2 85 05 78 006 084 36.
            if compact.withView({ CodeChecks.isNIR($0) }) { traits.insert(.nir) }
        }
        if Self.isWKT(bytes) { return .wkt }
        if looksUpNames && count <= 48 && mask & ByteClass.digit == 0 {
            traits.formUnion(KnownNames.traits(bytes))
        }
        if mask & ~(ByteClass.letters | ByteClass.wide | ByteClass.space | ByteClass.dash | ByteClass.other | ByteClass.dot) == 0
            && count <= 60 && Self.isProperName(bytes)
        {
            traits.insert(.properName)
        }
        if mask & ByteClass.space != 0 {
            if count >= 6 && count <= 200 && Self.isAddress(bytes) { traits.insert(.address) }
            var spaces = 0
            for index in 0..<count where bytes[index] == 0x20 { spaces += 1 }
            if spaces >= 3 { traits.insert(.sentence) }
        }
        if mask & (ByteClass.bar | ByteClass.comma) != 0 { traits.formUnion(listItems(bytes)) }
        return traits
    }

    /// Digits and marks without a letter: telephones, pairs of coordinates, codes written with spaces.
    @inline(never)
    static func spaced(_ bytes: ByteView, mask: UInt16) -> MeaningTraits {
        var traits = MeaningTraits()
        if mask & ByteClass.space == 0 { traits.insert(.oneWord) }
        if bytes.count <= 40, let pair = coordinates(bytes) {
            if isFrench(latitude: pair.0, longitude: pair.1) { traits.insert(.latLonPair) }
            if isFrench(latitude: pair.1, longitude: pair.0) { traits.insert(.lonLatPair) }
            if abs(pair.0) <= 90 && abs(pair.1) <= 180 { traits.insert(.worldPair) }
        }
        if bytes.count >= 10 && bytes.count <= 20 && isPhone(bytes) { traits.insert(.phone) }
        if mask & ~(ByteClass.digit | ByteClass.space | ByteClass.wide) == 0, bytes.count >= 11, bytes.count <= 24,
            let compact = withoutSpaces(bytes)
        {
            compact.withView { digits in
                if digits.count == 9 && CodeChecks.isSIREN(digits) { traits.insert(.siren) }
                if digits.count == 14 && CodeChecks.isSIRET(digits) { traits.insert(.siret) }
                if (digits.count == 13 || digits.count == 15) && CodeChecks.isNIR(digits) { traits.insert(.nir) }
            }
        }
        if bytes.count == 7, bytes[4] == UInt8(ascii: "-"), let year = DateSyntax.number(bytes, 0, 4),
            let month = DateSyntax.number(bytes, 5, 2), year >= 1500, year <= 2150, month >= 1, month <= 12
        {
            traits.insert(.month)
        }
        if mask & (ByteClass.bar | ByteClass.comma) != 0 && traits.isDisjoint(with: [.latLonPair, .lonLatPair, .worldPair]) {
            traits.formUnion(Recognizer().listItems(bytes))
        }
        return traits
    }

    /// The value without spaces and no-break spaces; `nil` where another wide character stands in it.
    private static func withoutSpaces(_ bytes: ByteView) -> [UInt8]? {
        var compact: [UInt8] = []
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte == 0x20 || byte == 0xC2 || byte == 0xA0 { continue }
            if byte >= 0x80 { return nil }
            compact.append(byte)
        }
        return compact
    }

    private static func lowerCode(_ bytes: ByteView) -> MeaningTraits {
        switch bytes.count {
        case 4: DateSyntax.number(bytes, 0, 3) != nil ? .csp : []
        case 8: CodeChecks.isUAI(bytes) ? .uai : []
        case 10: CodeChecks.isRNA(bytes) ? .rna : []
        default: []
        }
    }

    /// Two numbers between a comma, a semicolon, a space or a bar, bare or in brackets.
    static func coordinates(_ bytes: ByteView) -> (Double, Double)? {
        var from = 0
        var to = bytes.count
        if let last = Optional(bytes.last), bytes.first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
            || bytes.first == UInt8(ascii: "(") && last == UInt8(ascii: ")")
        {
            from = 1
            to -= 1
        }
        let inner = bytes.slice(from, to).trimmed
        for separator in [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"), 0x20] {
            var at = -1
            var marks = 0
            for index in 0..<inner.count where inner[index] == separator {
                if at < 0 { at = index }
                marks += 1
            }
            guard marks == 1, at > 0 else { continue }
            guard let a = degrees(inner.slice(0, at).trimmed), let b = degrees(inner.slice(from: at + 1).trimmed) else { continue }
            return (a, b)
        }
        return nil
    }

    /// A number of degrees with decimals; whole pairs are too often something else.
    private static func degrees(_ bytes: ByteView) -> Double? {
        if bytes.count < 3 || bytes.count > 24 { return nil }
        let mask = ByteClass.table.scan(bytes)
        guard mask & ~(ByteClass.digit | ByteClass.dot | ByteClass.dash) == 0, mask & ByteClass.dot != 0 else { return nil }
        let number = NumberSyntax.read(bytes, mask: mask)
        return number.traits.contains(.number(0)) ? number.value(0) : nil
    }

    /// Ten digits from 0, or +33 and nine, or + and eight to fifteen (ITU-T E.164), between spaces, dots, dashes or slashes.
    static func isPhone(_ bytes: ByteView) -> Bool {
        var digits = 0
        var head: [UInt8] = []
        var index = 0
        let isInternational = bytes.first == UInt8(ascii: "+")
        if isInternational { index = 1 }
        while index < bytes.count {
            let byte = bytes[index]
            if byte &- 0x30 < 10 {
                if digits < 4 { head.append(byte) }
                digits += 1
            } else if byte != 0x20 && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "/")
                && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")") && byte != 0xC2 && byte != 0xA0
            {
                return false
            }
            index += 1
        }
        if isInternational { return digits >= 8 && digits <= 15 }
        if digits == 10 { return head[0] == 0x30 && head[1] != 0x30 }
        return digits == 13 && head.starts(with: Array("0033".utf8))
    }

    /// A local part, one @, labels and a last one of two letters or more (a practical part of RFC 5321).
    static func isEmail(_ bytes: ByteView) -> Bool {
        var at = -1
        for index in 0..<bytes.count where bytes[index] == UInt8(ascii: "@") {
            if at >= 0 { return false }
            at = index
        }
        guard at > 0, bytes.count - at >= 5, bytes.count <= 254 else { return false }
        var lastDot = -1
        for index in (at + 1)..<bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                if lastDot == index - 1 || index == at + 1 { return false }
                lastDot = index
            } else if byte &- 0x30 > 9, (byte | 0x20) &- 0x61 > 25, byte != UInt8(ascii: "-"), byte < 0x80 {
                return false
            }
        }
        for index in 0..<at where bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: ";") || bytes[index] == UInt8(ascii: ":") {
            return false
        }
        return lastDot > at && bytes.count - lastDot > 2
    }

    static func isURL(_ bytes: ByteView) -> Bool {
        if bytes.count < 5 { return false }
        switch bytes[0] | 0x20 {
        case UInt8(ascii: "h"): return starts(bytes, "http://") && bytes.count > 10 || starts(bytes, "https://") && bytes.count > 11
        case UInt8(ascii: "f"): return starts(bytes, "ftp://") || starts(bytes, "ftps://")
        case UInt8(ascii: "w"): return starts(bytes, "www.") && bytes.count > 7
        default: return false
        }
    }

    static func isWKT(_ bytes: ByteView) -> Bool {
        if bytes.count < 10 || bytes.last != UInt8(ascii: ")") { return false }
        switch bytes[0] | 0x20 {
        case UInt8(ascii: "p"): return starts(bytes, "point") || starts(bytes, "polygon")
        case UInt8(ascii: "l"): return starts(bytes, "linestring")
        case UInt8(ascii: "m"): return starts(bytes, "multipoint") || starts(bytes, "multipolygon") || starts(bytes, "multilinestring")
        case UInt8(ascii: "g"): return starts(bytes, "geometrycollection")
        case UInt8(ascii: "s"): return starts(bytes, "srid=")
        default: return false
        }
    }

    /// Without regard to case; `prefix` is in lower case.
    static func starts(_ bytes: ByteView, _ prefix: StaticString) -> Bool {
        let count = prefix.utf8CodeUnitCount
        if bytes.count < count { return false }
        for index in 0..<count {
            let byte = bytes[index]
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if unsafe lower != prefix.utf8Start[index] { return false }
        }
        return true
    }

    static func contains(_ bytes: ByteView, _ needle: StaticString) -> Bool {
        let count = needle.utf8CodeUnitCount
        if bytes.count < count { return false }
        let first = unsafe needle.utf8Start[0]
        // Geometry is announced early or late, not in the middle of a megabyte of coordinates.
        let limit = bytes.count - count
        for index in 0...limit where bytes[index] == first {
            if index > 4_096 && index < limit - 4_096 { continue }
            var offset = 1
            while offset < count, unsafe needle.utf8Start[offset] == bytes[index + offset] { offset += 1 }
            if offset == count { return true }
        }
        return false
    }

    /// Letters, with spaces, hyphens, dots and apostrophes between them.
    private static func isProperName(_ bytes: ByteView) -> Bool {
        var letters = 0
        for index in 0..<bytes.count {
            let byte = bytes[index]
            if byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 {
                letters += 1
            } else if byte != 0x20 && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "'") && byte != UInt8(ascii: ".")
                && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")")
            {
                return false
            }
        }
        return letters * 4 >= bytes.count * 3
    }

    /// A street type first, or behind a number and its suffix: `12 bis rue de la Paix`, `Place de la Mairie`.
    private static func isAddress(_ bytes: ByteView) -> Bool {
        var index = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10 || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "/") { index += 1 }
        if index > 6 { return false }
        var words = 0
        while words < 3 {
            while index < bytes.count, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: ".") { index += 1 }
            let from = index
            while index < bytes.count, bytes[index] != 0x20 && bytes[index] != UInt8(ascii: ",") && bytes[index] != UInt8(ascii: ".") { index += 1 }
            if from == index { return false }
            if KnownNames.isStreetType(bytes, from, index) { return index < bytes.count }
            // Only a number's suffix may stand before the street type.
            if index - from > 6 || from == 0 { return false }
            words += 1
        }
        return false
    }

    /// Two items or more, each short, between `|`, `;` or `,`.
    func listItems(_ bytes: ByteView) -> MeaningTraits {
        if bytes.count > 2_000 { return [] }
        for separator in [UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ",")] {
            var items = 1
            var length = 0
            var words = 1
            var isList = true
            for index in 0..<bytes.count {
                let byte = bytes[index]
                if byte == separator {
                    if length == 0 { isList = false; break }
                    items += 1
                    length = 0
                    words = 1
                } else {
                    if byte == 0x20 && length > 0 { words += 1 }
                    if byte != 0x20 { length += 1 }
                    if length > 60 || separator == UInt8(ascii: ",") && words > 6 { isList = false; break }
                }
            }
            if isList && items > 1 && length > 0 { return separator == UInt8(ascii: ",") ? .list : [.list, .barredList] }
        }
        return []
    }
}

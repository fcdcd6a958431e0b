/// The formats of text: `email`, `uri`, `uuid`, `binary`.
enum TextFormat {
    static func isValid(_ cell: ByteView, _ format: String) -> Bool {
        switch format {
        case "email": isEmail(cell)
        case "uri": isURI(cell)
        case "uuid": cell.count == 36 && CodeChecks.isUUID(cell)
        case "binary": isBase64(cell)
        default: true
        }
    }

    /// An address of the public network: a dot-atom or a quoted string, `@`, and a domain of two labels at least
    /// (RFC 5321, section 4.1.2; letters beyond ASCII as RFC 6531).
    static func isEmail(_ cell: ByteView) -> Bool {
        guard cell.count >= 6, cell.count <= 320 else { return false }
        var at = cell.count - 1
        while at >= 0, cell[at] != UInt8(ascii: "@") { at -= 1 }
        guard at > 0, at <= 64 else { return false }
        let local = cell.slice(0, at)
        if local.first == UInt8(ascii: "\"") {
            guard local.count >= 3, local.last == UInt8(ascii: "\"") else { return false }
            for index in 1..<(local.count - 1) where local[index] < 0x20 || local[index] == UInt8(ascii: "\"") && local[index - 1] != UInt8(ascii: "\\") { return false }
        } else {
            var previous = UInt8(ascii: ".")
            for index in 0..<local.count {
                let byte = local[index]
                if byte == UInt8(ascii: ".") {
                    if previous == UInt8(ascii: ".") { return false }
                } else if !isAtom(byte) {
                    return false
                }
                previous = byte
            }
            if previous == UInt8(ascii: ".") { return false }
        }
        return isDomain(cell.slice(from: at + 1))
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "~"): true
        default: false
        }
    }

    /// Labels of letters, digits and inner hyphens, the last one not a number.
    private static func isDomain(_ domain: ByteView) -> Bool {
        guard domain.count <= 253 else { return false }
        var labels = 0
        var start = 0
        var hasLetter = false
        for index in 0...domain.count where index == domain.count || domain[index] == UInt8(ascii: ".") {
            let label = domain.slice(start, index)
            guard label.count >= 1, label.count <= 63, label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-") else { return false }
            hasLetter = false
            for byte in 0..<label.count {
                let letter = label[byte] | 0x20
                if letter >= 0x61 && letter <= 0x7A || label[byte] >= 0x80 { hasLetter = true }
                else if label[byte] &- 0x30 >= 10, label[byte] != UInt8(ascii: "-") { return false }
            }
            labels += 1
            start = index + 1
        }
        return labels >= 2 && hasLetter
    }

    /// A scheme and something behind it (RFC 3986, section 3), without spaces, quotes or angle brackets; characters
    /// beyond ASCII as RFC 3987 has them. Addresses of the Web name a host.
    static func isURI(_ cell: ByteView) -> Bool {
        var index = 0
        while index < cell.count, cell[index] != UInt8(ascii: ":") {
            let letter = cell[index] | 0x20
            let isLetter = letter >= 0x61 && letter <= 0x7A
            let isInner = cell[index] &- 0x30 < 10 || cell[index] == UInt8(ascii: "+") || cell[index] == UInt8(ascii: "-") || cell[index] == UInt8(ascii: ".")
            guard isLetter || index > 0 && isInner else { return false }
            index += 1
        }
        guard index > 0, index + 1 < cell.count else { return false }
        for place in index..<cell.count where cell[place] <= 0x20 || cell[place] == 0x7F || cell[place] == UInt8(ascii: "<")
            || cell[place] == UInt8(ascii: ">") || cell[place] == UInt8(ascii: "\"") { return false }
        let scheme = cell.slice(0, index).text().lowercased()
        guard scheme == "http" || scheme == "https" || scheme == "ftp" else { return true }
        guard index + 3 < cell.count, cell[index + 1] == UInt8(ascii: "/"), cell[index + 2] == UInt8(ascii: "/") else { return false }
        let next = cell[index + 3]
        return next != UInt8(ascii: "/") && next != UInt8(ascii: "?") && next != UInt8(ascii: "#") && next != UInt8(ascii: ":")
    }

    /// Base64 with its padding (RFC 4648, section 4); line ends may stand between.
    static func isBase64(_ cell: ByteView) -> Bool {
        var letters = 0
        var padding = 0
        for index in 0..<cell.count {
            switch cell[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"):
                if padding > 0 { return false }
                letters += 1
            case UInt8(ascii: "="): padding += 1
            case 0x0A, 0x0D: break
            default: return false
            }
        }
        return padding <= 2 && (letters + padding) % 4 == 0 && letters > 0
    }
}

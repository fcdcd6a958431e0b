/// Reading of the text a request line carries: percent signs undone, traps refused.
package enum RequestTarget {
    /// `text` with its percent-encoded bytes decoded.
    ///
    /// - Parameter plusIsSpace: true in a query (the HTML form encoding), false in a path.
    /// - Returns: nil where a percent sign starts no byte, the bytes are not UTF-8, or one of them is NUL.
    package static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String? {
        var needsDecoding = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "%") || (plusIsSpace && byte == UInt8(ascii: "+")) { needsDecoding = true }
            if byte == 0 { return nil }
        }
        guard needsDecoding else { return String(text) }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexadecimal), let low = iterator.next().flatMap(hexadecimal),
                    high | low != 0
                else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// `text` made safe inside a query: letters, digits and `-._~` stay, every other byte is percent-encoded.
    package static func encode(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a path may be routed: it starts with a slash, decodes, and no segment of it climbs (`..`).
    package static func isSafePath(_ path: some StringProtocol) -> Bool {
        guard path.utf8.first == UInt8(ascii: "/"), let decoded = decode(path, plusIsSpace: false) else { return false }
        return !decoded.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..")
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

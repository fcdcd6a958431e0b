/// An address of the Internet Protocol, version 4 or 6, with what its number says of where it leads.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16 bytes, in network order.
    package let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16 of them; `nil` otherwise.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Whether the address is one of the public Internet. Everything else is refused to sources given by others: the
    /// machine itself, its network, metadata services of hosting providers, documentation, multicast.
    ///
    /// Sources: the IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and updates).
    package var isPublic: Bool {
        bytes.count == 4 ? Self.isPublic4(bytes) : isPublic6
    }

    private static func isPublic4(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
        case (100, 64...127, _): false  // Carrier-grade NAT, RFC 6598.
        case (169, 254, _): false  // Link-local, and the metadata service of most hosts.
        case (172, 16...31, _), (192, 168, _): false
        case (192, 0, 0), (192, 0, 2), (198, 51, 100), (203, 0, 113): false
        case (192, 88, 99): false
        case (198, 18...19, _): false
        default: true
        }
    }

    private var isPublic6: Bool {
        let head = bytes.prefix(12)
        // IPv4 in IPv6 notation, mapped or compatible: what the IPv4 address says holds.
        if head.dropLast(2).allSatisfy({ $0 == 0 }) {
            let isMapped = bytes[10] == 0xFF && bytes[11] == 0xFF
            guard isMapped || (bytes[10] == 0 && bytes[11] == 0) else { return false }
            return Self.isPublic4(Array(bytes[12...])) && isMapped
        }
        // NAT64 (RFC 6052) and 6to4 (RFC 3056) carry an IPv4 address too.
        if head.elementsEqual([0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return Self.isPublic4(Array(bytes[12...])) }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return Self.isPublic4(Array(bytes[2..<6])) }
        // Teredo, benchmarking, ORCHID and other protocol assignments (2001::/23), and documentation.
        if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] < 0x02 { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01, bytes[2] == 0x0D, bytes[3] == 0xB8 { return false }
        // Only 2000::/3 is global unicast: loopback, unique local, link-local, multicast are all outside.
        return bytes[0] & 0xE0 == 0x20
    }

    package var description: String {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }
}

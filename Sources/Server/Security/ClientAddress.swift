/// Who a request comes from, for limits and logs.
package enum ClientAddress {
    /// - Parameters:
    ///   - peer: the address of the connection.
    ///   - forwarded: the `X-Forwarded-For` value. Only its last address is worth anything: the trusted proxy wrote
    ///     it; what stands before may be invented.
    ///   - trustsProxy: whether the instance stands behind a proxy of its own.
    package static func resolve(peer: String, forwarded: String?, trustsProxy: Bool) -> String {
        guard trustsProxy, let last = forwarded?.split(separator: ",").last else { return peer }
        let address = last.filter { $0 != " " }
        return !address.isEmpty && address.count <= 45 && address.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" })
            ? address : peer
    }

    /// The key under which requests are counted: an IPv4 address, or the /64 of an IPv6 one, which is what one
    /// subscriber gets (RFC 6177).
    package static func limitKey(_ address: String) -> String {
        let groups = address.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count > 2, !address.contains(".") else { return address }
        let head = groups.prefix { !$0.isEmpty }.prefix(4)
        return head.joined(separator: ":") + "::/64"
    }

    /// Whether the request comes from this very machine.
    package static func isLoopback(_ address: String) -> Bool {
        address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }
}

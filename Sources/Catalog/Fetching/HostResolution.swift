#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Store
import Threads

/// Names of hosts to addresses.
package struct HostResolution: Sendable {
    /// All the addresses of a host, a name or an address itself; none where it is unknown.
    package let addresses: @Sendable (_ host: String) async throws -> [IPAddress]

    package init(addresses: @escaping @Sendable (_ host: String) async throws -> [IPAddress]) {
        self.addresses = addresses
    }

    /// What the system says (`getaddrinfo`), which knows `/etc/hosts` and the search domains as other programs do.
    package static let system = HostResolution { host in
        try await OwnThread.run("resolve") { _ in systemAddresses(of: host) }
    }

    private static func systemAddresses(of host: String) -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0, let first = unsafe list else { return [] }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [IPAddress] = []
        for unsafe info in unsafe sequence(first: first, next: { unsafe $0.pointee.ai_next }) {
            guard let socketAddress = unsafe info.pointee.ai_addr else { continue }
            let bytes: [UInt8]
            switch unsafe info.pointee.ai_family {
            case AF_INET:
                bytes = unsafe socketAddress.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                    unsafe withUnsafeBytes(of: address.pointee.sin_addr) { unsafe Array($0) }
                }
            case AF_INET6:
                bytes = unsafe socketAddress.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                    unsafe withUnsafeBytes(of: address.pointee.sin6_addr) { unsafe Array($0) }
                }
            default: continue
            }
            if let address = IPAddress(bytes: bytes), !addresses.contains(address) { addresses.append(address) }
        }
        return addresses
    }
}

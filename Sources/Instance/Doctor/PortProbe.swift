#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Tries whether a TCP port can be listened on.
enum PortProbe {
    /// - Returns: nil when it can, else the system's error number; -1 when the address means nothing.
    static func problem(address: String, port: Int) -> Int32? {
        var hints = unsafe addrinfo()
        #if canImport(Glibc)
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        unsafe hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(address, "\(port)", &hints, &found) == 0, let first = unsafe found else { return -1 }
        defer { unsafe freeaddrinfo(first) }

        let listener = unsafe socket(first.pointee.ai_family, first.pointee.ai_socktype, first.pointee.ai_protocol)
        guard listener >= 0 else { return errno }
        defer { close(listener) }
        // As the server does: connections that are closing do not hold the port.
        var yes: Int32 = 1
        unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard unsafe bind(listener, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(listener, 1) == 0
        else { return errno }
        return nil
    }
}

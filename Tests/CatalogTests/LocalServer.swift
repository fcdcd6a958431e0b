import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A web server of a few lines on the loopback, which answers what a test tells it to, byte for byte.
final class LocalServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let answers: [String: String]
    private let asked = Mutex<[String]>([])

    /// The requests received, first line and headers.
    var requests: [String] { asked.withLock { $0 } }

    var base: String { "http://127.0.0.1:\(port)" }

    /// - Parameter answers: the whole answer by path, `{base}` standing for the server's own address.
    init(_ answers: [String: String]) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port: UInt16? = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard unsafe bind(descriptor, generic, length) == 0, listen(descriptor, 16) == 0,
                    unsafe getsockname(descriptor, generic, &length) == 0
                else { return nil }
                return unsafe pointer.pointee.sin_port.bigEndian
            }
        }
        guard let port else { throw POSIXError(.EADDRINUSE) }
        self.port = port
        listener = descriptor
        self.answers = answers
        Thread { [self] in serve() }.start()
    }

    func stop() {
        // Closed by the thread that accepts: closed here, its number could already be another server's when it accepts again.
        _ = shutdown(listener, Int32(SHUT_RDWR))
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else {
                close(listener)
                return
            }
            Thread { [self] in
                answer(connection)
                close(connection)
            }.start()
        }
    }

    private func answer(_ connection: Int32) {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        // Up to the end of the headers; what comes behind them is not looked at.
        while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(connection, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            request += buffer.prefix(count)
        }
        let text = String(decoding: request, as: UTF8.self)
        asked.withLock { $0.append(text) }
        let path = text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let answer = answers[path]?.replacingOccurrences(of: "{base}", with: base)
            ?? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        let bytes = Array(answer.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// An answer with a body of a known length.
    static func ok(_ body: String, headers: String = "") -> String {
        "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)Connection: close\r\n\r\n\(body)"
    }

    static func redirect(_ location: String) -> String {
        "HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    }
}

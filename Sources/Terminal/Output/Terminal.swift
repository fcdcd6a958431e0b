import Foundation
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What one output stream can show: whether a person watches it, how wide it is, whether it takes colours.
package struct Terminal: Sendable, Hashable {
    /// Whether the stream is a terminal rather than a file or a pipe.
    package var isInteractive: Bool
    /// Columns of the screen; nil where nothing limits a line, as in a file.
    package var width: Int?
    /// Whether ANSI colours may be written.
    package var hasColour: Bool

    package init(isInteractive: Bool, width: Int?, hasColour: Bool) {
        self.isInteractive = isInteractive
        self.width = width
        self.hasColour = hasColour
    }

    /// A stream that goes to a file or another program.
    package static let plain = Terminal(isInteractive: false, width: nil, hasColour: false)

    /// What `stream` is, in this environment.
    ///
    /// `COLUMNS` gives the width where it is set. Colours need a terminal that is not `TERM=dumb`, and neither
    /// `NO_COLOR` (https://no-color.org) nor an empty `TERM`; `CLICOLOR_FORCE` asks for them in any case.
    package init(_ stream: StandardStream, environment: [String: String]) {
        isInteractive = isatty(stream.descriptor) == 1
        let given = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        width = given ?? (isInteractive ? Self.screenWidth(stream.descriptor) ?? 80 : nil)
        let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        let isForced = environment["CLICOLOR_FORCE"].map { !$0.isEmpty && $0 != "0" } ?? false
        let isCapable = isInteractive && environment["TERM"].map { $0 != "dumb" && !$0.isEmpty } ?? false
        hasColour = !isRefused && (isForced || isCapable)
    }

    private static func screenWidth(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// One of the two streams that a command writes to.
package enum StandardStream: Sendable {
    /// What was asked for.
    case output
    /// Everything else: progress, warnings, errors.
    case error

    var descriptor: Int32 {
        switch self {
        case .output: 1
        case .error: 2
        }
    }

    /// Writes all of `bytes`, waiting as long as the reader makes it wait.
    ///
    /// - Throws: ``StreamFailure``, with ``StreamFailure/isBrokenPipe`` once the reader is gone.
    package func write(_ bytes: [UInt8]) throws {
        try unsafe bytes.withUnsafeBytes { buffer in
            var start = 0
            while start < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
                let written = unsafe systemWrite(descriptor, rest.baseAddress, rest.count)
                if written >= 0 {
                    start += written
                } else if errno == EAGAIN {
                    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = unsafe poll(&wait, 1, -1)
                } else if errno != EINTR {
                    throw StreamFailure(errorNumber: errno)
                }
            }
        }
    }

    package func write(_ text: String) throws { try write(Array(text.utf8)) }
}

private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
    unsafe Glibc.write(descriptor, start, count)
    #elseif canImport(Musl)
    unsafe Musl.write(descriptor, start, count)
    #else
    unsafe Darwin.write(descriptor, start, count)
    #endif
}

/// The system refused to write to a stream.
package struct StreamFailure: Error, Sendable, Hashable {
    /// As in `errno`.
    package let errorNumber: Int32

    /// Whether the program that read the stream has stopped reading, as `head` does: nothing to complain about.
    package var isBrokenPipe: Bool { errorNumber == EPIPE }
    /// What the system says of it.
    package var reason: String { unsafe String(cString: strerror(errorNumber)) }
}

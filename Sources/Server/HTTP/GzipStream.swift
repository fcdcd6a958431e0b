private import CZlib

/// One gzip member being made (RFC 1952), piece by piece, in constant memory.
///
/// A class because the C state must be released exactly once, whichever task drops the stream last. It is not
/// `Sendable`: one response body owns it.
@safe
package final class GzipStream {
    /// Allocated apart: zlib keeps the address and checks it at every call.
    private let state: UnsafeMutablePointer<z_stream>
    private var output = [UInt8](repeating: 0, count: 32 * 1024)

    /// - Parameter level: 1 is the fastest, 9 the smallest. Answers made on the fly use 4 or so; files kept in
    ///   memory 9.
    package init(level: Int32 = 4) {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: z_stream())
        let windowBitsForGzip: Int32 = 15 + 16
        let status = unsafe deflateInit2_(
            state, level, Z_DEFLATED, windowBitsForGzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib refuses its own header's version")
    }

    deinit {
        unsafe deflateEnd(state)
        unsafe state.deallocate()
    }

    /// Compresses more input; may give back nothing while zlib gathers.
    package func compress(_ input: [UInt8]) -> [UInt8] { deflate(input, Z_NO_FLUSH) }

    /// Gives back everything gathered so far, so that a slow stream still moves.
    package func flush(_ input: [UInt8]) -> [UInt8] { deflate(input, Z_SYNC_FLUSH) }

    /// The last bytes, with checksum and length. Nothing may follow.
    package func finish(_ input: [UInt8] = []) -> [UInt8] { deflate(input, Z_FINISH) }

    /// The whole of `input` as one gzip file.
    package static func compressed(_ input: [UInt8], level: Int32 = 4) -> [UInt8] {
        GzipStream(level: level).finish(input)
    }

    private func deflate(_ input: [UInt8], _ mode: Int32) -> [UInt8] {
        var result: [UInt8] = []
        var input = input
        unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe state.pointee.next_in = source.baseAddress
            unsafe state.pointee.avail_in = UInt32(source.count)
            repeat {
                unsafe output.withUnsafeMutableBufferPointer { target in
                    unsafe state.pointee.next_out = target.baseAddress
                    unsafe state.pointee.avail_out = UInt32(target.count)
                    _ = unsafe CZlib.deflate(state, mode)
                    let made = target.count - Int(unsafe state.pointee.avail_out)
                    unsafe result.append(contentsOf: target.prefix(made))
                }
            } while unsafe state.pointee.avail_out == 0
            unsafe state.pointee.next_in = nil
        }
        return result
    }
}

import CZlib
import Foundation
import Localization

/// Undoes DEFLATE compression from one file into another, in constant memory and within bounds.
struct Inflation: ~Copyable {
    /// How the compressed bytes are wrapped.
    enum Wrapping {
        /// Members of RFC 1952, one after the other.
        case gzip
        /// Bare RFC 1951, as zip holds it.
        case raw
    }

    private let limits: ArchiveLimits
    private let progress: ProgressObserver?

    init(limits: ArchiveLimits, progress: ProgressObserver?) {
        self.limits = limits
        self.progress = progress
    }

    /// Inflates `count` bytes of `source` from `offset`.
    ///
    /// - Returns: the CRC-32 of what was written.
    /// - Throws: `tables.archive.bomb`, `tables.archive.damaged`, `tables.disk.full`.
    func run(_ source: ByteSource, at offset: Int64, count: Int64, _ wrapping: Wrapping, into file: inout ScratchFile) throws -> UInt {
        var stream = unsafe z_stream()
        let window: Int32 = wrapping == .gzip ? 16 + MAX_WBITS : -MAX_WBITS
        guard unsafe inflateInit2_(&stream, window, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw TablesError("archive.damaged")
        }
        defer { unsafe inflateEnd(&stream) }
        let chunk = 256 << 10
        let input = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
        let output = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
        defer {
            unsafe input.deallocate()
            unsafe output.deallocate()
        }
        var checksum = crc32(0, nil, 0)
        var consumed: Int64 = 0
        var status = Z_OK
        var reported: Int64 = 0
        while unsafe consumed < count || stream.avail_in > 0 {
            if unsafe stream.avail_in == 0 {
                let wanted = Int(min(Int64(chunk), count - consumed))
                let read = try unsafe source.read(into: UnsafeMutableRawBufferPointer(start: input, count: wanted), at: offset + consumed)
                guard read > 0 else { throw TablesError("archive.damaged") }
                consumed += Int64(read)
                unsafe stream.next_in = input
                unsafe stream.avail_in = uInt(read)
            }
            repeat {
                unsafe stream.next_out = output
                unsafe stream.avail_out = uInt(chunk)
                status = unsafe inflate(&stream, Z_NO_FLUSH)
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw TablesError("archive.damaged") }
                let written = chunk - Int(unsafe stream.avail_out)
                unsafe checksum = crc32(checksum, output, uInt(written))
                try unsafe file.write(UnsafeRawBufferPointer(start: output, count: written))
                try check(written: file.size, read: consumed)
                if status == Z_STREAM_END { break }
            } while unsafe stream.avail_out == 0
            if status == Z_STREAM_END {
                guard wrapping == .gzip, try unsafe nextMember(&stream, source, offset, &consumed, count, input, chunk) else { break }
                status = Z_OK
            }
            if let progress, consumed - reported > 4 << 20 {
                reported = consumed
                try progress(ReadProgress(phase: .unpacking, done: consumed, total: count))
            }
        }
        guard status == Z_STREAM_END else { throw TablesError("archive.truncated") }
        return UInt(checksum)
    }

    /// Whether another gzip member follows, made ready in `stream`. Zeros after the last one are padding.
    private func nextMember(
        _ stream: inout z_stream, _ source: ByteSource, _ offset: Int64, _ consumed: inout Int64, _ count: Int64,
        _ input: UnsafeMutablePointer<UInt8>, _ chunk: Int
    ) throws -> Bool {
        if unsafe stream.avail_in == 0 {
            guard consumed < count else { return false }
            let wanted = Int(min(Int64(chunk), count - consumed))
            let read = try unsafe source.read(into: UnsafeMutableRawBufferPointer(start: input, count: wanted), at: offset + consumed)
            consumed += Int64(read)
            unsafe stream.next_in = input
            unsafe stream.avail_in = uInt(read)
        }
        guard unsafe stream.avail_in > 0, unsafe stream.next_in.pointee == 0x1F else { return false }
        return unsafe inflateReset(&stream) == Z_OK
    }

    private func check(written: Int64, read: Int64) throws {
        if written > limits.totalBytes { throw TablesError("archive.tooLarge", ["limit": .bytes(limits.totalBytes)]) }
        if written > 50 << 20, written / max(1, read) > limits.ratio {
            throw TablesError("archive.bomb", ["ratio": .integer(Int(limits.ratio))])
        }
    }
}

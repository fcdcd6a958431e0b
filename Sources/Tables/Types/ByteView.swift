import CScan

/// Borrowed bytes with the few loads that the recognisers need.
///
/// Indices are checked in debug builds only: every caller stays below `count` by construction, and these loops run over
/// each cell of the file. A view never outlives the cell that lent it.
@safe
struct ByteView {
    let start: UnsafePointer<UInt8>
    let count: Int

    @inline(__always)
    init(start: UnsafePointer<UInt8>, count: Int) {
        unsafe self.start = unsafe start
        self.count = count
    }

    @inline(__always)
    init(_ cell: Cell) {
        unsafe self.init(start: cell.start, count: Int(cell.count))
    }

    @inline(__always)
    subscript(_ index: Int) -> UInt8 {
        assert(index >= 0 && index < count)
        return unsafe start[index]
    }

    @inline(__always)
    var first: UInt8 { count > 0 ? self[0] : 0 }

    @inline(__always)
    var last: UInt8 { count > 0 ? self[count - 1] : 0 }

    /// Four bytes from `index`, little-endian.
    @inline(__always)
    func word4(_ index: Int) -> UInt64 {
        assert(index >= 0 && index + 4 <= count)
        return UInt64(UInt32(littleEndian: unsafe UnsafeRawPointer(start + index).loadUnaligned(as: UInt32.self)))
    }

    /// Eight bytes from `index`, little-endian.
    @inline(__always)
    func word8(_ index: Int) -> UInt64 {
        assert(index >= 0 && index + 8 <= count)
        return UInt64(littleEndian: unsafe UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
    }

    /// The first eight bytes, little-endian, padded with zeros; never reads past the end.
    @inline(__always)
    var prefix8: UInt64 {
        unsafe cell_prefix(start, count)
    }

    @inline(__always)
    func slice(_ from: Int, _ to: Int) -> ByteView {
        assert(from >= 0 && from <= to && to <= count)
        return unsafe ByteView(start: start + from, count: to - from)
    }

    @inline(__always)
    func slice(from: Int) -> ByteView { slice(from, count) }

    /// Without the spaces, tabs, line ends and no-break spaces at both ends.
    @inline(__always)
    var trimmed: ByteView {
        // Most cells need no trimming: look at both ends before doing anything.
        if count == 0 || (self[0] > 0x20 && self[0] != 0xC2 && self[count - 1] > 0x20 && self[count - 1] != 0xA0) { return self }
        return trimmedSlowly
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

    @inline(never)
    private var trimmedSlowly: ByteView {
        var from = 0
        var to = count
        while from < to {
            if Self.isSpace(self[from]) { from += 1 }
            else if self[from] == 0xC2, from + 1 < to, self[from + 1] == 0xA0 { from += 2 }
            else { break }
        }
        while to > from {
            if Self.isSpace(self[to - 1]) { to -= 1 }
            else if self[to - 1] == 0xA0, to - 2 >= from, self[to - 2] == 0xC2 { to -= 2 }
            else { break }
        }
        return slice(from, to)
    }

    /// Byte-wise equality.
    @inline(__always)
    func equals(_ other: ByteView) -> Bool {
        if count != other.count { return false }
        var index = 0
        while index + 8 <= count {
            if word8(index) != other.word8(index) { return false }
            index += 8
        }
        if index == count { return true }
        if count >= 8 { return word8(count - 8) == other.word8(count - 8) }
        return prefix8 == other.prefix8
    }

    /// Byte order, as DuckDB and the C locale sort text.
    func precedes(_ other: ByteView) -> Bool {
        let shared = Swift.min(count, other.count)
        var index = 0
        while index < shared {
            if self[index] != other[index] { return self[index] < other[index] }
            index += 1
        }
        return count < other.count
    }

    /// Unicode scalars: bytes that do not continue another.
    var scalarCount: Int {
        var scalars = 0
        for index in 0..<count where self[index] & 0xC0 != 0x80 { scalars += 1 }
        return scalars
    }

    var array: [UInt8] { unsafe Array(UnsafeBufferPointer(start: start, count: count)) }

    /// The text, cut at `limit` bytes (on a character's edge) with an ellipsis.
    func text(limit: Int = .max) -> String {
        if count <= limit { return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }
        var end = limit
        while end > 0 && self[end] & 0xC0 == 0x80 { end -= 1 }
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: end), as: UTF8.self) + "…"
    }
}

extension Array where Element == UInt8 {
    /// Lends the array's bytes as a view for the length of `body`.
    @inline(__always)
    func withView<R>(_ body: (ByteView) throws -> R) rethrows -> R {
        try unsafe withUnsafeBufferPointer { buffer in
            var nothing: UInt8 = 0
            guard let start = buffer.baseAddress else {
                return try unsafe withUnsafePointer(to: &nothing) { try unsafe body(ByteView(start: $0, count: 0)) }
            }
            return try unsafe body(ByteView(start: start, count: buffer.count))
        }
    }

    /// Lends a part of the array's bytes as a view for the length of `body`.
    @inline(__always)
    func withView<R>(from: Int, count: Int, _ body: (ByteView) throws -> R) rethrows -> R {
        try withView { try body($0.slice(from, from + count)) }
    }
}

extension String {
    /// Lends the text's UTF-8 as a view for the length of `body`.
    func withView<R>(_ body: (ByteView) throws -> R) rethrows -> R { try Array(utf8).withView(body) }
}

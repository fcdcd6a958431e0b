/// One cell as it lies in a reader's buffer: UTF-8 bytes, already transcoded, doubled quotes undone, not trimmed.
///
/// A cell borrows its bytes: they live until the block that it came from is given back, so a cell never leaves the
/// closure or the call that received it. Sixteen bytes, so that a column of 4,096 cells stays in the second-level cache.
@safe
package struct Cell {
    /// First byte; not readable when `count` is 0.
    package var start: UnsafePointer<UInt8>
    /// Length in bytes.
    package var count: UInt32
    /// Whether the cell stood between quotes in the file.
    package var isQuoted: Bool

    @inlinable
    package init(start: UnsafePointer<UInt8>, count: UInt32, isQuoted: Bool = false) {
        unsafe self.start = unsafe start
        self.count = count
        self.isQuoted = isQuoted
    }

    /// The bytes, valid as long as the cell is.
    @inlinable
    package var bytes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: start, count: Int(count))
    }

    /// A copy of the cell's text; bytes that are not UTF-8 become U+FFFD.
    package var text: String {
        unsafe String(decoding: bytes, as: UTF8.self)
    }
}

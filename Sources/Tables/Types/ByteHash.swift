import CScan

/// A 64-bit hash of bytes by folded multiplication (the principle of wyhash): fast on short cells and the same in every
/// run, so that profiles are reproducible. It is no defence against chosen collisions: whoever counts values compares
/// their bytes too.
enum ByteHash {
    @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 { cell_fold(a, b) }

    @inline(__always)
    static func of(_ bytes: ByteView) -> UInt64 { unsafe cell_hash(bytes.start, bytes.count) }

    /// The hash of a row from that of its cells up to one, and of the next.
    @inline(__always)
    static func join(_ row: UInt64, _ cell: UInt64) -> UInt64 { cell_join(row, cell) }
}

/// A 64-bit hash of bytes by folded multiplication (the principle of wyhash): fast on short cells and the same in every
/// run, so that profiles are reproducible. It is no defence against chosen collisions: whoever counts values compares
/// their bytes too.
enum ByteHash {
    // The first hexadecimal digits of pi.
    private static var k0: UInt64 { 0x243F_6A88_85A3_08D3 }
    private static var k1: UInt64 { 0x1319_8A2E_0370_7344 | 1 }
    private static var k2: UInt64 { 0xA409_3822_299F_31D0 | 1 }

    @inline(__always)
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    @inline(__always)
    static func of(_ bytes: ByteView) -> UInt64 {
        let count = bytes.count
        if count <= 8 { return short(bytes.prefix8, count: count) }
        if count <= 16 { return fold(fold(bytes.word8(0) ^ k0, bytes.word8(count - 8) ^ k1) ^ k2, UInt64(count) ^ k1) }
        return long(bytes)
    }

    /// Of at most eight bytes, given as `ByteView.prefix8`.
    @inline(__always)
    static func short(_ prefix: UInt64, count: Int) -> UInt64 {
        fold(fold(prefix ^ k0, UInt64(count) ^ k1) ^ k2, k1)
    }

    @inline(__always)
    private static func long(_ bytes: ByteView) -> UInt64 {
        var state = k0
        var index = 0
        while index + 16 < bytes.count {
            state = fold(bytes.word8(index) ^ k1, bytes.word8(index + 8) ^ state)
            index += 16
        }
        state = fold(bytes.word8(bytes.count - 16) ^ k2, bytes.word8(bytes.count - 8) ^ state)
        return fold(state ^ UInt64(bytes.count), k1)
    }
}
